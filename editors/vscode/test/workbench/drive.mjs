// Drives the whole workbench as a person would, in dark and in light, and keeps pictures of what is to be seen.
// usage: node test/workbench/drive.mjs URL FOLDER PICTURES RUN     (THEME=dark for one of the two)

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../browser.mjs';

const [url, folder, pictures, run] = process.argv.slice(2);
/** How long a thing may take, in milliseconds. */
const PATIENCE = 30_000;
const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern' };

const capabilities = await serverCapabilities();
const browser = await launch();
let passed = 0;
let failed = 0;
for (const theme of process.env.THEME?.split(',') ?? Object.keys(THEMES)) {
  changeSettings({ 'workbench.colorTheme': THEMES[theme], 'onrecord.hints.speakers': undefined });
  await check(theme, steps);
}
await check('restricted', restrictedMode);
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Takes the steps in a window of their own, up to the first that fails. */
async function check(title, steps) {
  const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
  page.setDefaultTimeout(PATIENCE);
  const picture = async (name) => {
    // What fades in has to have done so.
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(pictures, `${name}-${title}.png`) });
  };
  try {
    for (const [name, step, needs] of steps(page, picture)) {
      const start = Date.now();
      if (needs !== undefined && !capabilities[needs]) {
        console.log(`skipped ${title}: ${name}: the server has no ${needs}`);
        continue;
      }
      await step();
      passed += 1;
      console.log(`ok      ${title}: ${name} (${Date.now() - start} ms)`);
    }
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${title}:`, error);
    await picture('FAILED');
  }
  await page.context().close();
}

/** What a person does, one thing after the other, and what has to be seen each time. */
function steps(page, picture) {
  const editor = page.locator('.monaco-editor .view-lines').first();
  const speakers = page.locator('[id="workbench.view.extension.onrecord"]');
  const row = (text) => speakers.locator('.monaco-list-row', { hasText: text }).first();
  const openFile = async (name) => {
    // A command that has just been run may still close the box.
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').fill(name);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await page.getByRole('tab', { name, selected: true }).waitFor();
  };
  const sideBar = (name) => page.locator('.activitybar').getByRole('tab', { name }).click();
  const command = async (title) => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').fill(`>${title}`);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
  };

  return [
    [
      'an article is opened: squiggle, names behind quotations, status bar',
      async () => {
        await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
        await page.locator('.explorer-folders-view [aria-label^="harbour.article"]').first().dblclick();
        await editor.waitFor();
        await page.locator('.squiggly-warning').first().waitFor();
        await editor.getByText('Priya Anand', { exact: false }).first().waitFor();
        await page.locator('.statusbar-item', { hasText: '12 attributed' }).waitFor();
        await picture('1-article');
      },
    ],
    [
      'a card tells who the UK official is',
      async () => {
        await pointAt(page, 'the UK official added', 8);
        const card = page.locator('.monaco-hover:visible', { hasText: 'Deputy Press Secretary' }).first();
        await card.waitFor();
        assertInside(page, await card.boundingBox());
        await picture('2-card');
        await page.keyboard.press('Escape');
      },
    ],
    [
      'a card tells what is wrong with a name',
      async () => {
        const box = await page.locator('.squiggly-warning').first().boundingBox();
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
        const card = page.locator('.monaco-hover:visible', { hasText: 'one slip away' }).first();
        await card.waitFor();
        assertInside(page, await card.boundingBox());
        await picture('3-problem');
        await page.keyboard.press('Escape');
      },
    ],
    [
      'words have colours at a command',
      async () => {
        // A word that has a colour of its own is an element of its own.
        const verb = editor.getByText('complained', { exact: true });
        assert.equal(await verb.count(), 0);
        await command('Onrecord: Toggle Colours');
        await verb.waitFor();
        await picture('14-colours');
        await command('Onrecord: Toggle Colours');
        await verb.waitFor({ state: 'detached' });
      },
      'semanticTokensProvider',
    ],
    [
      'the Speakers view lists speakers with their words, and a click goes there',
      async () => {
        await sideBar(/^Onrecord/);
        await row('Priya Anand').waitFor();
        await row('Nobody has asked those').click();
        await page.locator('.statusbar-item', { hasText: /Ln 13, Col \d+ \(\d+ selected\)/ }).waitFor();
        await picture('4-speakers');
      },
    ],
    [
      'the outline and the breadcrumbs name the speaker under the cursor',
      async () => {
        await sideBar(/^Explorer/);
        await page.locator('.pane-header', { hasText: /^Outline/ }).click();
        await page.locator('.outline-element', { hasText: 'Eirik Lunde' }).first().waitFor();
        await page.locator('.breadcrumbs-control', { hasText: 'Eirik Lunde' }).waitFor();
        await picture('5-outline');
        await page.locator('.pane-header', { hasText: /^Outline/ }).click();
        await sideBar(/^Onrecord/);
      },
    ],
    [
      'what nobody is shown to have said comes first',
      async () => {
        await openFile('bridge.article');
        await page.locator('.statusbar-item', { hasText: '2 of 3 attributed' }).waitFor();
        await speakers.locator('.monaco-list-row').first().getByText('Unattributed').waitFor();
        await page.keyboard.press('Control+Shift+M');
        await page.locator('.markers-panel', { hasText: 'one slip away' }).waitFor();
        await picture('6-unattributed');
        await page.keyboard.press('Control+J');
      },
    ],
    [
      'the report stands beside the article, in the colours of the theme',
      async () => {
        await openFile('harbour.article');
        await command('Onrecord: Open Report');
        const report = page.frameLocator('iframe.webview').frameLocator('#active-frame');
        await report.getByRole('heading', { name: 'Who speaks' }).waitFor();
        await report.locator('.text .quotation').first().waitFor();
        // A page that its own policy leaves without its style sheet would be white in the dark.
        const [red] = await report
          .locator('body')
          .evaluate((body) => getComputedStyle(body).backgroundColor.match(/\d+/g).map(Number));
        const dark = await page.locator('.monaco-workbench.vs-dark').count();
        assert.equal(red < 128, dark > 0, `the page's red is ${red}`);
        await picture('15-report');
        // Whoever reads the report still sees who speaks.
        const speakersStay = row('Priya Anand');
        await report.getByRole('link', { name: 'line 13' }).last().click();
        await picture('16-report-text');
        await speakersStay.waitFor();
        await editor.click();
        await command('View: Close Editors in Other Groups');
        await page.locator('iframe.webview').waitFor({ state: 'detached' });
        await openFile('bridge.article');
      },
    ],
    [
      'an export asks for the format',
      async () => {
        await openFile('harbour.article');
        await command('Onrecord: Export Article');
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'TEI' }).first().waitFor();
        await picture('17-export');
        await page.keyboard.press('Escape');
        await openFile('bridge.article');
      },
    ],
    [
      'from a keystroke to the squiggle',
      async () => {
        await openFile('bridge.article');
        await page.locator('.squiggly-warning').first().waitFor();
        await page.keyboard.press('Control+End');
        await page.keyboard.press('Enter');
        await page.keyboard.insertText('Bo Ek came later than Ana Ru');
        await page.waitForTimeout(1000);
        const times = [];
        for (let i = 0; i < 7; i += 1) times.push(await keystrokeToSquiggle(page));
        times.sort((a, b) => a - b);
        console.log(`        keystroke to squiggle: ${times.map((ms) => `${Math.round(ms)} ms`).join(', ')}`);
        await command('File: Revert File');
      },
    ],
    [
      'a misspelt name is mended from the light bulb’s menu',
      async () => {
        await openFile('bridge.article');
        const before = await page.locator('.squiggly-warning').count();
        await page.keyboard.press('Control+End');
        await page.keyboard.press('ArrowUp');
        await page.keyboard.press('End');
        await pointAt(page, 'Ana Ruz', 5);
        await page.mouse.down();
        await page.mouse.up();
        await page.keyboard.press('Control+.');
        const menu = page.locator('.action-widget', { hasText: 'Ana Ruiz' });
        await menu.waitFor();
        await picture('12-quick-fix');
        await menu.locator('.monaco-list-row', { hasText: 'Ana Ruiz' }).first().click();
        await page.waitForFunction(
          (before) => document.querySelectorAll('.squiggly-warning').length < before,
          before,
        );
        await command('File: Revert File');
      },
      'codeActionProvider',
    ],
    [
      'a person is renamed everywhere, with a preview',
      async () => {
        await openFile('bridge.article');
        await pointAt(page, 'Ana Ruiz opened', 5);
        await page.mouse.down();
        await page.mouse.up();
        await page.keyboard.press('F2');
        const box = page.locator('.rename-box input');
        await box.fill('Ada Moreno');
        await page.keyboard.press('Control+Enter');
        await page.locator('.refactor-preview, .bulk-edit-panel', { hasText: 'Moreno' }).first().waitFor();
        await picture('13-rename');
        await page.getByRole('button', { name: 'Discard' }).click();
      },
      'renameProvider',
    ],
    [
      'a setting takes the names behind quotations away',
      async () => {
        await openFile('harbour.article');
        await editor.getByText('Helga Stefansdottir', { exact: true }).waitFor();
        await page.keyboard.press('Control+,');
        await page.locator('.settings-editor .suggest-input-container').click();
        await page.keyboard.type('onrecord');
        await page.locator('.settings-editor', { hasText: 'Hints: Speakers' }).waitFor();
        await picture('7-settings');
        await page.locator('.settings-editor .suggest-input-container').click();
        await page.keyboard.press('Control+A');
        await page.keyboard.type('onrecord.hints.speakers');
        const speakersOfHints = page.locator('.setting-item-bool', { hasText: 'Hints: Speakers' });
        await speakersOfHints.locator('.setting-value-checkbox').click();
        await page.getByRole('tab', { name: /harbour\.article/ }).click();
        // In the article itself the full name stands nowhere alone.
        await editor.getByText('Helga Stefansdottir', { exact: true }).waitFor({ state: 'detached' });
        await picture('8-no-names');
      },
    ],
    [
      'the walkthrough opens the sample',
      async () => {
        await command('Welcome: Open Walkthrough...');
        await page.locator('.quick-input-widget input').fill('Who says what');
        await page
          .locator('.quick-input-list .monaco-list-row', { hasText: 'Who says what' })
          .first()
          .click();
        await page.locator('.gettingStartedContainer', { hasText: 'Open an article' }).waitFor();
        await picture('9-walkthrough');
        await page.getByRole('button', { name: 'Open a Sample Article' }).first().click();
        await page.locator('.statusbar-item', { hasText: '3 of 4 attributed' }).waitFor();
        await picture('10-sample');
      },
    ],
  ];
}

/** What the server in the package says it can do; one without a feature is older than the extension. */
async function serverCapabilities() {
  const [extension] = readdirSync(join(run, 'extensions')).filter((name) =>
    name.startsWith('onrecord-lsp.onrecord'),
  );
  const server = spawn(join(run, 'extensions', extension, 'server/onrecord'), ['server'], { stdio: 'pipe' });
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { processId: null, rootUri: null, capabilities: {} },
  });
  server.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
  let answer = '';
  for await (const chunk of server.stdout) {
    answer += chunk;
    const [, json] = answer.match(/\r\n\r\n(\{.*\})$/s) ?? [];
    if (json !== undefined) {
      server.kill();
      return JSON.parse(json).result.capabilities;
    }
  }
  throw new Error('the server does not answer');
}

/** A folder that nobody trusts names a program of its own, which must not be run. */
function restrictedMode(page, picture) {
  const trace = join(run, 'somebody-elses-program-was-run');
  return [
    [
      'in a folder that is not trusted, only the program of the extension is run',
      async () => {
        changeSettings({ 'security.workspace.trust.enabled': true, 'onrecord.hints.speakers': undefined });
        const program = join(folder, 'program.sh');
        writeFileSync(program, `#!/bin/sh\ntouch '${trace}'\n`, { mode: 0o755 });
        mkdirSync(join(folder, '.vscode'), { recursive: true });
        writeFileSync(
          join(folder, '.vscode/settings.json'),
          JSON.stringify({ 'onrecord.server.path': program }),
        );
        await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
        await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
        await page.locator('.explorer-folders-view [aria-label^="bridge.article"]').first().dblclick();
        await page.locator('.squiggly-warning').first().waitFor();
        await page.locator('.statusbar-item', { hasText: '2 of 3 attributed' }).waitFor();
        assert.ok(!existsSync(trace), 'the program that the folder names was run');
        // VS Code boxes whatever is not ASCII in such folders, unless a language says that it is at home there.
        assert.equal(await page.locator('.unicode-highlight').count(), 0, 'curly marks are boxed');
        await picture('11-folder');
      },
    ],
  ];
}

/** Changes settings of the user; `undefined` takes one away. */
function changeSettings(settings) {
  const file = join(run, 'data/User/settings.json');
  const before = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...before, ...settings }, undefined, 2));
}

/** Points at words of the article, `into` characters from where `text` begins. */
async function pointAt(page, text, into) {
  const place = await page.evaluate(
    ([text, into]) => {
      for (const line of document.querySelectorAll('.view-line')) {
        let from = line.textContent.replaceAll('\u00a0', ' ').indexOf(text) + into;
        if (from < into) continue;
        const nodes = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        let node = nodes.nextNode();
        while (from >= node.length) {
          from -= node.length;
          node = nodes.nextNode();
        }
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, from + 1);
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      throw new Error(`“${text}” is not on the screen`);
    },
    [text, into],
  );
  await page.mouse.move(place.x - 30, place.y);
  await page.mouse.move(place.x, place.y, { steps: 5 });
}

/** A card that is cut off at the window's edge cannot be read. */
function assertInside(page, box) {
  const { width, height } = page.viewportSize();
  const inside = box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
  assert.ok(inside, `the card is cut off: ${JSON.stringify(box)}`);
}

/** Types the last letter of a misspelt name, and later deletes it; milliseconds until the squiggle is painted. */
async function keystrokeToSquiggle(page) {
  const before = await page.locator('.squiggly-warning').count();
  await page.evaluate(
    ([before, patience]) => {
      window.painted = new Promise((resolve, reject) => {
        let start;
        addEventListener('keydown', () => (start ??= performance.now()), { capture: true, once: true });
        const look = () => {
          const now = performance.now();
          if (start !== undefined && document.querySelectorAll('.squiggly-warning').length > before) {
            resolve(now - start);
          } else if (start !== undefined && now - start > patience) {
            reject(new Error(`no squiggle in ${patience} ms`));
          } else requestAnimationFrame(look);
        };
        look();
      });
    },
    [before, PATIENCE],
  );
  await page.keyboard.press('z');
  const took = await page.evaluate(() => window.painted);
  await page.keyboard.press('Backspace');
  await page.waitForFunction(
    (before) => document.querySelectorAll('.squiggly-warning').length === before,
    before,
  );
  return took;
}
