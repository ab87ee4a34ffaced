// One test for each thing the extension does, as VS Code's own interfaces show it.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ServerCapabilities } from 'vscode-languageclient/node';
import { features } from './features.ts';
import {
  EXTENSION,
  api,
  at,
  codes,
  codesNow,
  desk,
  eventually,
  open,
  pause,
  serverProcess,
  withFile,
  withSetting,
} from './support.ts';

export type Test = [name: string, test: () => Promise<void>, needs?: keyof ServerCapabilities];

const language: Test[] = [
  [
    'an article is known by its name, or by a date on its first line',
    async () => {
      assert.equal((await open('bridge.article')).document.languageId, 'article');
      assert.equal((await open('dated')).document.languageId, 'article');
      assert.equal((await open('wire.txt')).document.languageId, 'plaintext');
    },
  ],
  [
    'curly marks close by themselves, and a comment has its own end',
    async () => {
      const { document } = await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument({ language: 'article', content: '' }),
      );
      for (const key of ['“', 'N', 'o', '”', ' ', '{', '%']) {
        await vscode.commands.executeCommand('type', { text: key });
      }
      assert.equal(document.getText(), '“No” {% %}');
    },
  ],
  [
    'words are words with their apostrophes and hyphens',
    async () => {
      const document = await vscode.workspace.openTextDocument({
        language: 'article',
        content: 'A half-built crane isn’t Strøm’s.',
      });
      const word = (part: string) => document.getText(document.getWordRangeAtPosition(at(document, part)));
      assert.deepEqual([word('half'), word('isn'), word('Strøm')], ['half-built', 'isn’t', 'Strøm’s']);
    },
  ],
  [
    'lines wrap, and curly marks are not called suspicious',
    async () => {
      const { document } = await open('bridge.article');
      const editor = vscode.workspace.getConfiguration('editor', document);
      assert.equal(editor.get('wordWrap'), 'on');
      assert.equal(editor.get('unicodeHighlight.ambiguousCharacters'), false);
    },
  ],
  [
    'snippets are offered',
    async () => {
      const { document } = await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument({ language: 'article', content: '' }),
      );
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(0, 0),
      );
      const snippets = list.items.filter((item) => item.kind === vscode.CompletionItemKind.Snippet);
      const labels = snippets.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert.ok(labels.includes('speaker') && labels.includes('scare'), labels.join());
    },
  ],
];

const server: Test[] = [
  [
    'the program that comes with the extension is running',
    async () => {
      await open('bridge.article');
      const { condition } = await api();
      const running = await eventually('running', () => condition().kind === 'running' && condition());
      assert.ok(running.kind === 'running');
      assert.equal(
        running.program,
        `${vscode.extensions.getExtension(EXTENSION)?.extensionPath}/server/onrecord`,
      );
      assert.match(running.version, /^\d+\.\d+\.\d+/);
    },
  ],
  [
    'problems have their place, code, source and evidence',
    async () => {
      const { document } = await open('bridge.article');
      assert.deepEqual(await codes(document.uri), ['name-variant', 'unattributed-quote']);
      const [variant] = vscode.languages
        .getDiagnostics(document.uri)
        .filter(({ message }) => message.includes('Ana Ruz'));
      assert.ok(variant);
      assert.equal(document.getText(variant.range), 'Ana Ruz');
      assert.equal(variant.source, 'onrecord');
      assert.equal(variant.severity, vscode.DiagnosticSeverity.Warning);
      const [evidence] = variant.relatedInformation ?? [];
      assert.ok(evidence);
      assert.equal(document.getText(evidence.location.range), 'Ana Ruiz');
    },
  ],
  [
    'a card tells who the deputy mayor is',
    async () => {
      const { document } = await open('bridge.article');
      await codes(document.uri);
      const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at(document, 'the deputy mayor').translate(0, 5),
      );
      const text = hover?.contents.map((c) => (typeof c === 'string' ? c : c.value)).join('\n');
      assert.match(text ?? '', /Ana Ruiz/);
    },
  ],
  [
    'the name stands behind the quotation',
    async () => {
      const { document } = await open('bridge.article');
      assert.deepEqual(await eventually('hints', () => hints(document)), ['Ana Ruiz', 'Ana Ruiz']);
    },
  ],
  [
    'the outline lists speakers with their words',
    async () => {
      const { document } = await open('bridge.article');
      await codes(document.uri);
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        document.uri,
      );
      assert.deepEqual(
        symbols.map(({ name, children }) => [name, children.length]),
        [
          ['Ana Ruiz', 2],
          ['Unattributed', 1],
        ],
      );
    },
  ],
  [
    'an edit is looked at, whatever was typed before the answer',
    async () => {
      const editor = await open('bridge.article');
      await codes(editor.document.uri);
      const end = editor.document.positionAt(editor.document.getText().length);
      for (const [i, key] of [...'\n“Nobody said this.”\n'].entries()) {
        await editor.edit((edit) => edit.insert(i === 0 ? end : editor.selection.active, key));
        editor.selection = new vscode.Selection(
          editor.document.positionAt(editor.document.getText().length),
          editor.document.positionAt(editor.document.getText().length),
        );
      }
      const two = () =>
        codesNow(editor.document.uri).filter((code) => code === 'unattributed-quote').length === 2;
      await eventually('a second problem', two);
    },
  ],
];

const speakers: Test[] = [
  [
    'the view has everybody who is quoted, and the status bar counts',
    async () => {
      await open('bridge.article');
      const { speakers, status } = await api();
      // What the test before typed is told a moment later.
      const counted = () => speakers()?.flatMap((speaker) => speaker.quotations).length === 3;
      const known = await eventually('speakers', () => (counted() ? speakers() : undefined));
      assert.deepEqual(
        known.map(({ kind, name, role, quotations }) => ({ kind, name, role, count: quotations.length })),
        [
          { kind: 'person', name: 'Ana Ruiz', role: 'Deputy Mayor', count: 2 },
          { kind: 'unattributed', name: 'Unattributed', role: undefined, count: 1 },
        ],
      );
      assert.equal(status(), '$(quote) 2 of 3 attributed');
    },
  ],
  [
    'both are kept in step with what is typed',
    async () => {
      const editor = await open('bridge.article');
      const { status } = await api();
      await eventually('counted', () => status() === '$(quote) 2 of 3 attributed');
      await editor.edit((edit) => edit.insert(at(editor.document, ' It rained'), '{speaker="Ana Ruiz"}'));
      await eventually('counted anew', () => status() === '$(quote) 3 attributed');
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await eventually('counted again', () => status() === '$(quote) 2 of 3 attributed');
    },
  ],
  [
    'places move with what is typed above them',
    async () => {
      const editor = await open('bridge.article');
      const { speakers } = await api();
      const line = () => speakers()?.at(-1)?.quotations[0]?.range.start.line;
      const before = await eventually('a place', line);
      await editor.edit((edit) => edit.insert(at(editor.document, 'Deputy Mayor'), 'It rained.\n\n'));
      await eventually('two lines further on', () => line() === before + 2);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await eventually('back again', () => line() === before);
    },
  ],
  [
    'a click goes to the quotation',
    async () => {
      const editor = await open('bridge.article');
      const { speakers } = await api();
      const known = await eventually('speakers', speakers);
      const quotation = known.at(-1)?.quotations[0];
      await vscode.commands.executeCommand('onrecord.reveal', editor.document.uri.toString(), quotation);
      assert.equal(editor.document.getText(editor.selection), 'We would have waited for another eleven.');
    },
  ],
  [
    'where no article is open, nothing is shown',
    async () => {
      const { speakers, status } = await api();
      await open('bridge.article');
      await eventually('speakers', speakers);
      await open('wire.txt');
      await eventually('nobody', () => speakers() === undefined);
      assert.equal(status(), undefined);
    },
  ],
];

const settings: Test[] = [
  [
    'a setting is in effect at once, and so is its end',
    async () => {
      const { document } = await open('bridge.article');
      const both = await codes(document.uri);
      await withSetting('rules.name-variant.severity', 'off', () =>
        eventually('one problem', () => codesNow(document.uri).join() === 'unattributed-quote'),
      );
      await eventually('both problems', () => codesNow(document.uri).join() === both.join());
    },
  ],
  [
    'names behind quotations can be switched off',
    async () => {
      const { document } = await open('bridge.article');
      await eventually('hints', async () => (await hints(document)).length === 2);
      await withSetting('hints.speakers', false, () =>
        eventually('no hints', async () => (await hints(document)).length === 0),
      );
    },
  ],
  [
    'what nobody sets in the editor is left to onrecord.toml, and what somebody sets is not',
    async () => {
      const { document } = await open('bridge.article');
      await codes(document.uri);
      await withFile('onrecord.toml', '[rules]\nunattributed-quote = "off"\n', async () => {
        await eventually('the house’s wish', () => codesNow(document.uri).join() === 'name-variant');
        // The default, but somebody says so.
        await withSetting('rules.unattributed-quote.severity', 'warning', () =>
          eventually('the editor’s wish', () => codesNow(document.uri).length === 2),
        );
      });
      await eventually('both problems', () => codesNow(document.uri).length === 2);
    },
  ],
  [
    'plain text and Markdown are read if a setting says so',
    async () => {
      const text = (await open('wire.txt')).document;
      const notes = (await open('notes.md')).document;
      await pause(1000);
      assert.deepEqual([...codesNow(text.uri), ...codesNow(notes.uri)], []);
      await withSetting('language_ids', ['article', 'plaintext', 'markdown'], async () => {
        assert.deepEqual(await codes(text.uri), ['unattributed-quote']);
        assert.deepEqual(await codes(notes.uri), ['unattributed-quote']);
      });
      await eventually('none', () => codesNow(text.uri).length + codesNow(notes.uri).length === 0);
    },
  ],
  [
    'or if the house does',
    async () => {
      const { document } = await open('wire.txt');
      const house = 'language_ids = ["article", "plaintext"]\n';
      await withFile('onrecord.toml', house, async () => {
        assert.deepEqual(await codes(document.uri), ['unattributed-quote']);
      });
      await eventually('none', () => codesNow(document.uri).length === 0);
    },
  ],
];

const commands: Test[] = [
  [
    'every command that the manifest names is there',
    async () => {
      await api();
      const manifest = vscode.extensions.getExtension(EXTENSION)?.packageJSON as {
        contributes: { commands: { command: string }[] };
      };
      const known = new Set(await vscode.commands.getCommands());
      const named = manifest.contributes.commands.map(({ command }) => command);
      assert.deepEqual(
        named.filter((command) => !known.has(command)),
        [],
      );
    },
  ],
  [
    'the workspace is checked, articles too that are not open',
    async () => {
      await api();
      await vscode.commands.executeCommand('onrecord.checkWorkspace');
      const uri = desk('closed.article');
      assert.deepEqual(await codes(uri), ['unattributed-quote']);
      const [diagnostic] = vscode.languages.getDiagnostics(uri);
      assert.ok(diagnostic);
      const { document } = await open('closed.article');
      assert.equal(document.getText(diagnostic.range), '“It is too cold.”');
      // Now the server looks after it, and says the same once.
      await eventually('the server’s own', () => codesNow(uri).join() === 'unattributed-quote');
      await pause(500);
      assert.deepEqual(codesNow(uri), ['unattributed-quote']);
    },
  ],
  [
    'what is checked before the server runs is not listed twice once it does',
    async () => {
      await open('bridge.article');
      const uri = desk('never-open.article');
      const { condition } = await api();
      const restarting = vscode.commands.executeCommand('onrecord.restart');
      // Not for long.
      while (condition().kind === 'running') await pause(1);
      await vscode.commands.executeCommand('onrecord.checkWorkspace');
      await restarting;
      await codes(uri);
      await pause(3000);
      assert.deepEqual(codesNow(uri), ['unattributed-quote']);
    },
  ],
  [
    'settings of the editor hold for the check of the workspace',
    async () => {
      // One that no test opens: VS Code keeps what was opened by its interface for minutes.
      const uri = desk('never-open.article');
      await vscode.commands.executeCommand('onrecord.checkWorkspace');
      assert.deepEqual(await codes(uri), ['unattributed-quote']);
      await withSetting('rules.unattributed-quote.severity', 'off', async () => {
        await vscode.commands.executeCommand('onrecord.checkWorkspace');
        await eventually('nothing found', () => codesNow(uri).length === 0);
      });
    },
  ],
  [
    'the settings that hold are listed with their origin',
    async () => {
      const { document } = await open('bridge.article');
      await codes(document.uri);
      await withSetting('hints.speakers', false, async () => {
        await eventually('no hints', async () => (await hints(document)).length === 0);
        await vscode.commands.executeCommand('onrecord.showSettings');
        const listing = await eventually('the listing', () => {
          const text = vscode.window.activeTextEditor?.document.getText();
          return text?.includes('hints.speakers') && text;
        });
        assert.match(listing, /hints\.speakers = false +# editor/);
        assert.match(listing, /people = \["people.yaml"\] +# default/);
      });
    },
  ],
  [
    'the sample opens as an article of nobody, with two problems',
    async () => {
      await vscode.commands.executeCommand('onrecord.openSample');
      const document = await eventually('the sample', () => {
        const active = vscode.window.activeTextEditor?.document;
        return active?.getText().includes('Brookford') && active;
      });
      assert.equal(document.isUntitled, true);
      assert.equal(document.languageId, 'article');
      assert.deepEqual(await codes(document.uri), ['name-variant', 'unattributed-quote']);
    },
  ],
  [
    'the report on the article is shown beside it, and runs nothing',
    async () => {
      const editor = await open('bridge.article');
      await codes(editor.document.uri);
      const report = () => vscode.commands.executeCommand<string>('onrecord.openReport');
      const page = await report();
      assert.match(page, /content="default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/);
      assert.ok(!/<script|<iframe|javascript:| on\w+=/.test(page), 'nothing runs');
      assert.match(page, /Ana Ruiz/);
      const isReport = ({ input }: vscode.Tab) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith('onrecord.report');
      const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(isReport);
      await eventually('a tab', () => tabs().length === 1);
      assert.equal(tabs()[0]?.label, 'Report: bridge.article');
      assert.equal(vscode.window.activeTextEditor?.document, editor.document, 'one can go on writing');
      assert.equal(await report(), page);
      assert.equal(tabs().length, 1, 'there is one report on an article');
      await vscode.window.tabGroups.close(tabs());
    },
  ],
  [
    'an article is exported in each format',
    async () => {
      const { document } = await open('bridge.article');
      await codes(document.uri);
      const exported = async (format: string, name: string) => {
        const files = await vscode.commands.executeCommand<vscode.Uri[]>(
          'onrecord.exportArticle',
          format,
          desk(name),
        );
        const written: string[] = [];
        for (const file of files) {
          written.push(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
          await vscode.workspace.fs.delete(file);
        }
        return written;
      };
      const [csv] = await exported('csv', 'said.csv');
      assert.match(csv ?? '', /^article,date,number,kind,text,speaker/);
      assert.match(csv ?? '', /bridge\.article,.*,Ana Ruiz,named,person/);
      assert.match((await exported('tei', 'said.xml'))[0] ?? '', /<said xml:id="q1" who="#e\d+"/);
      const [text, annotations] = await exported('brat', 'said.ann');
      assert.ok(text?.includes('“'), text);
      assert.match(annotations ?? '', /^T1\t/);
      assert.match((await exported('report', 'said.html'))[0] ?? '', /^<!DOCTYPE html>/);
    },
  ],
  [
    'the outline can be had by section, and the Speakers view is as it was',
    async () => {
      const { document } = await open('folds.article');
      const { speakers } = await api();
      const outline = async () => {
        const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
          'vscode.executeDocumentSymbolProvider',
          document.uri,
        );
        return symbols?.map(({ name }) => name).join('; ');
      };
      const quoted = () =>
        speakers()
          ?.map(({ name, quotations }) => `${name} ${quotations.length}`)
          .join('; ');
      await eventually('by speaker', async () => (await outline()) === 'Bo Ek; Unattributed');
      await vscode.commands.executeCommand('onrecord.outlineBySection');
      await eventually('by section', async () => (await outline()) === 'The bank; The quay');
      await eventually('the same speakers', () => quoted() === 'Bo Ek 1; Unattributed 1');
      await vscode.commands.executeCommand('onrecord.outlineBySpeaker');
      await eventually('by speaker again', async () => (await outline()) === 'Bo Ek; Unattributed');
      await vscode.workspace
        .getConfiguration('onrecord')
        .update('outline.by_section', undefined, vscode.ConfigurationTarget.Global);
    },
  ],
  [
    'words have no colours unless somebody wants them',
    async () => {
      await open('bridge.article');
      const colours = () =>
        vscode.workspace
          .getConfiguration('editor', { languageId: 'article' })
          .get('semanticHighlighting.enabled');
      assert.equal(colours(), false);
      await vscode.commands.executeCommand('onrecord.toggleColours');
      assert.equal(colours(), true);
      await vscode.commands.executeCommand('onrecord.toggleColours');
      assert.equal(colours(), false);
    },
  ],
  [
    'the server can be started again',
    async () => {
      const { document } = await open('bridge.article');
      await codes(document.uri);
      await vscode.commands.executeCommand('onrecord.restart');
      assert.equal((await api()).condition().kind, 'running');
      assert.deepEqual(await codes(document.uri), ['name-variant', 'unattributed-quote']);
    },
  ],
  [
    'a server that dies is started again',
    async () => {
      const { document } = await open('bridge.article');
      const { condition } = await api();
      await codes(document.uri);
      const dead = serverProcess();
      assert.ok(dead);
      process.kill(dead, 'SIGKILL');
      await eventually('another one', () => {
        const alive = serverProcess();
        return alive !== undefined && alive !== dead && condition().kind === 'running';
      });
      assert.deepEqual(await codes(document.uri), ['name-variant', 'unattributed-quote']);
    },
  ],
  [
    'a program that is no server is told',
    async () => {
      await open('bridge.article');
      const { condition } = await api();
      await withSetting('server.path', '/bin/false', async () => {
        await eventually('failed', () => condition().kind === 'failed');
        await pause(1000);
        assert.equal(condition().kind, 'failed');
      });
      await eventually('running', () => condition().kind === 'running');
    },
  ],
  [
    'a setting that names no program is told, and its end starts the server',
    async () => {
      const { document } = await open('bridge.article');
      const { condition } = await api();
      await withSetting('server.path', '/nowhere/onrecord', async () => {
        const failed = await eventually('failed', () => condition().kind === 'failed' && condition());
        assert.match(
          failed.kind === 'failed' ? failed.message : '',
          /onrecord\.server\.path.*\/nowhere\/onrecord/,
        );
        await eventually('no problems', () => codesNow(document.uri).length === 0);
      });
      await eventually('running', () => condition().kind === 'running');
      assert.deepEqual(await codes(document.uri), ['name-variant', 'unattributed-quote']);
    },
  ],
];

export const tests: Test[] = [...language, ...server, ...speakers, ...settings, ...commands, ...features];

/** The names behind quotations. */
async function hints(document: vscode.TextDocument): Promise<string[]> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    all,
  );
  const behindMarks = found.filter(({ position }) => {
    const before = position.translate(0, -Math.min(1, position.character));
    return document.getText(new vscode.Range(before, position)) === '”';
  });
  return behindMarks.map(({ label }) =>
    (typeof label === 'string' ? label : label.map(({ value }) => value).join('')).trim(),
  );
}
