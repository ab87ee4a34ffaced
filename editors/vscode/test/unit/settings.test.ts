import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages, selector } from '../../src/documents.ts';
import { type Inspection, commandLine, explicit, serverKeys } from '../../src/settings.ts';

const inspect = (set: Record<string, Inspection>) => (key: string) => set[key];

test('the server is told what somebody has set, and no defaults', () => {
  const keys = ['hints.speakers', 'rules.name-variant.severity', 'rules.name-variant.accept', 'people'];
  const tree = explicit(
    keys,
    inspect({
      'hints.speakers': { globalValue: false },
      'rules.name-variant.severity': { globalValue: 'error', workspaceValue: 'off' },
      'rules.name-variant.accept': { workspaceFolderValue: ['Ann Lee'], workspaceValue: [] },
      people: {},
    }),
  );
  assert.deepEqual(tree, {
    hints: { speakers: false },
    rules: { 'name-variant': { severity: 'off', accept: ['Ann Lee'] } },
  });
});

test('the command line is told the same', () => {
  const set = inspect({ a: { globalValue: 3 }, 'b.c': { globalValue: ['x “y”', 'z"'] }, d: {} });
  assert.deepEqual(commandLine(['a', 'b.c', 'd'], set), ['--set', 'a=3', '--set', 'b.c=["x “y”","z\\""]']);
});

test('settings of the extension are no business of the server', () => {
  const manifest = [
    'onrecord.server.path',
    'onrecord.trace.server',
    'onrecord.people',
    'onrecord.rules.x.severity',
  ];
  assert.deepEqual(serverKeys(manifest), ['people', 'rules.x.severity']);
});

test('articles are always sent, other languages if somebody wants them', () => {
  assert.deepEqual(languages([], false), ['article']);
  assert.deepEqual(languages(['plaintext', 'article', '', 7], false), ['article', 'plaintext']);
  assert.deepEqual(languages(['asciidoc'], true), ['article', 'asciidoc', 'markdown', 'plaintext']);
});

test('files are sent, and what was never saved', () => {
  assert.deepEqual(selector(['article']), [
    { scheme: 'file', language: 'article' },
    { scheme: 'untitled', language: 'article' },
  ]);
});
