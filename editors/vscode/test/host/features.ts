// The server's features as VS Code has them. Each test asks as the editor does when somebody uses it.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { at, codes, desk, eventually, open, pause, withFile, withSetting } from './support.ts';
import type { Test } from './tests.ts';

const GLOBAL = vscode.ConfigurationTarget.Global;

/** Asks VS Code for something about a document that has been looked at. */
async function ask<T>(command: string, document: vscode.TextDocument, ...rest: unknown[]): Promise<T> {
  await codes(document.uri);
  return vscode.commands.executeCommand<T>(`vscode.${command}`, document.uri, ...rest);
}

/** The words at places, with the files they are in if that is another one. */
function words(
  document: vscode.TextDocument,
  places: readonly (vscode.Location | vscode.LocationLink)[],
): string[] {
  return places.map((place) => {
    const [uri, range] =
      'uri' in place ? [place.uri, place.range] : [place.targetUri, place.targetSelectionRange];
    assert.equal(uri.toString(), document.uri.toString());
    return document.getText(range);
  });
}

export const features: Test[] = [
  [
    'a misspelt name can be mended',
    async () => {
      const { document } = await open('bridge.article');
      const range = new vscode.Range(at(document, 'Ana Ruz'), at(document, 'Ana Ruz').translate(0, 7));
      const actions = await ask<vscode.CodeAction[]>(
        'executeCodeActionProvider',
        document,
        range,
        'quickfix',
        20,
      );
      const mend = actions.find(({ edit, title }) => edit !== undefined && title.includes('Ana Ruiz'));
      assert.ok(mend?.edit, actions.map(({ title }) => title).join('; '));
      await vscode.workspace.applyEdit(mend.edit);
      assert.match(document.getText(), /and Ana Ruiz left before noon/);
    },
    'codeActionProvider',
  ],
  [
    'a quotation can be given its speaker',
    async () => {
      const { document } = await open('bridge.article');
      const inside = at(document, 'We would have waited');
      const range = new vscode.Range(inside, inside);
      const actions = await ask<vscode.CodeAction[]>(
        'executeCodeActionProvider',
        document,
        range,
        'quickfix',
        20,
      );
      const attribute = actions.find(({ edit, title }) => edit !== undefined && title.includes('Ana Ruiz'));
      assert.ok(attribute?.edit, actions.map(({ title }) => title).join('; '));
      await vscode.workspace.applyEdit(attribute.edit);
      assert.match(document.getText(), /another eleven\.”\{speaker="Ana Ruiz"\}/);
    },
    'codeActionProvider',
  ],
  [
    'the deputy mayor leads to where she is introduced',
    async () => {
      const { document } = await open('bridge.article');
      const places = await ask<vscode.Location[]>(
        'executeDefinitionProvider',
        document,
        at(document, 'the deputy mayor'),
      );
      const [place] = words(document, places);
      assert.match(place ?? '', /Ana Ruiz/);
    },
    'definitionProvider',
  ],
  [
    'all words for a person are found',
    async () => {
      const { document } = await open('bridge.article');
      const places = await ask<vscode.Location[]>(
        'executeReferenceProvider',
        document,
        at(document, 'Ana Ruiz'),
      );
      const found = words(document, places);
      for (const expected of ['Ruiz', 'the deputy mayor'])
        assert.ok(found.includes(expected), found.join('; '));
    },
    'referencesProvider',
  ],
  [
    'and highlighted',
    async () => {
      const { document } = await open('bridge.article');
      const found = await ask<vscode.DocumentHighlight[]>(
        'executeDocumentHighlights',
        document,
        at(document, 'Ana Ruiz'),
      );
      const marked = found.map(({ range }) => document.getText(range));
      assert.ok(marked.includes('the deputy mayor'), marked.join('; '));
    },
    'documentHighlightProvider',
  ],
  [
    'a person is renamed in full and by surname',
    async () => {
      const { document } = await open('bridge.article');
      const edit = await ask<vscode.WorkspaceEdit>(
        'executeDocumentRenameProvider',
        document,
        at(document, 'Ana Ruiz'),
        'Ada Moreno',
      );
      await vscode.workspace.applyEdit(edit);
      assert.match(document.getText(), /Deputy Mayor Ada Moreno opened .* Moreno said\./);
    },
    'renameProvider',
  ],
  [
    'speakers are symbols of the workspace',
    async () => {
      const { document } = await open('bridge.article');
      await codes(document.uri);
      const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        'Ana Ruiz',
      );
      assert.ok(
        symbols.some(
          ({ name, location }) => name === 'Ana Ruiz' && location.uri.path.endsWith('bridge.article'),
        ),
        JSON.stringify(symbols.map(({ name }) => name)),
      );
    },
    'workspaceSymbolProvider',
  ],
  [
    'names are offered in annotations',
    async () => {
      const editor = await open('bridge.article');
      const { document } = editor;
      await codes(document.uri);
      const behind = at(document, ' It rained');
      await editor.edit((edit) => edit.insert(behind, '{speaker="'));
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        behind.translate(0, 10),
      );
      const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert.ok(labels.includes('Ana Ruiz'), labels.slice(0, 20).join('; '));
    },
    'completionProvider',
  ],
  [
    'who quotes whom is a hierarchy of calls',
    async () => {
      const { document } = await open('bridge.article');
      const [item] = await ask<vscode.CallHierarchyItem[]>(
        'prepareCallHierarchy',
        document,
        at(document, 'Ana Ruiz'),
      );
      assert.equal(item?.name, 'Ana Ruiz');
      const calls = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>(
        'vscode.provideOutgoingCalls',
        item,
      );
      assert.ok(calls.length > 0);
    },
    'callHierarchyProvider',
  ],
  [
    'a lens tells how often somebody is quoted, and leads there',
    async () => {
      const { document } = await open('bridge.article');
      const lenses = await ask<vscode.CodeLens[]>('executeCodeLensProvider', document, 20);
      const lens = lenses.find(({ command }) => command?.title.includes('Ana Ruiz'));
      assert.match(lens?.command?.title ?? '', /Ana Ruiz: 2 quotations/);
    },
    'codeLensProvider',
  ],
  [
    'words have the colours of what they are',
    async () => {
      const { document } = await open('bridge.article');
      const legend = await ask<vscode.SemanticTokensLegend>('provideDocumentSemanticTokensLegend', document);
      const tokens = await ask<vscode.SemanticTokens>('provideDocumentSemanticTokens', document);
      assert.ok(legend.tokenTypes.length > 0 && tokens.data.length > 0 && tokens.data.length % 5 === 0);
    },
    'semanticTokensProvider',
  ],
  [
    'paragraphs and headers fold',
    async () => {
      const document = await vscode.workspace.openTextDocument(desk('folds.article'));
      await vscode.window.showTextDocument(document);
      const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
        'vscode.executeFoldingRangeProvider',
        document.uri,
      );
      assert.ok(ranges.some(({ start }) => document.lineAt(start).text === '# The bank'));
    },
    'foldingRangeProvider',
  ],
  [
    'a selection grows from the word to the quotation',
    async () => {
      const { document } = await open('bridge.article');
      const [range] = await ask<vscode.SelectionRange[]>('executeSelectionRangeProvider', document, [
        at(document, 'eleven years'),
      ]);
      const grown: string[] = [];
      for (let next = range; next !== undefined; next = next.parent) grown.push(document.getText(next.range));
      assert.ok(grown.includes('“It took eleven years,”'), grown.slice(0, 5).join(' | '));
    },
    'selectionRangeProvider',
  ],
  [
    'addresses are links',
    async () => {
      const { document } = await article(
        'url: https://news.example/bridge\ndate: 2024-03-01\n\nIt rained.\n',
      );
      const links = await eventually('a link', async () => {
        const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
          'vscode.executeLinkProvider',
          document.uri,
          10,
        );
        return found.length > 0 && found;
      });
      assert.equal(links[0]?.target?.toString(), 'https://news.example/bridge');
    },
    'documentLinkProvider',
  ],
  [
    'marks become curly as they are typed, if a setting says so and no other has to',
    async () => {
      const { document } = await article('');
      const type = async (text: string) => {
        for (const key of text) {
          await vscode.commands.executeCommand('type', { text: key });
          // What VS Code asks after a mark comes back a moment later.
          if (key === '"' || key === "'") await pause(300);
        }
      };
      await type('"No," said Lee. ');
      assert.equal(document.getText(), '"No," said Lee. ');
      await withSetting('typing.curly_quotes', true, async () => {
        await pause(500);
        await type('"It doesn\'t," she said.');
      });
      assert.equal(document.getText(), '"No," said Lee. “It doesn’t,” she said.');
    },
    'documentOnTypeFormattingProvider',
  ],
  [
    'what can safely be mended is mended when somebody saves, if a setting says so',
    async () => {
      const nested =
        '“The bridge is open,” said Ann Lee, the mayor. “I heard “no more ferries” and cheered.”';
      const text = `${nested}\n\n"We paid for it," Lee said.\n`;
      const settings = vscode.workspace.getConfiguration('editor');
      await settings.update('codeActionsOnSave', { 'source.fixAll': 'explicit' }, GLOBAL);
      await withFile('saved.article', text, async () => {
        const { document } = await open('saved.article');
        await codes(document.uri);
        // What has not been changed is not saved.
        const edit = new vscode.WorkspaceEdit();
        edit.insert(document.uri, new vscode.Position(document.lineCount, 0), '\nIt rained.\n');
        await vscode.workspace.applyEdit(edit);
        await vscode.commands.executeCommand('workbench.action.files.save');
        assert.match(document.getText(), /I heard ‘no more ferries’ and cheered\.”\n\n“We paid for it,” Lee/);
        assert.equal(document.isDirty, false);
      });
      await settings.update('codeActionsOnSave', undefined, GLOBAL);
    },
    'codeActionProvider',
  ],
];

/** An article that has never been saved, in the editor. */
async function article(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'article', content });
  return vscode.window.showTextDocument(document);
}
