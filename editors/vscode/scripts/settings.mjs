// Writes the server's settings into package.json, from the schema that the server prints; with --check, only says
// whether they are as they should be.
// usage: ONRECORD=/path/to/onrecord node scripts/settings.mjs [--check]

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const file = fileURLToPath(new URL('../package.json', import.meta.url));
const onrecord = process.env.ONRECORD ?? 'onrecord';
const schema = JSON.parse(execFileSync(onrecord, ['config', '--schema'], { encoding: 'utf8' }));

const leaves = [...settings(schema, [])];
const rules = leaves.filter(([key]) => key.startsWith('rules.'));
// What is shown beside the words comes before what is read.
const isShown = (key) => key.includes('.');
const others = leaves
  .filter(([key]) => !key.startsWith('rules.'))
  .sort(([a], [b]) => Number(isShown(b)) - Number(isShown(a)));

const text = readFileSync(file, 'utf8');
const manifest = JSON.parse(text);
const own = manifest.contributes.configuration.find((part) => part.id === 'onrecord.server');
manifest.contributes.configuration = [
  { id: 'onrecord.articles', title: 'Articles', order: 1, properties: properties(others) },
  { id: 'onrecord.rules', title: 'Rules', order: 2, properties: properties(rules) },
  { ...own, order: 3 },
];
const written = await format(JSON.stringify(manifest), { ...(await resolveConfig(file)), filepath: file });

if (!process.argv.includes('--check')) {
  writeFileSync(file, written);
} else if (JSON.stringify(JSON.parse(text)) !== JSON.stringify(manifest)) {
  console.error(
    'package.json does not have the settings that the server has; UPDATE=1 editors/vscode/test/run.sh writes them',
  );
  process.exit(1);
}

/** Each setting's path and schema, in the schema's order. */
function* settings(node, path) {
  // A rule is either a severity or a table; the table has it all.
  const table = node.properties ?? node.anyOf?.find((kind) => kind.properties)?.properties;
  if (table === undefined) {
    yield [path.join('.'), node];
    return;
  }
  const keys = Object.keys(table);
  // The severity of a rule before its options.
  keys.sort((a, b) => Number(b === 'severity') - Number(a === 'severity'));
  for (const key of keys) yield* settings(table[key], [...path, key]);
}

/** As VS Code wants them. What nobody sets in the editor is left to `onrecord.toml`. */
function properties(settings) {
  return Object.fromEntries(
    settings.map(([key, { description, ...schema }], order) => [
      `onrecord.${key}`,
      { ...schema, scope: 'resource', order, markdownDescription: markdown(key, description) },
    ]),
  );
}

function markdown(key, description) {
  const rule = key.match(/^rules\.([^.]+)\.severity$/)?.[1];
  if (rule === undefined) return description;
  return `${description} [More](${manifest.homepage}/blob/main/docs/rules/${rule}.md)`;
}
