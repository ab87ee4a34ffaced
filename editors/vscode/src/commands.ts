// The commands of the palette.

import {
  ConfigurationTarget,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  Uri,
  commands,
  languages,
  window,
  workspace,
} from 'vscode';
import { checkWorkspace } from './checkWorkspace.ts';
import { ARTICLE } from './documents.ts';
import type { Server } from './server/server.ts';
import { REVEAL, reveal } from './speakers/view.ts';

/** What commands work with. */
export interface Tools {
  context: ExtensionContext;
  server: Server;
  log: LogOutputChannel;
  /** The server's settings. */
  keys: readonly string[];
  /** Starts the server anew. */
  restart: () => Promise<void>;
}

export function registerCommands({ context, server, log, keys, restart }: Tools): Disposable[] {
  const collection = languages.createDiagnosticCollection('onrecord-workspace');
  return [
    collection,
    // What the server says about an open document is newer than what a check found.
    workspace.onDidOpenTextDocument(({ uri }) => collection.delete(uri)),
    commands.registerCommand('onrecord.checkWorkspace', () => checkWorkspace(server, keys, collection, log)),
    commands.registerCommand('onrecord.openSample', () => openSample(context)),
    commands.registerCommand('onrecord.toggleColours', toggleColours),
    commands.registerCommand('onrecord.restart', restart),
    commands.registerCommand('onrecord.showLog', () => log.show()),
    commands.registerCommand('onrecord.showSettings', () => showSettings(server)),
    commands.registerCommand(REVEAL, reveal),
  ];
}

/**
 * Whether people, places, days and quotations have colours, which the server tells. They are off unless somebody wants
 * them: an article is read as prose, and nearly every word of it would be coloured.
 */
async function toggleColours(): Promise<void> {
  const key = 'semanticHighlighting.enabled';
  const settings = workspace.getConfiguration('editor', { languageId: ARTICLE });
  await settings.update(key, settings.get(key) !== true, ConfigurationTarget.Global, true);
}

/** A copy of the sample, which may be changed and thrown away. */
async function openSample(context: ExtensionContext): Promise<void> {
  const file = Uri.joinPath(context.extensionUri, 'walkthrough', 'sample.article');
  const content = new TextDecoder().decode(await workspace.fs.readFile(file));
  await window.showTextDocument(await workspace.openTextDocument({ language: ARTICLE, content }));
}

/** Every setting with its value and where that comes from, as the server sees it. */
async function showSettings(server: Server): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document === undefined || server.client === undefined) {
    void window.showInformationMessage('Onrecord: open an article first; settings hold for articles.');
    return;
  }
  const content = await server.client.sendRequest<string | null>('onrecord/configuration', {
    uri: server.client.code2ProtocolConverter.asUri(document.uri),
  });
  if (content !== null) {
    const known = (await languages.getLanguages()).includes('toml');
    const listing = await workspace.openTextDocument({ language: known ? 'toml' : 'plaintext', content });
    await window.showTextDocument(listing, { preview: true });
  }
}
