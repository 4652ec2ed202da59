/** What is translated to be read: copies beside documents, comments under the pointer. Nothing of it is written anywhere. */
import { assert } from 'chai';
import * as vscode from 'vscode';
import { errorsShown, openText, wait } from './support';

const run = (name: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`interlinear.${name}`, ...args);
const [folder] = vscode.workspace.workspaceFolders!;
const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder.uri, name);
const write = (name: string, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));

/** The copy that is open, once it says something. */
async function copyWith(words: string): Promise<vscode.TextDocument | undefined> {
  for (let i = 0; i < 100; i++) {
    const found = vscode.workspace.textDocuments.find(
      (document) => document.uri.scheme === 'interlinear-reading' && document.getText().includes(words),
    );
    if (found) return found;
    await wait(100);
  }
  return undefined;
}

describe('reading', () => {
  const NAME = 'to-read.txt';
  const SOURCE = `${Array.from({ length: 40 }, (_, i) => `This is line number ${i} of it.\n`).join('\n')}\nThe last one.\n`;

  before(() => write(NAME, SOURCE));
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(at(NAME));
  });

  it('opens a copy beside the document, in parts to its end, which cannot be written', async () => {
    assert.deepEqual(await errorsShown(() => run('readDocument', at(NAME))), []);
    const copy = await copyWith('THE LAST ONE.');
    assert.ok(copy, 'no copy');
    assert.equal(copy.getText(), SOURCE.toUpperCase());
    assert.equal(vscode.workspace.fs.isWritableFileSystem(copy.uri.scheme), false);
    const source = await vscode.workspace.openTextDocument(at(NAME));
    assert.deepEqual([source.getText(), source.isDirty], [SOURCE, false]);
    const columns = vscode.window.visibleTextEditors.map(({ document, viewColumn }) => [
      document.uri.scheme,
      viewColumn,
    ]);
    assert.equal(new Set(columns.map(([, column]) => column)).size, 2, JSON.stringify(columns));
  });

  it('finds what lies beside the document beside the copy', async () => {
    const copy = (await copyWith('THE LAST ONE.'))!;
    const neighbour = copy.uri.with({ path: at('welcome.md').path });
    assert.deepEqual(
      await vscode.workspace.fs.readFile(neighbour),
      await vscode.workspace.fs.readFile(at('welcome.md')),
    );
    const writing = vscode.workspace.fs.writeFile(neighbour, new Uint8Array());
    assert.ok(
      await Promise.resolve(writing).then(
        () => false,
        () => true,
      ),
    );
  });

  it('says that there is nothing to read where there are no words', async () => {
    await openText('12\n');
    assert.equal((await errorsShown(() => run('readDocument'))).length, 1);
  });

  it('shows comments beside their lines and takes them away again, without a change', async () => {
    const content = '// One two.\nconst a = 1;\n';
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
    await vscode.window.showTextDocument(document);
    for (let times = 0; times < 2; times++)
      assert.deepEqual(await errorsShown(() => run('toggleReading')), []);
    assert.equal(document.getText(), content);
  });
});
