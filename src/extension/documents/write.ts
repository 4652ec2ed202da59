/**
 * Writing into documents: all at once or not at all, in one step for undo, and only where the document is still what it
 * was. The one place of the extension that writes into them.
 */
import * as vscode from 'vscode';
import type { TextEdit } from '../../text/edits';
import { EditError } from './edits';

/** A document at one moment. */
export interface DocumentState {
  document: vscode.TextDocument;
  version: number;
  text: string;
}

export const stateOf = (document: vscode.TextDocument): DocumentState => ({
  document,
  version: document.version,
  text: document.getText(),
});

export const eolOf = ({ eol }: vscode.TextDocument): string =>
  eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';

/** What VS Code tells of a change. */
export const editsOf = (changes: readonly vscode.TextDocumentContentChangeEvent[]): TextEdit[] =>
  changes.map(({ rangeOffset: start, rangeLength, text }) => ({ start, end: start + rangeLength, text }));

/**
 * As far as it can be known before: an editor may refuse all the same.
 * @throws EditError('read-only')
 */
export async function checkWritable(document: vscode.TextDocument): Promise<void> {
  const { uri } = notebookOf(document) ?? document;
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) throw new EditError('read-only');
  const { permissions = 0 } = await stat(uri);
  if ((permissions & vscode.FilePermission.Readonly) !== 0) throw new EditError('read-only');
}

/** The notebook of which the document is a cell. */
const notebookOf = (document: vscode.TextDocument): vscode.NotebookDocument | undefined =>
  vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  );

async function stat(uri: vscode.Uri): Promise<Partial<vscode.FileStat>> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    return {}; // Untitled documents and those of other extensions have no file.
  }
}

/**
 * One step for undo. Nothing is written unless the document is still what it was.
 * @param edits in order, none overlapping
 * @throws EditError('closed' | 'changed' | 'read-only')
 */
export async function writeEdits(
  { document, version, text }: DocumentState,
  edits: readonly TextEdit[],
): Promise<void> {
  const changes = edits.filter((edit) => text.slice(edit.start, edit.end) !== edit.text);
  if (changes.length === 0) return;
  if (document.isClosed) throw new EditError('closed');
  if (document.version !== version) throw new EditError('changed');
  const done = await apply(document, changes);
  // A read-only editor says yes and does nothing.
  if (document.version === version) throw new EditError('read-only');
  if (!done) throw new EditError('changed');
}

/** VS Code checks the version again on its side in both ways. */
async function apply(document: vscode.TextDocument, edits: readonly TextEdit[]): Promise<boolean> {
  const changes = edits.map(({ start, end, text }) => ({
    range: new vscode.Range(document.positionAt(start), document.positionAt(end)),
    text,
  }));
  // An editor knows that it was made read-only, which a WorkspaceEdit does not ask.
  const editor = vscode.window.visibleTextEditors.find((visible) => visible.document === document);
  // A cell is written through its notebook.
  if (editor && !notebookOf(document)) {
    return editor.edit((edit) => {
      for (const { range, text } of changes) edit.replace(range, text);
    });
  }
  const edit = new vscode.WorkspaceEdit();
  for (const { range, text } of changes) edit.replace(document.uri, range, text);
  return vscode.workspace.applyEdit(edit);
}
