// Reads who is quoted out of the outline that the server sends. When the server has a message of its own for this,
// this file is what changes.

import type { DocumentSymbol, SymbolKind } from 'vscode-languageclient';
import type { Kind, Quotation, Range, Speaker, Speakers } from './model.ts';

// The protocol's numbers, which the server uses for what it lists. (The package's enumeration would have to be
// loaded, and with it all of VS Code.)
const MODULE: SymbolKind = 2;
const NAMESPACE: SymbolKind = 3;

/** How the server calls its groups. */
const GROUPS: Record<string, Kind> = {
  Unattributed: 'unattributed',
  'Unresolved speakers': 'unresolved',
  'Unnamed sources': 'unnamed',
};

export function fromOutline(symbols: readonly DocumentSymbol[]): Speakers {
  return symbols.map((symbol) => {
    const speaker: Speaker = {
      kind: kind(symbol),
      name: symbol.name,
      quotations: (symbol.children ?? []).map(quotation),
    };
    const role = symbol.detail?.split(' · ').slice(1).join(' · ');
    if (role) speaker.role = role;
    return speaker;
  });
}

function kind(symbol: DocumentSymbol): Kind {
  if (symbol.kind === NAMESPACE) return GROUPS[symbol.name] ?? 'unnamed';
  return symbol.kind === MODULE ? 'organisation' : 'person';
}

function quotation(symbol: DocumentSymbol): Quotation {
  const quotation: Quotation = { words: symbol.name, range: symbol.selectionRange satisfies Range };
  if (symbol.detail) quotation.shownBy = symbol.detail;
  return quotation;
}
