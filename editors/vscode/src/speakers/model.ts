// Who is quoted in an article, as the view and the status bar need it. Where that comes from is for `source.ts`.

/** A place in a document, in the protocol's units: lines and UTF-16 columns from 0. */
export interface Place {
  line: number;
  character: number;
}

export interface Range {
  start: Place;
  end: Place;
}

export interface Quotation {
  /** Its opening words, with their marks. */
  words: string;
  /** The words that show who speaks, as in `the UK official`; absent where none do. */
  shownBy?: string;
  /** What is selected when somebody goes to it. */
  range: Range;
}

export type Kind = 'unattributed' | 'unresolved' | 'person' | 'organisation' | 'unnamed';

/** A speaker, or those who have no name, with what they say, in the order of the article. */
export interface Speaker {
  kind: Kind;
  name: string;
  /** As the article gives it: `Harbour master`. */
  role?: string;
  quotations: Quotation[];
}

/** Everybody who is quoted; empty in an article without quotations. */
export type Speakers = Speaker[];

export interface Counts {
  all: number;
  /** Somebody is shown to have said them, by name or not. */
  attributed: number;
  unnamed: number;
  /** Said by a “he” that stands for nobody. */
  unresolved: number;
  unattributed: number;
}

export function counts(speakers: Speakers): Counts {
  const of = (...kinds: Kind[]) =>
    speakers.filter((s) => kinds.includes(s.kind)).reduce((sum, s) => sum + s.quotations.length, 0);
  const [unnamed, unresolved, unattributed] = [of('unnamed'), of('unresolved'), of('unattributed')];
  const attributed = of('person', 'organisation') + unnamed;
  return { all: attributed + unresolved + unattributed, attributed, unnamed, unresolved, unattributed };
}

const RANK: Record<Kind, number> = { unattributed: 0, unresolved: 1, person: 2, organisation: 2, unnamed: 3 };

/** What needs somebody's eye first; then the speakers as the article has them; then those without a name. */
export function inOrderOfNeed(speakers: Speakers): Speakers {
  return [...speakers].sort((a, b) => RANK[a.kind] - RANK[b.kind]);
}

/** `1 quotation`, `3 quotations`. */
export function quotations(count: number): string {
  return `${count} ${count === 1 ? 'quotation' : 'quotations'}`;
}
