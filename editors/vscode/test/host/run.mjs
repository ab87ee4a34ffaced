// Runs the tests inside the extension host, as VS Code's own integration tests are run in a browser.
// usage: node test/host/run.mjs URL FOLDER EXTENSION TESTS
// Ends with 2 if the host went before the tests came to their end and none had failed, and with 1 for any other failure.

import { launch } from '../browser.mjs';

const [url, folder, extension, tests] = process.argv.slice(2);
/** Longer than all tests take on a busy machine, in milliseconds. */
const PATIENCE = 240_000;

const remote = (path) => `vscode-remote://${new URL(url).host}${path}`;
const payload = [
  ['extensionDevelopmentPath', remote(extension)],
  ['extensionTestsPath', remote(tests)],
  ['skipWelcome', 'true'],
];
/** What the tests say of one that failed, and what they say last. */
const FAILED = /^\[test\] FAILED/;
const CLOSING = /^\[test\] \d+ passed, \d+ failed/;
const NO_END = 'no end in time';

const said = [];
const hear = (words) => {
  said.push(words.slice(0, 300));
  if (process.env.DEBUG) console.log(words);
  else if (words.startsWith('[test] ')) console.log(words.slice('[test] '.length));
};
const browser = await launch();
const page = await (await browser.newContext()).newPage();
const ended = new Promise((resolve) => {
  void page.exposeFunction('codeAutomationExit', resolve);
  void page.exposeFunction('codeAutomationLog', (_, words) => hear(words.join(' ')));
  page.on('crash', () => resolve('the page crashed'));
  browser.on('disconnected', () => resolve('the browser ended'));
  setTimeout(() => resolve(NO_END), PATIENCE);
});
page.on('console', (message) => hear(`[page] ${message.text().slice(0, 300)}`));
page.on('pageerror', (error) => hear(`[page] ${error.stack ?? error}`));
await page.goto(
  `${url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`,
);
const code = await ended;
await browser.close();
if (code === 0) process.exit();
console.error(`the tests in the extension host ended with: ${code}`);
if (said.some((words) => CLOSING.test(words))) process.exit(1);
console.error('They did not come to their end. What was said last:');
for (const words of said.slice(-60)) console.error(`    ${words}`);
// What hangs may be the server.
process.exit(code === NO_END || said.some((words) => FAILED.test(words)) ? 1 : 2);
