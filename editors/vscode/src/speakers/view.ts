// The Speakers view: a tree of speakers with what they say, those first that need somebody's eye.

import {
  type Disposable,
  EventEmitter,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeDataProvider,
  Uri,
  window,
} from 'vscode';
import { type Kind, type Quotation, type Speaker, counts, inOrderOfNeed } from './model.ts';
import type { Known, Tracker } from './tracker.ts';
import { quotationLabel, speakerDescription, speakerTooltip } from './words.ts';

export const VIEW = 'onrecord.speakers';
export const REVEAL = 'onrecord.reveal';

type Node = { speaker: Speaker } | { speaker: Speaker; quotation: Quotation };

const ICONS: Record<Kind, ThemeIcon> = {
  unattributed: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
  unresolved: new ThemeIcon('question'),
  person: new ThemeIcon('person'),
  organisation: new ThemeIcon('organization'),
  unnamed: new ThemeIcon('eye-closed'),
};

/** Shows the view; goes on until it is disposed of. */
export function showSpeakers(tracker: Tracker): Disposable {
  const tree = new Tree(tracker);
  const view = window.createTreeView(VIEW, { treeDataProvider: tree, showCollapseAll: true });
  const tell = (known: Known | undefined) => {
    tree.refresh();
    const open =
      known === undefined ? 0 : counts(known.speakers).unattributed + counts(known.speakers).unresolved;
    view.badge = open === 0 ? undefined : { value: open, tooltip: `${open} without a speaker` };
    view.message = known?.speakers.length === 0 ? 'Nobody is quoted in this article.' : '';
  };
  tell(tracker.current);
  const listening = tracker.onDidChange(tell);
  return {
    dispose() {
      listening.dispose();
      view.dispose();
      tree.dispose();
    },
  };
}

/** Goes to a quotation; what a click in the tree does. */
export async function reveal(uri: string, quotation: Quotation): Promise<void> {
  const { start, end } = quotation.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(uri), { selection });
}

class Tree implements TreeDataProvider<Node>, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly tracker: Tracker;

  constructor(tracker: Tracker) {
    this.tracker = tracker;
  }

  refresh(): void {
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) {
      return inOrderOfNeed(this.tracker.current?.speakers ?? []).map((speaker) => ({ speaker }));
    }
    return 'quotation' in node
      ? []
      : node.speaker.quotations.map((quotation) => ({ speaker: node.speaker, quotation }));
  }

  getTreeItem(node: Node): TreeItem {
    return 'quotation' in node ? this.quotationItem(node.quotation) : speakerItem(node.speaker);
  }

  private quotationItem(quotation: Quotation): TreeItem {
    const item = new TreeItem(quotation.words, TreeItemCollapsibleState.None);
    if (quotation.shownBy !== undefined) item.description = quotation.shownBy;
    item.tooltip = quotation.words;
    item.accessibilityInformation = { label: quotationLabel(quotation) };
    const uri = this.tracker.current?.document.uri.toString();
    item.command = { command: REVEAL, title: 'Go to Quotation', arguments: [uri, quotation] };
    return item;
  }
}

function speakerItem(speaker: Speaker): TreeItem {
  const item = new TreeItem(speaker.name, TreeItemCollapsibleState.Expanded);
  // The same speaker stays folded as somebody left it, whatever is typed.
  item.id = `${speaker.kind}:${speaker.name}`;
  item.description = speakerDescription(speaker);
  item.tooltip = speakerTooltip(speaker);
  item.iconPath = ICONS[speaker.kind];
  item.contextValue = speaker.kind;
  return item;
}
