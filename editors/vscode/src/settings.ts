// What the server is told of settings: what somebody has set, and nothing else. To the server, `onrecord.toml` counts
// less than the editor; if the editor sent its defaults too, no line of that file would ever hold.

/** What VS Code knows about a setting; a part of its `inspect`. */
export interface Inspection {
  globalValue?: unknown;
  workspaceValue?: unknown;
  workspaceFolderValue?: unknown;
}

/** Settings as an object of objects: `{ rules: { 'name-variant': { severity: 'off' } } }`. */
export type Tree = { [key: string]: unknown };

const SECTION = 'onrecord.';
/** Settings of the extension, which are none of the server's business. */
const OWN = ['onrecord.server.', 'onrecord.trace.'];

/** Of all settings of the manifest, the server's, without `onrecord.` in front. */
export function serverKeys(manifest: readonly string[]): string[] {
  return manifest
    .filter((key) => key.startsWith(SECTION) && !OWN.some((own) => key.startsWith(own)))
    .map((key) => key.slice(SECTION.length));
}

/** The value that somebody has set, the nearest to the file first. */
export function setBySomebody(inspection: Inspection | undefined): unknown {
  return inspection?.workspaceFolderValue ?? inspection?.workspaceValue ?? inspection?.globalValue;
}

/** What somebody has set of these settings. */
export function explicit(keys: readonly string[], inspect: (key: string) => Inspection | undefined): Tree {
  const tree: Tree = {};
  for (const key of keys) {
    const value = setBySomebody(inspect(key));
    if (value !== undefined) put(tree, key.split('.'), value);
  }
  return tree;
}

/** The same as options for the command line: `--set`, `rules.name-variant.severity="off"`. */
export function commandLine(
  keys: readonly string[],
  inspect: (key: string) => Inspection | undefined,
): string[] {
  return keys.flatMap((key) => {
    const value = setBySomebody(inspect(key));
    // What JSON writes for texts, numbers, flags and lists of them is TOML too.
    return value === undefined ? [] : ['--set', `${key}=${JSON.stringify(value)}`];
  });
}

function put(tree: Tree, path: readonly string[], value: unknown): void {
  let table = tree;
  for (const key of path.slice(0, -1)) {
    table = (table[key] ??= {}) as Tree;
  }
  table[path.at(-1)!] = value;
}
