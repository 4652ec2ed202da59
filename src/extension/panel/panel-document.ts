/**
 * The document that the panel works for: where its text was taken from, followed through edits, so that a candidate
 * takes the place of exactly that text, in one step for undo. Nothing is written where the text has changed.
 */
import * as vscode from 'vscode';
import { EditError } from '../documents/edits';

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
  private inserting = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly subscriptions: vscode.Disposable[];

  /** @param onSelect told of text that the user selects */
  constructor(private readonly onSelect: (text: string) => void) {
    this.subscriptions = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.selected(textEditor)),
      vscode.workspace.onDidChangeTextDocument((event) => this.follow(event)),
    ];
  }

  /** The selection, or the line of the cursor; remembered as the place to put a result. */
  take(): string | null {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return null;
    const { document, selection } = editor;
    const range = selection.isEmpty ? document.lineAt(selection.active.line).range : selection;
    return this.remember(document, range);
  }

  /**
   * @param replaces the text that was taken; null: the text goes to the cursor
   * @throws EditError('no-editor' | 'closed' | 'changed' | 'read-only')
   */
  async insert(text: string, replaces: string | null): Promise<void> {
    const { anchor } = this;
    const target = replaces !== null && anchor?.original === replaces ? this.placeOf(anchor) : this.cursor();
    this.inserting = true;
    try {
      await write(target, text);
    } finally {
      // VS Code tells of the new selection a little later.
      setTimeout(() => (this.inserting = false), SETTLE);
    }
    if (anchor && replaces !== null) {
      this.anchor = { ...target, original: replaces, current: text };
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
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + current.length));
    if (document.getText(range) !== current) throw new EditError('changed');
    return { document, start, range };
  }

  private cursor(): Place {
    const editor = vscode.window.activeTextEditor;
    if (!editor) throw new EditError('no-editor');
    const { document, selection } = editor;
    return { document, start: document.offsetAt(selection.start), range: selection };
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
    for (const { rangeOffset, rangeLength, text } of contentChanges)
      if (rangeOffset + rangeLength <= anchor.start) anchor.start += text.length - rangeLength;
  }
}

interface Place {
  document: vscode.TextDocument;
  start: number;
  range: vscode.Range;
}

async function write({ document, range }: Place, text: string): Promise<void> {
  if (document.getText(range) === text) return;
  const { version } = document;
  const editor = vscode.window.visibleTextEditors.find((visible) => visible.document === document);
  let done: boolean;
  if (editor) done = await editor.edit((edit) => edit.replace(range, text));
  else {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, text);
    done = await vscode.workspace.applyEdit(edit);
  }
  // A read-only editor says yes and does nothing.
  if (document.version === version) throw new EditError('read-only');
  if (!done) throw new EditError('changed');
}
