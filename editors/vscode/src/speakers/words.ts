// What the status bar and the tree say.

import { counts, quotations, type Quotation, type Speaker, type Speakers } from './model.ts';

/** The status bar's text, with its icon. */
export function statusText(speakers: Speakers): string {
  const { all, attributed } = counts(speakers);
  if (all === 0) return '$(quote) no quotations';
  return attributed === all ? `$(quote) ${all} attributed` : `$(quote) ${attributed} of ${all} attributed`;
}

/** What the status bar's item says when one points at it, in Markdown. */
export function statusTooltip(speakers: Speakers): string {
  const { all, attributed, unnamed, unresolved, unattributed } = counts(speakers);
  if (all === 0) return 'There are no quotations in this article.';
  const lines = [`**${quotations(all)}**`, `${attributed} with a speaker`];
  if (unnamed > 0) lines[1] += `, ${unnamed} of them by unnamed sources`;
  if (unresolved > 0) lines.push(`${unresolved} by a “he” or “she” that stands for nobody`);
  if (unattributed > 0) lines.push(`${unattributed} that nobody is shown to have said`);
  return lines.join('  \n') + '\n\nClick to see who says what.';
}

/** What stands in grey beside a speaker: `4 · Harbour master`. */
export function speakerDescription(speaker: Speaker): string {
  const count = String(speaker.quotations.length);
  return speaker.role === undefined ? count : `${count} · ${speaker.role}`;
}

/** What is said when one points at a speaker. */
export function speakerTooltip(speaker: Speaker): string {
  const head = speaker.role === undefined ? speaker.name : `${speaker.name}, ${speaker.role}`;
  return `${head}\n${quotations(speaker.quotations.length)}`;
}

/** What a screen reader says of a quotation. */
export function quotationLabel(quotation: Quotation): string {
  return quotation.shownBy === undefined ? quotation.words : `${quotation.words}, by ${quotation.shownBy}`;
}
