import { assert } from 'chai';
import * as vscode from 'vscode';
import { errorsShown, openText, selectAll, translate, wait } from './support';

/** One file that nobody may write. */
class ReadOnlyFiles implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  watch = (): vscode.Disposable => new vscode.Disposable(() => {});
  stat = (): vscode.FileStat => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: 5 });
  readDirectory = (): [string, vscode.FileType][] => [];
  readFile = (): Uint8Array => new TextEncoder().encode('hello');
  createDirectory = (): never => this.refuse();
  writeFile = (): never => this.refuse();
  delete = (): never => this.refuse();
  rename = (): never => this.refuse();
  private refuse(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}

async function openUri(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  selectAll(editor);
  return editor;
}

describe('what is refused, with a sentence and without a change', () => {
  const registrations: vscode.Disposable[] = [];

  before(() => {
    registrations.push(
      vscode.workspace.registerFileSystemProvider('test-read-only', new ReadOnlyFiles(), {
        isReadonly: true,
      }),
      vscode.workspace.registerTextDocumentContentProvider('test-content', {
        provideTextDocumentContent: () => 'hello',
      }),
    );
  });

  after(() => vscode.Disposable.from(...registrations).dispose());

  it('a document that changed meanwhile', async () => {
    const editor = await openText('SLOW text');
    selectAll(editor);
    const shown = await errorsShown(async () => {
      const translated = translate();
      await wait(1000);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'new '));
      await translated;
    });
    assert.equal(editor.document.getText(), 'new SLOW text');
    assert.deepEqual(shown, [
      'The document changed while it was being translated, so nothing was replaced. Run the command again.',
    ]);
  });

  it('a document that is not in front any more is translated all the same', async () => {
    const { document } = await openText('SLOW text, hidden');
    selectAll(vscode.window.activeTextEditor!);
    const translated = translate();
    await wait(500);
    const other = await openText('other');
    await translated;
    assert.equal(document.getText(), 'SLOW TEXT, HIDDEN');
    assert.equal(other.document.getText(), 'other');
  });

  for (const uri of ['test-read-only:/file.txt', 'test-content:/file.txt']) {
    it(`a read-only document (${uri})`, async () => {
      const editor = await openUri(vscode.Uri.parse(uri));
      const shown = await errorsShown(translate);
      assert.equal(editor.document.getText(), 'hello');
      assert.deepEqual(shown, ['This document is read-only, so the translation cannot be put into it.']);
    });
  }

  it('a file whose editor was made read-only', async () => {
    const [folder] = vscode.workspace.workspaceFolders!;
    const editor = await openUri(vscode.Uri.joinPath(folder.uri, 'welcome.md'));
    const content = editor.document.getText();
    await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
    const shown = await errorsShown(translate);
    await vscode.commands.executeCommand('workbench.action.files.resetActiveEditorReadonlyInSession');
    assert.equal(editor.document.getText(), content);
    assert.deepEqual(shown, ['This document is read-only, so the translation cannot be put into it.']);
  });

  it('a selection without words', async () => {
    const editor = await openText('  12 + 34\n');
    selectAll(editor);
    const shown = await errorsShown(translate);
    assert.equal(editor.document.getText(), '  12 + 34\n');
    assert.deepEqual(shown, ['There are no words to translate in the selection.']);
  });

  it('no open editor', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.deepEqual(await errorsShown(translate), [
      'Open a text document and select what you want to translate.',
    ]);
  });

  it('a setting out of its range', async () => {
    const settings = vscode.workspace.getConfiguration('interlinear');
    const editor = await openText('hello');
    selectAll(editor);
    await settings.update('beamSize', 0, vscode.ConfigurationTarget.Global);
    try {
      const shown = await errorsShown(translate);
      assert.deepEqual(shown, ['The setting interlinear.beamSize is 0. It must be a number from 1 to 64.']);
      assert.equal(editor.document.getText(), 'hello');
    } finally {
      await settings.update('beamSize', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
