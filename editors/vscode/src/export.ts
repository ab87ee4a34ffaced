// An article in the formats of other programs, as files beside it.

import { type QuickPickItem, type TextDocument, Uri, window, workspace } from 'vscode';
import { ask, nameOf } from './report.ts';
import type { Server } from './server/server.ts';

/** A format, as the list shows it, and how its files end. */
interface Format extends QuickPickItem {
  format: string;
  extension: string;
}

const FORMATS: readonly Format[] = [
  { format: 'report', extension: 'html', label: 'Report', description: 'a page to read, send and print' },
  { format: 'csv', extension: 'csv', label: 'CSV', description: 'a row for each quotation' },
  { format: 'jsonl', extension: 'jsonl', label: 'JSON Lines', description: 'an object for each quotation' },
  { format: 'text', extension: 'txt', label: 'Clean text', description: 'as it would be printed' },
  { format: 'tei', extension: 'xml', label: 'TEI', description: 'text with <said who="#…">' },
  { format: 'brat', extension: 'ann', label: 'brat', description: 'a .txt and a .ann' },
  {
    format: 'web-annotation',
    extension: 'jsonld',
    label: 'W3C Web Annotation',
    description: 'JSON-LD about the file',
  },
];

/**
 * Writes an article in a format into a file; whatever is not given is asked for. Returns the files that were
 * written.
 */
export async function exportArticle(
  server: Server,
  document: TextDocument | undefined,
  format?: string,
  target?: Uri,
): Promise<Uri[]> {
  if (document === undefined) return [];
  const chosen =
    FORMATS.find((known) => known.format === format) ??
    (await window.showQuickPick(FORMATS, { placeHolder: 'Export the article as …' }));
  if (chosen === undefined) return [];
  const file = target ?? (await askForFile(document.uri, chosen));
  if (file === undefined) return [];
  if (chosen.format === 'report') {
    const page = await ask<string>(server, 'onrecord.report', document.uri);
    return page === undefined ? [] : save([[file, page]]);
  }
  const exported = await ask<string | { text: string; annotations: string }>(
    server,
    'onrecord.export',
    document.uri,
    chosen.format,
  );
  if (exported === undefined) return [];
  if (typeof exported === 'string') return save([[file, exported]]);
  const beside = file.with({ path: `${file.path.replace(/\.(ann|txt)$/, '')}.txt` });
  const annotations = file.with({ path: `${file.path.replace(/\.(ann|txt)$/, '')}.ann` });
  return save([
    [beside, exported.text],
    [annotations, exported.annotations],
  ]);
}

async function askForFile(article: Uri, format: Format): Promise<Uri | undefined> {
  const name = nameOf(article).replace(/\.[^.]*$/, '') || 'article';
  const folder =
    article.scheme === 'file' ? Uri.joinPath(article, '..') : workspace.workspaceFolders?.[0]?.uri;
  return window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, `${name}.${format.extension}`) }),
    filters: { [format.label]: [format.extension] },
    title: `Export as ${format.label}`,
  });
}

async function save(files: readonly [Uri, string][]): Promise<Uri[]> {
  for (const [file, content] of files) {
    await workspace.fs.writeFile(file, new TextEncoder().encode(content));
  }
  const written = files.map(([file]) => file);
  void window.setStatusBarMessage(`Onrecord: ${written.map(nameOf).join(' and ')} written`, 10_000);
  return written;
}
