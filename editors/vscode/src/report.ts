// The report on an article, beside it. The page comes from the server whole: it runs nothing and loads nothing, and its
// own policy forbids both, so that the view needs no more than to show it.

import {
  type Disposable,
  type TextDocument,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { Server } from './server/server.ts';

const VIEW = 'onrecord.report';

export class Reports implements Disposable {
  private readonly panels = new Map<string, WebviewPanel>();
  private readonly server: Server;
  private readonly saving: Disposable;

  constructor(server: Server) {
    this.server = server;
    // Not at every key: whoever reads a page does not want it to jump.
    this.saving = workspace.onDidSaveTextDocument((document) => {
      const panel = this.panels.get(document.uri.toString());
      if (panel !== undefined) void this.fill(panel, document);
    });
  }

  /** Shows the report on an article, and tells the page that is shown; the one that is open is filled anew. */
  async open(document: TextDocument | undefined): Promise<string | undefined> {
    if (document === undefined) return undefined;
    const key = document.uri.toString();
    const open = this.panels.get(key);
    if (open !== undefined) {
      open.reveal(undefined, true);
      return this.fill(open, document);
    }
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const panel = window.createWebviewPanel(VIEW, `Report: ${nameOf(document.uri)}`, column, {
      enableScripts: false,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    this.panels.set(key, panel);
    panel.onDidDispose(() => this.panels.delete(key));
    return this.fill(panel, document);
  }

  dispose(): void {
    this.saving.dispose();
    [...this.panels.values()].forEach((panel) => panel.dispose());
  }

  private async fill(panel: WebviewPanel, document: TextDocument): Promise<string | undefined> {
    const page = await ask<string>(this.server, 'onrecord.report', document.uri);
    if (page !== undefined) panel.webview.html = page;
    return page;
  }
}

/** What a command of the server's makes of a document; `undefined` if it cannot, which is told. */
export async function ask<T>(
  server: Server,
  command: string,
  uri: Uri,
  ...more: string[]
): Promise<T | undefined> {
  const client = server.client;
  if (client === undefined) {
    void window.showErrorMessage('Onrecord: the server is not running.');
    return undefined;
  }
  const args = [client.code2ProtocolConverter.asUri(uri), ...more];
  try {
    return await client.sendRequest<T>('workspace/executeCommand', { command, arguments: args });
  } catch (error) {
    void window.showErrorMessage(`Onrecord: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** The last part of a path. */
export function nameOf(uri: Uri): string {
  return uri.path.split('/').at(-1) ?? '';
}
