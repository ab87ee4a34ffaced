// Checks which scopes the grammars give to the words of test/grammar. The marks under the lines say what is expected;
// the grammars are those that package.json names.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const tool = 'node_modules/vscode-tmgrammar-test/dist/unit.js';
const files = ['test/grammar/*.article', 'test/grammar/*.md'];
const args = [tool, '-g', 'test/grammar/markdown.stub.json', ...files];
process.exit(spawnSync(process.execPath, args, { cwd: home, stdio: 'inherit' }).status ?? 1);
