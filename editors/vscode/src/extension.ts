// What VS Code calls. It puts the parts together; each part is a file of its own.

import {
  type ExtensionContext,
  type TextDocument,
  Uri,
  commands,
  languages as vscodeLanguages,
  window,
  workspace,
} from 'vscode';
import type { ServerCapabilities } from 'vscode-languageclient/node';
import { registerCommands } from './commands.ts';
import { languages, selector } from './documents.ts';
import { Reports } from './report.ts';
import { type Condition, Server } from './server/server.ts';
import { serverKeys, setBySomebody } from './settings.ts';
import type { Speakers } from './speakers/model.ts';
import { Tracker } from './speakers/tracker.ts';
import { showSpeakers } from './speakers/view.ts';
import { countQuotations, tellCondition } from './status.ts';

/** What other extensions, and our tests, can ask. */
export interface Api {
  /** How the server is. */
  condition(): Condition;
  /** What the server says it can do; `undefined` while it is not running. */
  capabilities(): ServerCapabilities | undefined;
  /** Who is quoted in the active article, as the Speakers view has it. */
  speakers(): Speakers | undefined;
  /** What the status bar says. */
  status(): string | undefined;
}

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<Api> {
  const log = window.createOutputChannel('Onrecord', { log: true });
  const manifest = context.extension.packageJSON as {
    contributes: { configuration: { properties: object }[] };
  };
  const keys = serverKeys(manifest.contributes.configuration.flatMap((part) => Object.keys(part.properties)));
  const running = (server = new Server(context, log, keys));
  /** The languages whose documents the server is sent. */
  let sent = await wanted(hasHouseAtTop);
  const tracker = new Tracker();
  const reports = new Reports(running);
  const article = () => tracker.current?.document ?? window.activeTextEditor?.document;
  const status = countQuotations(tracker);

  /** Whether the server was started, or would be if it could be found. */
  let begun = false;
  const begin = async () => {
    begun = true;
    await running.start(sent);
  };
  const beginFor = async (document: TextDocument) => {
    if (!begun && vscodeLanguages.match(selector(sent), document) > 0) await begin();
  };
  const reconsider = async () => {
    const now = await wanted(hasHouseSomewhere);
    if (now.join() === sent.join()) return;
    sent = now;
    if (begun) await begin();
    else await Promise.all(workspace.textDocuments.map(beginFor));
  };

  const house = workspace.createFileSystemWatcher(`**/${HOUSE_FILE}`, false, true, false);
  context.subscriptions.push(
    log,
    running,
    tracker,
    status,
    tellCondition(running),
    showSpeakers(tracker),
    reports,
    ...registerCommands({ context, server: running, log, keys, restart: begin, reports, article }),
    running.onDidTellSpeakers(({ uri, speakers }) => tracker.tell(uri, speakers)),
    running.onDidChange(({ kind }) => {
      if (kind !== 'running') tracker.forget();
    }),
    tracker.onDidChange((known) => {
      void commands.executeCommand('setContext', 'onrecord.article', known !== undefined);
    }),
    workspace.onDidOpenTextDocument(beginFor),
    workspace.onDidChangeWorkspaceFolders(reconsider),
    workspace.onDidGrantWorkspaceTrust(() => (begun ? begin() : undefined)),
    workspace.onDidChangeConfiguration(async (change) => {
      await reconsider();
      if (begun && change.affectsConfiguration('onrecord.server')) await begin();
    }),
    house,
    house.onDidCreate(reconsider),
    house.onDidDelete(reconsider),
  );
  await commands.executeCommand('setContext', 'onrecord.active', true);
  await Promise.all(workspace.textDocuments.map(beginFor));
  // To search a large workspace takes a while; articles need not wait for it.
  void reconsider();
  return {
    condition: () => running.condition,
    capabilities: () => running.client?.initializeResult?.capabilities,
    speakers: () => tracker.current?.speakers,
    status: () => (tracker.current === undefined ? undefined : status.item.text),
  };
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

/** The languages of which documents are to be sent, as settings and folders have it now. */
async function wanted(hasHouse: () => Promise<boolean>): Promise<string[]> {
  const scopes = [undefined, ...(workspace.workspaceFolders ?? []).map((folder) => folder.uri)];
  const named = scopes.flatMap((scope) => {
    const set = setBySomebody(workspace.getConfiguration('onrecord', scope ?? null).inspect('language_ids'));
    return Array.isArray(set) ? (set as unknown[]) : [];
  });
  return languages(named, await hasHouse());
}

const HOUSE_FILE = 'onrecord.toml';

/** Whether a folder that is open has an `onrecord.toml` in it; quickly told. */
async function hasHouseAtTop(): Promise<boolean> {
  const files = (workspace.workspaceFolders ?? []).map((folder) => Uri.joinPath(folder.uri, HOUSE_FILE));
  const looked = await Promise.allSettled(files.map((file) => workspace.fs.stat(file)));
  return looked.some(({ status }) => status === 'fulfilled');
}

/** Whether one is anywhere in them. */
async function hasHouseSomewhere(): Promise<boolean> {
  if (await hasHouseAtTop()) return true;
  return (await workspace.findFiles(`**/${HOUSE_FILE}`, '**/node_modules/**', 1)).length > 0;
}
