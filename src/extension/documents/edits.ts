/** Which text of a document a command works on, and why it may not. What comes of it is put there by write.ts. */
import type * as vscode from 'vscode';
import type { Span } from '../../text/span';

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

/**
 * The selections as offsets, and for a cursor without one its line; those that touch the same text twice count once.
 */
export function selectedRanges({ document, selections }: vscode.TextEditor): Span[] {
  return withoutOverlaps(selections.map((selection) => rangeOf(document, selection))).map((range) =>
    spanOf(document, range),
  );
}

export const spanOf = (document: vscode.TextDocument, { start, end }: vscode.Range): Span => ({
  start: document.offsetAt(start),
  end: document.offsetAt(end),
});

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
