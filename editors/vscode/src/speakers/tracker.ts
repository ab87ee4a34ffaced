// Keeps what the server tells of each article, for the view and the status bar, which show the active one. Nothing is
// asked, and nothing is done while somebody types.

import { type Disposable, EventEmitter, type TextDocument, window, workspace } from 'vscode';
import type { Speakers } from './model.ts';

/** An article, and who is quoted in it. */
export interface Known {
  document: TextDocument;
  speakers: Speakers;
}

export class Tracker implements Disposable {
  private readonly changed = new EventEmitter<Known | undefined>();
  /** Told when what is known of the active article has changed, or another one is active. */
  readonly onDidChange = this.changed.event;

  private readonly told = new Map<string, Speakers>();
  private known: Known | undefined;
  private readonly subscriptions: Disposable[];

  constructor() {
    this.subscriptions = [
      window.onDidChangeActiveTextEditor(() => this.look()),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.told.delete(uri.toString());
        this.look();
      }),
    ];
  }

  /** The active article, as far as it is known. */
  get current(): Known | undefined {
    return this.known;
  }

  /** Takes what the server tells of a document; `null` says that it is no article. */
  tell(uri: string, speakers: Speakers | null): void {
    if (speakers === null) this.told.delete(uri);
    else this.told.set(uri, speakers);
    this.look();
  }

  /** Forgets everything: the server has gone. */
  forget(): void {
    this.told.clear();
    this.look();
  }

  dispose(): void {
    this.subscriptions.forEach((subscription) => subscription.dispose());
    this.changed.dispose();
  }

  /** The article that is known, if it can still be seen while something else than a text has the focus: its report. */
  private stillShown(): TextDocument | undefined {
    const known = this.known?.document;
    return window.visibleTextEditors.some(({ document }) => document === known) ? known : undefined;
  }

  private look(): void {
    const document = window.activeTextEditor?.document ?? this.stillShown();
    const speakers = document && this.told.get(document.uri.toString());
    // A view that is told of nothing new would lose what is selected in it.
    if (document === this.known?.document && speakers === this.known?.speakers) return;
    if (speakers === undefined && this.known === undefined) return;
    this.known = document && speakers && { document, speakers };
    this.changed.fire(this.known);
  }
}
