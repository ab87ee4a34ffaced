// Runs the tests inside the extension host, as VS Code's own integration tests are run in a browser.
// usage: node test/host/run.mjs URL FOLDER EXTENSION TESTS

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
/** Of all that is said in the extension host, what the tests say. */
const print = (words) => {
  if (process.env.DEBUG) console.log(words);
  else if (words.startsWith('[test] ')) console.log(words.slice('[test] '.length));
};
const browser = await launch();
const page = await (await browser.newContext()).newPage();
const ended = new Promise((resolve) => {
  void page.exposeFunction('codeAutomationExit', resolve);
  void page.exposeFunction('codeAutomationLog', (_, words) => print(words.join(' ')));
  setTimeout(() => resolve('no end in time'), PATIENCE).unref();
});
if (process.env.DEBUG) page.on('console', (message) => console.log('[page]', message.text().slice(0, 300)));
await page.goto(
  `${url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`,
);
const code = await ended;
await browser.close();
if (code !== 0) console.error(`the tests in the extension host ended with: ${code}`);
process.exit(code === 0 ? 0 : 1);
