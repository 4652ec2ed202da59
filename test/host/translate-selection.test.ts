import { assert } from 'chai';
import * as vscode from 'vscode';
import { openText, select, selectAll, selectWords, translate, translateAll } from './support';

describe('Translate Selection', () => {
  it('replaces what is selected and nothing else', async () => {
    const editor = await openText('one two three');
    selectWords(editor, 'two');
    await translate();
    assert.equal(editor.document.getText(), 'one TWO three');
  });

  it('translates the line of a cursor without a selection', async () => {
    const editor = await openText('one\n  two and a half\nthree');
    select(editor, [8, 8]);
    await translate();
    assert.equal(editor.document.getText(), 'one\n  TWO AND A HALF\nthree');
  });

  it('replaces all selections in one step, which undo takes back', async () => {
    const content = 'alpha beta gamma\ndelta';
    const editor = await openText(content);
    selectWords(editor, 'delta', 'alpha', 'gamma');
    await translate();
    assert.equal(editor.document.getText(), 'ALPHA beta GAMMA\nDELTA');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), content);
  });

  it('takes a line once when several cursors stand in it', async () => {
    const editor = await openText('one two three\nfour');
    select(editor, [0, 3], [5, 5], [9, 9]);
    await translate();
    assert.equal(editor.document.getText(), 'ONE TWO THREE\nfour');
  });

  it('leaves indentation, comment markers, blank lines and trailing spaces as they are', async () => {
    const content = '  // first  \n\n\t * second\n- third\n> fourth */\n12345\n';
    assert.equal(await translateAll(content), '  // FIRST  \n\n\t * SECOND\n- THIRD\n> FOURTH */\n12345\n');
  });

  it('leaves the line ends of the document as they are', async () => {
    const editor = await openText('one\r\ntwo\r\n');
    assert.equal(editor.document.eol, vscode.EndOfLine.CRLF);
    selectAll(editor);
    await translate();
    assert.equal(editor.document.getText(), 'ONE\r\nTWO\r\n');
  });

  it('works on a file of a virtual file system', async () => {
    const [folder] = vscode.workspace.workspaceFolders!;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'welcome.md'));
    const editor = await vscode.window.showTextDocument(document);
    const before = document.lineAt(7).text;
    select(editor, [
      document.offsetAt(new vscode.Position(7, 0)),
      document.offsetAt(new vscode.Position(7, 0)),
    ]);
    await translate();
    assert.equal(document.lineAt(7).text, before.toUpperCase());
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
