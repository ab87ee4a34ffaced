// Runs inside the extension host, with the packaged extension installed.

import * as vscode from 'vscode';
import { api, eventually, open, pause } from './support.ts';
import { tests } from './tests.ts';

/** What the runner prints begins so; VS Code and its extensions say much else. */
const MARK = '[test] ';

/** What VS Code calls; it fails if a test does. */
export async function run(): Promise<void> {
  const failed: string[] = [];
  let passed = 0;
  let skipped = 0;
  for (const [name, test, needs] of tests) {
    const start = Date.now();
    try {
      if (needs !== undefined && !(await serverCan(needs))) {
        skipped += 1;
        console.log(`${MARK}skipped ${name}: the server has no ${needs}`);
        continue;
      }
      await test();
      passed += 1;
      console.log(`${MARK}ok      ${name} (${Date.now() - start} ms)`);
    } catch (error) {
      failed.push(name);
      console.log(`${MARK}FAILED  ${name}\n${words(error)}`);
    }
    // While an editor is being opened, closing may be refused.
    await closeEverything()
      .catch(() => pause(500).then(closeEverything))
      .catch((error: unknown) => {
        failed.push(`what “${name}” opened stays open`);
        console.log(`${MARK}FAILED  to close what “${name}” opened\n${words(error)}`);
      });
  }
  console.log(`${MARK}${passed} passed, ${failed.length} failed, ${skipped} skipped`);
  if (failed.length > 0) throw new Error(`failed: ${failed.join('; ')}`);
}

/** An error with the place it came from. */
function words(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Leaves nothing open, and asks nobody whether to save. */
async function closeEverything(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    // VS Code may have closed it meanwhile.
    if (document.isClosed) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Whether this server has a feature; one without it is older than the extension. */
async function serverCan(feature: NonNullable<(typeof tests)[number][2]>): Promise<boolean> {
  const { capabilities } = await api();
  await open('bridge.article');
  const can = await eventually('capabilities', capabilities);
  return Boolean(can[feature]);
}
