/**
 * The document that the panel works for: where its text was taken from, followed through edits, so that a candidate
 * takes the place of exactly that text, in one step for undo. Nothing is written where the text has changed.
 */
import * as vscode from 'vscode';
import { mapOffset } from '../../text/edits';
import type { Span } from '../../text/span';
import { isWide } from '../../text/wide';
import { EditError, spanOf } from '../documents/edits';
import { editsOf, eolOf, stateOf, writeEdits } from '../documents/write';

/** A stretch of a document, and what the panel knows to stand there. */
interface Anchor {
  document: vscode.TextDocument;
  start: number;
  /** As the panel was given it. */
  original: string;
  /** As it stands there now: the original, or what was last put in its place. */
  current: string;
}

/** Selections come one a key; the panel wants the last. */
const SETTLE = 250;
const MAX_SELECTED = 20_000;

export class PanelDocument implements vscode.Disposable {
  private anchor: Anchor | undefined;
  /** The editor that was active last: none is while the panel is a tab in front. */
  private last = vscode.window.activeTextEditor;
  private inserting = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly subscriptions: vscode.Disposable[];

  /** @param onSelect told of text that the user selects */
  constructor(private readonly onSelect: (text: string) => void) {
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => (this.last = editor ?? this.last)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.selected(textEditor)),
      vscode.workspace.onDidChangeTextDocument((event) => this.follow(event)),
    ];
  }

  private get editor(): vscode.TextEditor | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    if (activeTextEditor) return activeTextEditor;
    return visibleTextEditors.find((one) => one === this.last) ?? visibleTextEditors[0];
  }

  /** The selection, or the line of the cursor; remembered as the place to put a result. */
  take(): string | null {
    const { editor } = this;
    if (!editor) return null;
    const { document, selection } = editor;
    const range = selection.isEmpty ? document.lineAt(selection.active.line).range : selection;
    return this.remember(document, range);
  }

  /**
   * Behind the cursor or the selection; a selection that ends its line gets a line of its own below.
   * @throws EditError('no-editor' | 'closed' | 'changed' | 'read-only')
   */
  async insert(text: string): Promise<void> {
    const { document, start, end } = this.cursor();
    const gap = gapBehind(document, start, end);
    await this.write({ document, start: end, end }, gap + text);
  }

  /**
   * @param replaces the text that was taken; null: what is selected now
   * @throws EditError('no-editor' | 'closed' | 'changed' | 'read-only')
   */
  async replace(text: string, replaces: string | null): Promise<void> {
    const { anchor } = this;
    const target = replaces !== null && anchor?.original === replaces ? this.placeOf(anchor) : this.cursor();
    await this.write(target, text);
    if (anchor && replaces !== null) {
      const { document, start } = target;
      this.anchor = { document, start, original: replaces, current: text };
    }
  }

  private async write({ document, start, end }: Place, text: string): Promise<void> {
    this.inserting = true;
    try {
      await writeEdits(stateOf(document), [{ start, end, text }]);
    } finally {
      // VS Code tells of the new selection a little later.
      setTimeout(() => (this.inserting = false), SETTLE);
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private remember(document: vscode.TextDocument, range: vscode.Range): string {
    const text = document.getText(range);
    this.anchor = { document, start: document.offsetAt(range.start), original: text, current: text };
    return text;
  }

  private placeOf({ document, start, current }: Anchor): Place {
    if (document.isClosed) throw new EditError('closed');
    const end = start + current.length;
    if (document.getText().slice(start, end) !== current) throw new EditError('changed');
    return { document, start, end };
  }

  private cursor(): Place {
    const { editor } = this;
    if (!editor) throw new EditError('no-editor');
    const { document, selection } = editor;
    return { document, ...spanOf(document, selection) };
  }

  private selected({ document, selection }: vscode.TextEditor): void {
    clearTimeout(this.timer);
    if (selection.isEmpty || this.inserting || document.uri.scheme === 'output') return;
    this.timer = setTimeout(() => {
      const text = document.getText(selection);
      if (text.trim() === '' || text.length > MAX_SELECTED || text === this.anchor?.current) return;
      this.onSelect(this.remember(document, selection));
    }, SETTLE);
  }

  /** Edits before the anchor move it; edits in it are found when something is to be put there. */
  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const { anchor } = this;
    if (!anchor || document !== anchor.document || this.inserting) return;
    anchor.start = mapOffset(anchor.start, editsOf(contentChanges), 'after');
  }
}

interface Place extends Span {
  document: vscode.TextDocument;
}

/** What keeps inserted words from what stands before them. */
function gapBehind(document: vscode.TextDocument, start: number, end: number): string {
  const at = document.positionAt(end);
  const line = document.lineAt(at.line);
  if (end > start && at.character === line.text.trimEnd().length) return eolOf(document);
  const before = line.text.slice(0, at.character).at(-1);
  return before === undefined || /\s/.test(before) || isWide(before) ? '' : ' ';
}
