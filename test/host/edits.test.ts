/**
 * Edits of real documents, whatever these are: files with marks, mixed line ends or one very long line, notebooks, files
 * that nobody may write, documents that change or close meanwhile, an engine that dies. All or nothing, one undo, a true
 * sentence. The stand-in engine translates to upper case.
 */
import { assert } from 'chai';
import * as vscode from 'vscode';
import { MemoryFiles } from './memory-files';
import { errorsShown, openText, select, selectAll, wait } from './support';

const run = (name: string): Thenable<void> => vscode.commands.executeCommand(`interlinear.${name}`);
const undo = (): Thenable<void> => vscode.commands.executeCommand('undo');
const close = (): Thenable<void> =>
  vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');

const writable = new MemoryFiles(false);
const readOnly = new MemoryFiles(true);
const UTF8_MARK = [0xef, 0xbb, 0xbf];
const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
const utf16 = (text: string): number[] =>
  Array.from(text, (unit) => [unit.charCodeAt(0) & 0xff, unit.charCodeAt(0) >> 8]).flat();

const READ_ONLY = 'This document is read-only, so the translation cannot be put into it.';
const CHANGED =
  'The document changed while it was being translated, so nothing was replaced. Run the command again.';
const CRASHED =
  'The translation engine crashed. Nothing was changed; it starts again when you run the command again.';

async function open(uri: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.parse(uri)));
}

describe('edits', () => {
  const registrations: vscode.Disposable[] = [];
  before(() => {
    const { workspace } = vscode;
    registrations.push(
      workspace.registerFileSystemProvider('test-files', writable),
      workspace.registerFileSystemProvider('test-locked', readOnly, { isReadonly: true }),
    );
  });
  after(() => vscode.Disposable.from(...registrations).dispose());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  for (const [name, before, after] of [
    [
      'CRLF behind a byte order mark',
      [...UTF8_MARK, ...utf8('One.\r\nTwo.\r\n')],
      [...UTF8_MARK, ...utf8('ONE.\r\nTWO.\r\n')],
    ],
    ['UTF-16', [0xff, 0xfe, ...utf16('One.\r\nÉté.\r\n')], [0xff, 0xfe, ...utf16('ONE.\r\nÉTÉ.\r\n')]],
    ['no end of the last line', utf8('One.\nTwo.'), utf8('ONE.\nTWO.')],
  ] as const)
    it(`of a file with ${name}: every byte but the words stays, one undo brings back the file`, async () => {
      const path = `/${name.replaceAll(' ', '-')}.txt`;
      writable.put(path, Uint8Array.from(before));
      const { document } = await open(`test-files:${path}`);
      assert.deepEqual(await errorsShown(() => run('translateDocument')), []);
      assert.isTrue(await document.save());
      assert.deepEqual([...writable.bytes(path)], [...after]);
      await undo();
      assert.isTrue(await document.save());
      assert.deepEqual([...writable.bytes(path)], [...before]);
    });

  it('of a file whose lines end in several ways: those that the editor has made of them stay', async () => {
    writable.put('/mixed.md', Uint8Array.from(utf8('One.\r\n\r\nTwo\nlines.\r\rThree.\r\n')));
    const { document } = await open('test-files:/mixed.md');
    const before = document.getText();
    assert.deepEqual(await errorsShown(() => run('translateDocument')), []);
    assert.equal(document.getText(), before.toUpperCase());
    await undo();
    assert.equal(document.getText(), before);
  });

  it('of a line of 200,000 characters: what was selected, and no other', async () => {
    const sentence = 'One two three. ';
    const content = sentence.repeat(Math.ceil(200_000 / sentence.length));
    const editor = await openText(content);
    const [start, end] = [sentence.length * 5000, sentence.length * 5002 - 1];
    select(editor, [start, end]);
    assert.deepEqual(await errorsShown(() => run('translateSelection')), []);
    const text = content.slice(0, start) + 'ONE TWO THREE. ONE TWO THREE.' + content.slice(end);
    assert.isTrue(editor.document.getText() === text);
    await undo();
    assert.isTrue(editor.document.getText() === content);
  });

  describe('of what nobody may write', () => {
    const content = '// One two.\nconst a = 1;\n';
    beforeEach(async () => {
      readOnly.put('/locked.ts', Uint8Array.from(utf8(content)));
      selectAll(await open('test-locked:/locked.ts'));
    });

    for (const name of [
      'translateSelection',
      'translateDocument',
      'translateComments',
      'insertBelow',
      'insertAbove',
      'insertAsComment',
    ])
      it(`are refused before anything is translated: ${name}`, async () => {
        assert.deepEqual(await errorsShown(() => run(name)), [READ_ONLY]);
        assert.equal(vscode.window.activeTextEditor!.document.getText(), content);
      });

    it('are refused when a comparison is applied, which could be made', async () => {
      assert.deepEqual(await errorsShown(() => run('compare')), []);
      const right = vscode.workspace.textDocuments.find(
        ({ uri }) => uri.scheme === 'interlinear-translation' && uri.path.includes('locked'),
      );
      assert.equal(right?.getText(), content.replace('One two', 'ONE TWO'));
      const shown = vscode.window.visibleTextEditors.find(({ document }) => document === right)!;
      await vscode.window.showTextDocument(shown.document, { viewColumn: shown.viewColumn });
      assert.deepEqual(await errorsShown(() => run('applyComparison')), [READ_ONLY]);
    });

    it('are not needed for what is only read', async () => {
      assert.deepEqual(await errorsShown(() => run('copy')), []);
      assert.equal(await vscode.env.clipboard.readText(), content.replace('One two', 'ONE TWO'));
      assert.deepEqual(await errorsShown(() => run('translateBeside')), []);
      assert.equal(vscode.window.activeTextEditor!.document.getText(), content.replace('One two', 'ONE TWO'));
    });
  });

  describe('of a cell of a notebook', () => {
    let notebook: vscode.NotebookDocument;
    let cell: vscode.TextDocument;
    const content = 'One **two**.\nThree.';
    async function openCell(text: string): Promise<void> {
      const data = new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, text, 'markdown');
      notebook = await vscode.workspace.openNotebookDocument(
        'jupyter-notebook',
        new vscode.NotebookData([data, new vscode.NotebookCellData(data.kind, 'other', 'markdown')]),
      );
      cell = notebook.cellAt(0).document;
      selectAll(await vscode.window.showTextDocument(cell));
    }
    afterEach(close);

    it('are made there, and touch no other cell', async () => {
      await openCell(content);
      assert.deepEqual(await errorsShown(() => run('translateSelection')), []);
      assert.deepEqual(
        notebook.getCells().map(({ document }) => document.getText()),
        [content.toUpperCase(), 'other'],
      );
    });

    it('are not made when the cell has changed meanwhile', async () => {
      await openCell(`SLOW ${content}`);
      const shown = await errorsShown(async () => {
        const translated = run('translateSelection');
        await wait(1000);
        const edit = new vscode.WorkspaceEdit();
        edit.insert(cell.uri, new vscode.Position(0, 0), 'new ');
        assert.isTrue(await vscode.workspace.applyEdit(edit));
        await translated;
      });
      assert.equal(cell.getText(), `new SLOW ${content}`);
      assert.deepEqual(shown, [CHANGED]);
    });

    it('are not made by an engine that dies', async () => {
      await openCell(`${content} CRASH.`);
      assert.deepEqual(await errorsShown(() => run('translateSelection')), [CRASHED]);
      assert.equal(cell.getText(), `${content} CRASH.`);
    });
  });

  describe('of a document that changes between question and answer', () => {
    for (const name of ['translateDocument', 'insertBelow', 'insertAsComment'])
      it(`are not made, and what was typed stays: ${name}`, async () => {
        const content = '// SLOW one.\nconst a = 1;\n';
        const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
        const editor = await vscode.window.showTextDocument(document);
        const shown = await errorsShown(async () => {
          const translated = run(name);
          await wait(1000);
          await editor.edit((edit) => edit.insert(new vscode.Position(0, 3), 'new '));
          await translated;
        });
        assert.equal(document.getText(), content.replace('SLOW', 'new SLOW'));
        assert.deepEqual(shown, [CHANGED]);
        await undo();
        assert.equal(document.getText(), content);
      });

    it('are not made by a comparison that shows what was', async () => {
      const editor = await openText('One.\n');
      await run('compare');
      const right = vscode.workspace.textDocuments.find(
        (document) => document.uri.scheme === 'interlinear-translation' && document.getText() === 'ONE.\n',
      );
      const edit = new vscode.WorkspaceEdit();
      edit.insert(editor.document.uri, new vscode.Position(0, 0), 'new ');
      await vscode.workspace.applyEdit(edit);
      const shown = vscode.window.visibleTextEditors.find(({ document }) => document === right)!;
      await vscode.window.showTextDocument(shown.document, { viewColumn: shown.viewColumn });
      assert.deepEqual(await errorsShown(() => run('applyComparison')), [CHANGED]);
      assert.equal(editor.document.getText(), 'new One.\n');
    });

    it('are not made in one that was closed', async () => {
      const { document } = await openText('SLOW one, closed.\n');
      const shown = await errorsShown(async () => {
        const translated = run('translateDocument');
        await wait(1000);
        await close();
        await translated;
      });
      assert.isTrue(document.isClosed);
      assert.deepEqual(shown, [
        'The document was closed while it was being translated, so nothing was replaced.',
      ]);
    });
  });

  describe('by an engine that dies in the middle of a document', () => {
    const PARAGRAPHS = Array.from({ length: 60 }, (_, i) => `Paragraph ${i} of them.\n\n`);
    for (const name of ['translateDocument', 'insertBelow', 'compare', 'translateBeside'])
      it(`are none at all: ${name}`, async () => {
        const content = `${PARAGRAPHS.join('')}CRASH here.\n\n${PARAGRAPHS.join('')}`;
        const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
        selectAll(await vscode.window.showTextDocument(document));
        const { version } = document;
        assert.deepEqual(await errorsShown(() => run(name)), [CRASHED]);
        assert.deepEqual([document.getText() === content, document.version], [true, version]);
        assert.equal(vscode.window.activeTextEditor!.document, document);
      });
  });
});
