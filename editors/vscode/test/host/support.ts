// What the tests in the extension host do over and over.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Api } from '../../src/extension.ts';

export const EXTENSION = 'onrecord-lsp.onrecord';

/** How long a thing may take that the server does, in milliseconds; a busy machine is slow. */
const PATIENCE = 15_000;

export function desk(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens a file in a tab of its own, which the next one does not take. */
export async function open(name: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(desk(name));
  return vscode.window.showTextDocument(document, { preview: false });
}

export async function api(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>(EXTENSION);
  assert.ok(extension, 'the extension is installed');
  return extension.activate();
}

/** The first answer that is there and true; asks again and again. */
export async function eventually<T>(
  what: string,
  ask: () => T | Thenable<T>,
): Promise<Exclude<NonNullable<T>, false>> {
  const end = Date.now() + PATIENCE;
  let last: T | undefined;
  while (Date.now() < end) {
    last = await ask();
    if (last) return last as Exclude<NonNullable<T>, false>;
    await pause(50);
  }
  return assert.fail(`not in ${PATIENCE} ms: ${what}; last: ${JSON.stringify(last)}`);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The codes of what is found in a document, once something is. */
export async function codes(uri: vscode.Uri): Promise<string[]> {
  return eventually(`diagnostics of ${uri.path}`, () => {
    const found = codesNow(uri);
    return found.length > 0 && found;
  });
}

export function codesNow(uri: vscode.Uri): string[] {
  const found = vscode.languages.getDiagnostics(uri);
  return found.map(({ code }) => String(typeof code === 'object' ? code.value : code)).sort();
}

/** Where `words` stand in a document. */
export function at(document: vscode.TextDocument, words: string): vscode.Position {
  const index = document.getText().indexOf(words);
  assert.ok(index >= 0, `“${words}” is in the document`);
  return document.positionAt(index);
}

/** Sets a setting of the workspace, does something, and takes the setting back. */
export async function withSetting<T>(key: string, value: unknown, work: () => Promise<T>): Promise<T> {
  const settings = vscode.workspace.getConfiguration('onrecord');
  await settings.update(key, value, vscode.ConfigurationTarget.Workspace);
  try {
    return await work();
  } finally {
    await settings.update(key, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

/** Writes a file of the desk, does something, and deletes it. */
export async function withFile<T>(name: string, text: string, work: () => Promise<T>): Promise<T> {
  await vscode.workspace.fs.writeFile(desk(name), new TextEncoder().encode(text));
  try {
    return await work();
  } finally {
    await vscode.workspace.fs.delete(desk(name));
  }
}

/** The process of the server, which is a child of this one. */
export function serverProcess(): number | undefined {
  const processes = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return processes.find((id) => {
    try {
      const parent = Number(readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
      return (
        parent === process.pid &&
        readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('/server/onrecord\0server')
      );
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
}
