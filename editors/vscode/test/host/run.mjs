// Runs the tests inside the extension host, as VS Code's own integration tests are run in a browser.
// usage: node test/host/run.mjs URL FOLDER EXTENSION TESTS
// Ends with 1 if tests failed, and with 2 if they did not come to their end.

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
/** What the tests say last, whether they passed or not. */
const CLOSING = /^\[test\] \d+ passed, \d+ failed/;

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
  setTimeout(() => resolve('no end in time'), PATIENCE).unref();
});
page.on('console', (message) => hear(`[page] ${message.text()}`));
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
process.exit(2);
