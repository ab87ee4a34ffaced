// Checks all articles of the workspace, those too that nobody has open, by the command line of the same program.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  type CancellationToken,
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type LogOutputChannel,
  Location,
  ProgressLocation,
  Range,
  type Tab,
  TabInputText,
  Uri,
  type WorkspaceFolder,
  commands,
  window,
  workspace,
} from 'vscode';
import { type Problem, type Range as PlainRange, problems, summary } from './check.ts';
import type { Server } from './server/server.ts';
import { commandLine } from './settings.ts';

/** A workspace may have many problems; more output than this is cut off, in bytes. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/** Checks, lists what was found among the problems, and says how many there are. */
export async function checkWorkspace(
  server: Server,
  keys: readonly string[],
  collection: DiagnosticCollection,
  log: LogOutputChannel,
): Promise<Problem[]> {
  if (listsAll(server)) {
    void commands.executeCommand('workbench.actions.view.problems');
    return [];
  }
  const outcome = server.program();
  if (!outcome.found) {
    void window.showErrorMessage(`Onrecord: ${outcome.message}`);
    return [];
  }
  const checking = {
    location: ProgressLocation.Notification,
    title: 'Onrecord: checking articles',
    cancellable: true,
  };
  const found = await window.withProgress(checking, async (_, token) => {
    const folders = (workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
    const all: Problem[] = [];
    for (const folder of folders) {
      const output = await run(outcome.program, folder, keys, token, log);
      if (token.isCancellationRequested) return undefined;
      all.push(...problems(output, (file) => textOf(file)));
    }
    return all;
  });
  if (found === undefined) return [];
  // A server that has started meanwhile lists them itself.
  if (!listsAll(server)) list(found, collection);
  if (found.length === 0) {
    void window.showInformationMessage(`Onrecord: ${summary(found)}`);
  } else {
    void window.setStatusBarMessage(`Onrecord: ${summary(found)}`, 10_000);
    void commands.executeCommand('workbench.actions.view.problems');
  }
  return found;
}

/** Whether the server is running, and lists the problems of all articles by itself. */
export function listsAll(server: Server): boolean {
  return server.client?.initializeResult?.capabilities.diagnosticProvider?.workspaceDiagnostics === true;
}

function run(
  program: string,
  folder: WorkspaceFolder,
  keys: readonly string[],
  token: CancellationToken,
  log: LogOutputChannel,
): Promise<string> {
  const settings = workspace.getConfiguration('onrecord', folder.uri);
  const set = commandLine(keys, (key) => settings.inspect(key));
  const args = [
    'check',
    '--format',
    'json',
    '--min-severity',
    'hint',
    '--color',
    'never',
    ...set,
    '--',
    folder.uri.fsPath,
  ];
  return new Promise((resolve) => {
    const child = execFile(
      program,
      args,
      { cwd: folder.uri.fsPath, maxBuffer: MOST_OUTPUT },
      (error, stdout, stderr) => {
        // 1 says that there are problems; 2 that something could not be read, which is told and costs that alone.
        if (stderr.trim() !== '') log.warn(stderr.trim());
        const code = error === null ? 0 : error.code;
        if (code === 2 && !token.isCancellationRequested) {
          void window
            .showWarningMessage(`Onrecord: ${stderr.trim().split('\n')[0]}`, 'Show Log')
            .then((button) => {
              if (button !== undefined) log.show();
            });
        } else if (typeof code === 'string') {
          void window.showErrorMessage(`Onrecord: ${program} could not be run (${code}).`);
        }
        resolve(stdout);
      },
    );
    token.onCancellationRequested(() => child.kill());
  });
}

/** Puts problems into the collection, but for those of documents that the server looks after anyway. */
function list(found: readonly Problem[], collection: DiagnosticCollection): void {
  collection.clear();
  const open = new Set(urisOf(window.tabGroups.all.flatMap(({ tabs }) => tabs)).map(String));
  for (const file of new Set(found.map((problem) => problem.file))) {
    const uri = Uri.file(file);
    if (open.has(uri.toString())) continue;
    const its = found.filter((problem) => problem.file === file);
    collection.set(
      uri,
      its.map((problem) => diagnostic(uri, problem)),
    );
  }
}

/** The files that these tabs show. A document without a tab may go on existing for a while, but nobody looks after it. */
export function urisOf(tabs: readonly Tab[]): Uri[] {
  return tabs.flatMap(({ input }) => (input instanceof TabInputText ? [input.uri] : []));
}

const SEVERITIES: Record<Problem['severity'], DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

function diagnostic(uri: Uri, problem: Problem): Diagnostic {
  const diagnostic = new Diagnostic(asRange(problem.range), problem.message, SEVERITIES[problem.severity]);
  diagnostic.source = 'onrecord';
  diagnostic.code = problem.code;
  diagnostic.relatedInformation = problem.related.map(
    (at) => new DiagnosticRelatedInformation(new Location(uri, asRange(at.range)), at.message),
  );
  return diagnostic;
}

function asRange({ start, end }: PlainRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return '';
  }
}
