/** Every command on real kinds of documents; the stand-in engine translates to upper case. */
import { assert } from 'chai';
import * as vscode from 'vscode';
import { errorsShown, selectAll, selectWords } from './support';

const run = (name: string): Thenable<void> => vscode.commands.executeCommand(`interlinear.${name}`);

async function open(language: string, content: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
}

const README = [
  '# My tool',
  '',
  'It **reads** `files` from [the site](https://example.org/a b) and',
  'writes them to /etc/x.conf.  ',
  'Run `npm start` now.',
  '',
  '- one {0} item',
  '- [ ] a task',
  '',
  '| name | meaning |',
  '|---|---|',
  '| `a` | the first |',
  '',
  '```js',
  '// code stays',
  '```',
  '',
].join('\n');

const TYPESCRIPT = [
  '/**',
  ' * Reads a file.',
  ' * @param path where it is',
  ' */',
  'export function read(path: string): string {',
  '  const url = "http://example.org"; // the default address',
  "  return url + path + 'some text';",
  '}',
  '',
].join('\n');

describe('documents', () => {
  it('Markdown: a whole README, in one step that undo takes back', async () => {
    const editor = await open('markdown', README);
    await run('translateDocument');
    const text = editor.document.getText();
    assert.equal(text.toLowerCase(), README.toLowerCase());
    assert.include(text, 'IT **READS** `files` FROM');
    assert.include(text, '| `a` | THE FIRST |');
    assert.include(text, '- ONE {0} ITEM\n- [ ] A TASK\n');
    assert.include(text, '// code stays');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), README);
  });

  it('Markdown: a selection inside a paragraph, with CRLF line ends', async () => {
    const editor = await open('markdown', 'One *two* three.\r\nFour `five` six.\r\n');
    selectWords(editor, 'three', 'Four `five` six');
    await run('translateSelection');
    assert.equal(editor.document.getText(), 'One *two* THREE.\r\nFOUR `five` SIX.\r\n');
  });

  it('TypeScript: all comments, found with the signs that the editor knows', async () => {
    const editor = await open('typescript', TYPESCRIPT);
    await run('translateComments');
    assert.equal(
      editor.document.getText(),
      TYPESCRIPT.replace('Reads a file.', 'READS A FILE.')
        .replace('where it is', 'WHERE IT IS')
        .replace('the default address', 'THE DEFAULT ADDRESS'),
    );
  });

  it('TypeScript: a string, where a line without comments is selected', async () => {
    const editor = await open('typescript', TYPESCRIPT);
    selectWords(editor, "  return url + path + 'some text';");
    await run('translateSelection');
    assert.equal(editor.document.getText(), TYPESCRIPT.replace('some text', 'SOME TEXT'));
  });

  it('Python, shell, HTML and CSS by their own signs', async () => {
    const cases: [string, string, string][] = [
      ['python', '# one\nx = "# two"  # three\n', '# ONE\nx = "# two"  # THREE\n'],
      ['shellscript', '#!/bin/sh\n# one\necho "$#"\n', '#!/bin/sh\n# ONE\necho "$#"\n'],
      ['html', '<p class="a">one <b>two</b></p>\n', '<p class="a">ONE <b>TWO</b></p>\n'],
      ['css', '/* one */\na { b: c }\n', '/* ONE */\na { b: c }\n'],
    ];
    for (const [language, before, after] of cases) {
      const editor = await open(language, before);
      await run('translateDocument');
      assert.equal(editor.document.getText(), after, language);
    }
  });

  it('PO: messages without a translation', async () => {
    const content = 'msgid "Open %s"\nmsgstr ""\n\nmsgid "Done"\nmsgstr "Fait"\n';
    const uri = vscode.Uri.parse('untitled:/messages.po');
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content));
    await run('translateDocument');
    assert.equal(editor.document.getText(), content.replace('msgstr ""', 'msgstr "OPEN %s"'));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('JSON: values, and no keys', async () => {
    const editor = await open('json', '{\n  "a title": "Open {0} \\"now\\"\\n"\n}\n');
    await run('translateDocument');
    assert.equal(editor.document.getText(), '{\n  "a title": "OPEN {0} \\"NOW\\"\\n"\n}\n');
  });

  it('a cell of a notebook', async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, 'Some **text**.', 'markdown');
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([cell]),
    );
    const { document } = notebook.cellAt(0);
    const editor = await vscode.window.showTextDocument(document);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    selectAll(editor);
    assert.equal((await errorsShown(() => run('translateSelection'))).join(), '');
    assert.equal(document.getText(), 'SOME **TEXT**.');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('100 kB of Markdown, quickly enough to wait for', async () => {
    const content = README.repeat(300);
    const editor = await open('markdown', content);
    await run('translateDocument');
    assert.equal(editor.document.getText().toLowerCase(), content.toLowerCase());
    assert.notEqual(editor.document.getText(), content);
  });
});

describe('what is done with a translation', () => {
  it('Insert Translation Below: a paragraph of its own in Markdown, a line elsewhere', async () => {
    const markdown = await open('markdown', 'One.\n\nTwo.\n');
    selectWords(markdown, 'One.');
    await run('insertBelow');
    assert.equal(markdown.document.getText(), 'One.\n\nONE.\n\nTwo.\n');
    const code = await open('typescript', '  // one\nf();\n');
    selectWords(code, 'one');
    await run('insertBelow');
    assert.equal(code.document.getText(), '  // one\n  // ONE\nf();\n');
  });

  it('Insert Translation Above: the translation comes first', async () => {
    const markdown = await open('markdown', 'One.\r\n\r\nTwo.\r\n');
    selectWords(markdown, 'Two.');
    await run('insertAbove');
    assert.equal(markdown.document.getText(), 'One.\r\n\r\nTWO.\r\n\r\nTwo.\r\n');
    const code = await open('typescript', '  // one\nf();\n');
    selectWords(code, 'one');
    await run('insertAbove');
    assert.equal(code.document.getText(), '  // ONE\n  // one\nf();\n');
  });

  it('Insert Translation as Comment', async () => {
    const code = await open('typescript', '  // one two\nf("three four");\n');
    selectWords(code, 'one', 'f("three four")');
    await run('insertAsComment');
    assert.equal(
      code.document.getText(),
      '  // one two\n  // ONE TWO\nf("three four");\n// f("THREE FOUR");\n',
    );
    const markdown = await open('markdown', 'One.\n');
    selectWords(markdown, 'One.');
    await run('insertAsComment');
    assert.equal(markdown.document.getText(), 'One.\n<!-- ONE. -->\n');
    const plain = await open('plaintext', 'One.\n');
    assert.deepEqual(await errorsShown(() => run('insertAsComment')), [
      'This language has no comments that the editor knows of.',
    ]);
    assert.equal(plain.document.getText(), 'One.\n');
  });

  it('Copy Translation, of a document that is not changed', async () => {
    const editor = await open('markdown', 'One **two**.\n\nThree.\n');
    selectWords(editor, 'One **two**.', 'Three.');
    await run('copy');
    assert.equal(await vscode.env.clipboard.readText(), 'ONE **TWO**.\nTHREE.');
    assert.equal(editor.document.getText(), 'One **two**.\n\nThree.\n');
  });

  it('Compare with Translation shows both sides, and Apply puts it in', async () => {
    const editor = await open('markdown', README);
    await run('compare');
    const right = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'interlinear-translation');
    assert.include(right?.getText(), 'IT **READS** `files` FROM');
    assert.equal(editor.document.getText(), README);
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document === right);
    await vscode.window.showTextDocument(shown!.document, { viewColumn: shown!.viewColumn });
    await run('applyComparison');
    assert.equal(editor.document.getText(), right!.getText());
  });

  it('Take the Changes on These Lines puts them in one after the other, and Apply what is left', async () => {
    const text = 'One.\n\nTwo.\n\nThree.\n\nFour.\n';
    const editor = await open('markdown', text);
    await run('compare');
    const right = vscode.workspace.textDocuments.findLast(
      (one) => one.uri.scheme === 'interlinear-translation' && one.getText() === text.toUpperCase(),
    )!;
    for (const [line, expected] of [
      [4, 'One.\n\nTwo.\n\nTHREE.\n\nFour.\n'],
      [0, 'ONE.\n\nTwo.\n\nTHREE.\n\nFour.\n'],
    ] as const) {
      const shown = await vscode.window.showTextDocument(right);
      shown.selection = new vscode.Selection(line, 0, line, 0);
      await run('takeChanges');
      assert.equal(editor.document.getText(), expected);
    }
    await vscode.window.showTextDocument(right);
    await run('applyComparison');
    assert.equal(editor.document.getText(), text.toUpperCase());
  });

  it('Translate Whole Document to the Side leaves the document alone', async () => {
    const editor = await open('markdown', README);
    await run('translateBeside');
    const beside = vscode.window.activeTextEditor!.document;
    assert.notEqual(beside, editor.document);
    assert.equal(beside.languageId, 'markdown');
    assert.equal(beside.getText().toLowerCase(), README.toLowerCase());
    assert.equal(editor.document.getText(), README);
  });

  it('Translate All Comments says so where there are none', async () => {
    const editor = await open('markdown', 'One.\n');
    assert.deepEqual(await errorsShown(() => run('translateComments')), [
      'This language has no comments that the editor knows of.',
    ]);
    assert.equal(editor.document.getText(), 'One.\n');
  });
});
