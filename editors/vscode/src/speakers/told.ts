// `onrecord/speakers`: the server tells who is quoted, each time that has changed and nobody has typed for a moment.

import type { Speakers } from './model.ts';

export const METHOD = 'onrecord/speakers';
/** What has to be said at the start for the server to tell. */
export const CAPABILITY = 'onrecordSpeakers';

/** What the server tells; the names are those of `model.ts`. */
export interface Told {
  uri: string;
  version?: number;
  /** `null` if the document is no article. */
  speakers: Speakers | null;
}
