// Reads who is quoted out of the outline that the server sends. When the server has a message of its own for this,
// this file is what changes.

import type { DocumentSymbol, SymbolKind } from 'vscode-languageclient';
import type { Kind, Quotation, Range, Speaker, Speakers } from './model.ts';

// The protocol's numbers, which the server uses for what it lists. (The package's enumeration would have to be
// loaded, and with it all of VS Code.)
const MODULE: SymbolKind = 2;
const NAMESPACE: SymbolKind = 3;
const STRING: SymbolKind = 15;

/** How the server calls its groups in the outline by speaker, and in that by section. */
const GROUPS: Record<string, Kind> = {
  Unattributed: 'unattributed',
  'Unresolved speakers': 'unresolved',
  Unresolved: 'unresolved',
  'Unnamed sources': 'unnamed',
  Unnamed: 'unnamed',
};

/** The speakers of an outline by speaker or by section. */
export function fromOutline(symbols: readonly DocumentSymbol[]): Speakers {
  return isBySection(symbols) ? fromSections(symbols) : symbols.map(speaker);
}

function speaker(symbol: DocumentSymbol): Speaker {
  const speaker: Speaker = {
    kind: kind(symbol),
    name: symbol.name,
    quotations: (symbol.children ?? []).map((child) => quotation(child, child.name)),
  };
  const role = symbol.detail?.split(' · ').slice(1).join(' · ');
  if (role) speaker.role = role;
  return speaker;
}

function kind(symbol: DocumentSymbol): Kind {
  if (symbol.kind === NAMESPACE) return GROUPS[symbol.name] ?? 'unnamed';
  return symbol.kind === MODULE ? 'organisation' : 'person';
}

function quotation(symbol: DocumentSymbol, words: string): Quotation {
  const quotation: Quotation = { words, range: symbol.selectionRange satisfies Range };
  if (symbol.detail) quotation.shownBy = symbol.detail;
  return quotation;
}

/** Quotations stand at the top of an outline by section only, and so do namespaces that are none of the groups. */
function isBySection(symbols: readonly DocumentSymbol[]): boolean {
  return symbols.some(
    ({ kind, name }) => kind === STRING || (kind === NAMESPACE && GROUPS[name] === undefined),
  );
}

/** There, a quotation is called `Ana Ruiz: “It took eleven years…”`; more is not said of its speaker. */
function fromSections(symbols: readonly DocumentSymbol[]): Speakers {
  const speakers = new Map<string, Speaker>();
  const visit = (symbol: DocumentSymbol) => {
    symbol.children?.forEach(visit);
    const [, name, words] = (symbol.kind === STRING && symbol.name.match(/^(.+?): (.*)$/)) || [];
    if (name === undefined || words === undefined) return;
    const speaker = speakers.get(name) ?? { kind: GROUPS[name] ?? 'person', name, quotations: [] };
    speakers.set(name, speaker);
    speaker.quotations.push(quotation(symbol, words));
  };
  symbols.forEach(visit);
  return [...speakers.values()];
}
