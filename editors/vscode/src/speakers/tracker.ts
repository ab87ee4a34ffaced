// Keeps what is known of the active article, for the view and the status bar. Nothing is asked while somebody types.

import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  EventEmitter,
  type TextDocument,
  languages,
  window,
  workspace,
} from 'vscode';
import type { Speakers } from './model.ts';

/** Who is quoted in a document; `undefined` if that is no article. */
export type Ask = (document: TextDocument, token: CancellationToken) => Promise<Speakers | undefined>;

/** An article, and who is quoted in it. */
export interface Known {
  document: TextDocument;
  speakers: Speakers;
}

/** How long nobody must have typed before the server is asked, in milliseconds. */
const PAUSE = 400;

export class Tracker implements Disposable {
  private readonly changed = new EventEmitter<Known | undefined>();
  /** Told when what is known has changed. */
  readonly onDidChange = this.changed.event;

  private known: Known | undefined;
  private timer: NodeJS.Timeout | undefined;
  private asking: CancellationTokenSource | undefined;
  private readonly ask: Ask;
  private readonly subscriptions: Disposable[];

  constructor(ask: Ask) {
    this.ask = ask;
    const isActive = (uri: string) => uri === window.activeTextEditor?.document.uri.toString();
    this.subscriptions = [
      window.onDidChangeActiveTextEditor(() => this.refresh()),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (isActive(document.uri.toString())) this.refreshSoon();
      }),
      // The same text may have come to mean something else, because a list of people or a setting has changed. New
      // diagnostics tell that the server has looked again.
      languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => isActive(uri.toString()))) this.refreshSoon();
      }),
    ];
  }

  /** The active article, as far as it is known. */
  get current(): Known | undefined {
    return this.known;
  }

  /** Asks now. */
  refresh(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.asking?.cancel();
    const document = window.activeTextEditor?.document;
    if (document === undefined) {
      this.become(undefined);
      return;
    }
    const asking = (this.asking = new CancellationTokenSource());
    void this.ask(document, asking.token)
      .then((speakers) => {
        if (!asking.token.isCancellationRequested) {
          this.become(speakers && { document, speakers });
        }
      })
      // The server was stopped, or changed its mind; whoever starts it asks again.
      .catch(() => undefined)
      .finally(() => asking.dispose());
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
    this.subscriptions.forEach((subscription) => subscription.dispose());
    this.changed.dispose();
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  private become(known: Known | undefined): void {
    // A view that is told of nothing new would lose what is selected in it.
    if (known?.document === this.known?.document && isSame(known?.speakers, this.known?.speakers)) return;
    this.known = known;
    this.changed.fire(known);
  }
}

function isSame(a: Speakers | undefined, b: Speakers | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
