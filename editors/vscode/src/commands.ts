// The commands of the palette.

import {
  ConfigurationTarget,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
  Uri,
  commands,
  languages,
  window,
  workspace,
} from 'vscode';
import { checkWorkspace, listsAll, urisOf } from './checkWorkspace.ts';
import { ARTICLE } from './documents.ts';
import { exportArticle } from './export.ts';
import type { Reports } from './report.ts';
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
  reports: Reports;
  /** The article that commands are about. */
  article: () => TextDocument | undefined;
}

export function registerCommands({
  context,
  server,
  log,
  keys,
  restart,
  reports,
  article,
}: Tools): Disposable[] {
  const collection = languages.createDiagnosticCollection('onrecord-workspace');
  return [
    collection,
    // What the server says about an open document is newer than what a check found.
    window.tabGroups.onDidChangeTabs(({ opened }) => urisOf(opened).forEach((uri) => collection.delete(uri))),
    server.onDidChange(() => {
      if (listsAll(server)) collection.clear();
    }),
    commands.registerCommand('onrecord.checkWorkspace', () => checkWorkspace(server, keys, collection, log)),
    commands.registerCommand('onrecord.openReport', () => reports.open(article())),
    commands.registerCommand('onrecord.exportArticle', (format?: unknown, target?: unknown) =>
      exportArticle(
        server,
        article(),
        typeof format === 'string' ? format : undefined,
        target instanceof Uri ? target : undefined,
      ),
    ),
    commands.registerCommand('onrecord.openSample', () => openSample(context)),
    commands.registerCommand('onrecord.outlineBySection', () => outlineBySection(true, restart)),
    commands.registerCommand('onrecord.outlineBySpeaker', () => outlineBySection(false, restart)),
    commands.registerCommand('onrecord.toggleColours', toggleColours),
    commands.registerCommand('onrecord.restart', restart),
    commands.registerCommand('onrecord.showLog', () => log.show()),
    commands.registerCommand('onrecord.showSettings', () => showSettings(server)),
    commands.registerCommand(REVEAL, reveal),
  ];
}

/** What stands in the outline, where the setting is set already or else for all workspaces. */
async function outlineBySection(bySection: boolean, restart: () => Promise<void>): Promise<void> {
  const key = 'outline.by_section';
  const settings = workspace.getConfiguration('onrecord');
  const ofWorkspace = settings.inspect(key)?.workspaceValue !== undefined;
  await settings.update(
    key,
    bySection,
    ofWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global,
  );
  // VS Code asks for an outline when the text changes or a server comes, and a server cannot tell it to.
  await restart();
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
