/**
 * Translations of a long document as they come: each stands behind its passage, in the grey of ghost text, while the passage
 * itself pales. Nothing is written: the document changes once, at the end, in one step for undo (write.ts).
 */
import * as vscode from 'vscode';
import type { TextEdit } from '../../text/edits';
import type { Span } from '../../text/span';
import { inert } from '../ui/inert';
import type { DocumentState } from './write';

/** Of a translation, which stands in one line. */
const SHOWN = 300;

const editorsOf = (document: vscode.TextDocument): vscode.TextEditor[] =>
  vscode.window.visibleTextEditors.filter((editor) => editor.document === document);

/** Where the user looks; undefined where no editor shows the document. */
export function visibleSpans(document: vscode.TextDocument): Span[] | undefined {
  const ranges = editorsOf(document).flatMap(({ visibleRanges }) => visibleRanges);
  if (ranges.length === 0) return undefined;
  return ranges.map(({ start, end }) => ({
    start: document.offsetAt(start),
    end: document.offsetAt(document.lineAt(end.line).range.end),
  }));
}

export class ArrivingWords {
  private readonly look = vscode.window.createTextEditorDecorationType({ opacity: '0.55' });
  private readonly words: vscode.DecorationOptions[] = [];

  constructor(private readonly state: DocumentState) {}

  get visible(): Span[] | undefined {
    return visibleSpans(this.state.document);
  }

  /** Until the document changes: then they would stand in the wrong places, and are not written either. */
  show(edits: readonly TextEdit[]): void {
    const { document, version } = this.state;
    if (edits.length === 0 || document.version !== version) return this.clear();
    for (const { start, end, text } of edits)
      this.words.push({
        range: new vscode.Range(document.positionAt(start), document.positionAt(end)),
        renderOptions: {
          after: {
            contentText: `  ${inert(text.replace(/\s+/g, ' '), SHOWN)}`,
            color: new vscode.ThemeColor('editorGhostText.foreground'),
            fontStyle: 'italic',
          },
        },
      });
    for (const editor of this.editors) editor.setDecorations(this.look, this.words);
  }

  dispose(): void {
    this.look.dispose();
  }

  private get editors(): vscode.TextEditor[] {
    return editorsOf(this.state.document);
  }

  private clear(): void {
    if (this.state.document.version === this.state.version) return;
    this.words.length = 0;
    for (const editor of this.editors) editor.setDecorations(this.look, []);
  }
}
