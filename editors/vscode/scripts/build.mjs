// Bundles the extension into one file, with the licences of what is in it beside it.
// usage: node scripts/build.mjs [--production]

import { build } from 'esbuild';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const production = process.argv.includes('--production');

const result = await build({
  absWorkingDir: home,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  external: ['vscode'],
  // vscode-languageclient is published as CommonJS; its ES modules, where a package has them, bundle smaller.
  mainFields: ['module', 'main'],
  minify: production,
  sourcemap: !production,
  metafile: true,
  logLevel: 'warning',
});
writeFileSync(join(home, 'dist/NOTICES.txt'), notices(Object.keys(result.metafile.inputs)));

/** The licences of the packages that these files are of. */
function notices(files) {
  const folders = new Set(
    files.map((file) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean),
  );
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(home, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(home, folder)).find((file) => /^licen[cs]e/i.test(file));
    if (file === undefined) throw new Error(`${name} comes without the text of its licence`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(home, folder, file), 'utf8').trim()}\n`;
  });
  return `The extension contains the following packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
