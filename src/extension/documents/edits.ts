/** Which text of a document a command works on, and putting the result in its place: all at once, or not at all. */
import * as vscode from 'vscode';
import type { DocumentRange } from '../../protocol/document';

export type EditErrorCode =
  | 'no-editor'
  | 'nothing-selected'
  | 'no-words'
  | 'read-only'
  | 'changed'
  | 'closed'
  /** no model translates, or none does what was asked */
  | 'no-model'
  /** the language has no comments that are known, or the document is not source code */
  | 'no-comments'
  /** the editor in front is no comparison */
  | 'no-comparison'
  /** what is kept needs an open folder */
  | 'no-folder'
  /** there is no translation that could be kept */
  | 'nothing-translated'
  /** the text is no prose, or no model goes on with its language */
  | 'no-completion';

export class EditError extends Error {
  override readonly name = 'EditError';
  constructor(readonly code: EditErrorCode) {
    super(code);
  }
}

/** A text edit by offsets into one state of a document. */
export interface OffsetEdit extends DocumentRange {
  text: string;
}

/**
 * The selections as offsets, and for a cursor without one its line; those that touch the same text twice count once.
 */
export function selectedRanges({ document, selections }: vscode.TextEditor): DocumentRange[] {
  return withoutOverlaps(selections.map((selection) => rangeOf(document, selection))).map((range) => ({
    start: document.offsetAt(range.start),
    end: document.offsetAt(range.end),
  }));
}

const rangeOf = (document: vscode.TextDocument, selection: vscode.Selection): vscode.Range =>
  selection.isEmpty ? document.lineAt(selection.active.line).range : selection;

function withoutOverlaps(ranges: vscode.Range[]): vscode.Range[] {
  const kept: vscode.Range[] = [];
  for (const range of ranges.sort((a, b) => a.start.compareTo(b.start))) {
    const last = kept.at(-1);
    if (last && range.start.isBefore(last.end)) kept[kept.length - 1] = last.union(range);
    else if (!last?.isEqual(range)) kept.push(range);
  }
  return kept;
}

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
export async function applyEdits(
  { document, version, text }: { document: vscode.TextDocument; version: number; text: string },
  edits: readonly OffsetEdit[],
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
async function apply(document: vscode.TextDocument, edits: readonly OffsetEdit[]): Promise<boolean> {
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
