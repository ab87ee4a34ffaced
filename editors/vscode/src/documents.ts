// Which documents are sent to the server. Whether one of them is an article is for the server to say, which knows
// `onrecord.toml`.

/** The language of `.article` files. */
export const ARTICLE = 'article';
/** What a house is likely to turn on in its `onrecord.toml`. */
const HOUSE = ['plaintext', 'markdown'];

/**
 * The languages to send: articles always; those that the editor's settings name; and, where a folder has an
 * `onrecord.toml`, those that it may name.
 */
export function languages(named: readonly unknown[], hasHouseFile: boolean): string[] {
  const names = named.filter((name): name is string => typeof name === 'string' && name !== '');
  return [...new Set([ARTICLE, ...names, ...(hasHouseFile ? HOUSE : [])])].sort();
}

/** The same for VS Code: files, and what was never saved. */
export function selector(languages: readonly string[]): { scheme: string; language: string }[] {
  return languages.flatMap((language) => ['file', 'untitled'].map((scheme) => ({ scheme, language })));
}
