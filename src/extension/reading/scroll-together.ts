/** A document and its translated copy, both as texts, show the same place. */
import * as vscode from 'vscode';
import type { TextEdit } from '../../text/edits';
import { mapOffset } from '../../text/edits';

interface Pair {
  source: string;
  copy: string;
  /** From the source to the copy. */
  edits: readonly TextEdit[];
}

/** An editor that was moved tells of it; for so long that is no wish of the user's. */
const ECHO = 200;
/** Pairs that are remembered. */
const KEPT = 20;

export class ScrollTogether implements vscode.Disposable {
  private pairs: Pair[] = [];
  private readonly moved = new Map<string, number>();
  private readonly registration = vscode.window.onDidChangeTextEditorVisibleRanges(
    ({ textEditor, visibleRanges: [visible] }) => visible && this.follow(textEditor, visible.start),
  );

  join(source: vscode.Uri, copy: vscode.Uri, edits: readonly TextEdit[]): void {
    const pair = { source: source.toString(), copy: copy.toString(), edits: [...edits] };
    this.pairs = [pair, ...this.pairs.filter((one) => one.copy !== pair.copy)].slice(0, KEPT);
  }

  private follow(editor: vscode.TextEditor, top: vscode.Position): void {
    const uri = editor.document.uri.toString();
    if (Date.now() - (this.moved.get(uri) ?? 0) < ECHO) return;
    const pair = this.pairs.find(({ source, copy }) => source === uri || copy === uri);
    if (!pair) return;
    const other = uri === pair.source ? pair.copy : pair.source;
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === other);
    if (!shown) return;
    const offset = editor.document.offsetAt(top);
    const there =
      uri === pair.source ? mapOffset(offset, pair.edits, 'before') : offsetInSource(offset, pair.edits);
    const position = shown.document.positionAt(there);
    this.moved.set(other, Date.now());
    shown.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.AtTop);
  }

  dispose(): void {
    this.registration.dispose();
  }
}

/** Where a place of the copy comes from; within a translation, where what was translated begins. */
function offsetInSource(offset: number, edits: readonly TextEdit[]): number {
  let shift = 0;
  for (const { start, end, text } of edits) {
    const at = start + shift;
    if (offset < at) break;
    if (offset < at + text.length) return start;
    shift += text.length - (end - start);
  }
  return offset - shift;
}
