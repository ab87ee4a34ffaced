// The status bar: how many quotations have a speaker; and the language status, which tells how the server is.

import {
  type Disposable,
  LanguageStatusSeverity,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  languages,
  window,
} from 'vscode';
import { ARTICLE } from './documents.ts';
import type { Condition, Server } from './server/server.ts';
import type { Known, Tracker } from './speakers/tracker.ts';
import { VIEW } from './speakers/view.ts';
import { statusText, statusTooltip } from './speakers/words.ts';

/** The item that counts quotations; shown for articles only. */
export function countQuotations(tracker: Tracker): Disposable & { item: StatusBarItem } {
  const item = window.createStatusBarItem('onrecord.quotations', StatusBarAlignment.Right, 100);
  item.name = 'Onrecord: Quotations';
  item.command = `${VIEW}.focus`;
  const tell = (known: Known | undefined) => {
    if (known === undefined) {
      item.hide();
      return;
    }
    item.text = statusText(known.speakers);
    item.tooltip = new MarkdownString(statusTooltip(known.speakers));
    item.show();
  };
  tell(tracker.current);
  const listening = tracker.onDidChange(tell);
  return {
    item,
    dispose() {
      listening.dispose();
      item.dispose();
    },
  };
}

/** How the server is, in the menu of the language. */
export function tellCondition(server: Server): Disposable {
  const item = languages.createLanguageStatusItem('onrecord.server', { language: ARTICLE });
  item.name = 'Onrecord';
  const tell = (condition: Condition) => {
    item.busy = condition.kind === 'starting';
    item.severity =
      condition.kind === 'failed' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    switch (condition.kind) {
      case 'running':
        item.text = `Onrecord ${condition.version}`;
        item.detail = condition.program;
        break;
      case 'failed':
        item.text = 'Onrecord is not running';
        item.detail = condition.message;
        break;
      default:
        item.text = condition.kind === 'starting' ? 'Onrecord is starting' : 'Onrecord is stopped';
        item.detail = '';
    }
    item.command =
      condition.kind === 'running'
        ? { command: 'onrecord.showLog', title: 'Show Log' }
        : { command: 'onrecord.restart', title: 'Restart Server' };
  };
  tell(server.condition);
  const listening = server.onDidChange(tell);
  return {
    dispose() {
      listening.dispose();
      item.dispose();
    },
  };
}
