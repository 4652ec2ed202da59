/**
 * Reading mode: beside each line of a comment stands what it says in the reader's language. Decorations alone: the file is
 * not touched, nothing can be copied by mistake.
 */
import * as vscode from 'vscode';
import type { DocumentTranslation } from '../../protocol/document';
import type { TranslationContext } from '../documents/translation';
import { documentFormat } from '../documents/translation';
import { isCancellation } from '../engine/engine-client';
import { inert } from '../ui/inert';
import type { Signs } from './comment-text';
import { withoutSigns } from './comment-text';
import { isCode, translateForReading } from './comment-translation';

/** Milliseconds without a change before a document is translated again. */
const QUIET = 800;
/** Longer documents are not read so. */
const MOST_CHARACTERS = 400_000;
const MOST_SHOWN = 300;

export class ReadingMode implements vscode.Disposable {
  private readonly beside = vscode.window.createTextEditorDecorationType({
    after: {
      color: new vscode.ThemeColor('editorInlayHint.foreground'),
      backgroundColor: new vscode.ThemeColor('editorInlayHint.background'),
      fontStyle: 'italic',
      margin: '0 0 0 2em',
    },
  });
  private readonly registrations = [
    vscode.window.onDidChangeVisibleTextEditors(() => this.refresh()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => this.later(document)),
  ];
  private readonly waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();
  private stop = new AbortController();
  private on = false;

  constructor(private readonly context: TranslationContext) {}

  /** On or off, in all editors that are seen. */
  toggle(): void {
    this.on = !this.on;
    this.refresh();
    const message = this.on
      ? vscode.l10n.t('Comments are shown in your language beside their lines.')
      : vscode.l10n.t('Comments are shown as they are.');
    vscode.window.setStatusBarMessage(message, 4000);
  }

  private refresh(): void {
    this.stop.abort();
    this.stop = new AbortController();
    for (const editor of vscode.window.visibleTextEditors) {
      if (this.on) void this.show(editor, this.stop.signal);
      else editor.setDecorations(this.beside, []);
    }
  }

  private later(document: vscode.TextDocument): void {
    if (!this.on) return;
    clearTimeout(this.waiting.get(document));
    const again = (): void => {
      this.waiting.delete(document);
      for (const editor of vscode.window.visibleTextEditors)
        if (this.on && editor.document === document) void this.show(editor, this.stop.signal);
    };
    this.waiting.set(document, setTimeout(again, QUIET));
  }

  private async show(editor: vscode.TextEditor, signal: AbortSignal): Promise<void> {
    const { document } = editor;
    const { version } = document;
    try {
      const format = await documentFormat(document);
      const text = document.getText();
      if (!isCode(format) || text.length > MOST_CHARACTERS) return;
      const translation = await translateForReading(this.context, text, format, undefined, signal);
      if (signal.aborted || document.version !== version) return;
      editor.setDecorations(this.beside, translation ? decorations(document, translation, format) : []);
    } catch (error) {
      // It is seen that nothing is there; a message at every editor would be too much.
      if (!isCancellation(error)) this.context.log.warn(`no reading mode: ${String(error)}`);
    }
  }

  dispose(): void {
    this.stop.abort();
    for (const timer of this.waiting.values()) clearTimeout(timer);
    for (const one of this.registrations) one.dispose();
    this.beside.dispose();
  }
}

/** Line by line; what a translation has more of stands beside the last one. */
function decorations(
  document: vscode.TextDocument,
  { edits }: DocumentTranslation,
  signs: Signs,
): vscode.DecorationOptions[] {
  return edits.flatMap(({ start, end, text }) => {
    const [first, last] = [document.positionAt(start).line, document.positionAt(end).line];
    const lines = text.split(/\r\n|\n|\r/).map((line) => withoutSigns(line, signs));
    const shown = [...lines.slice(0, last - first), lines.slice(last - first).join(' ')];
    return shown.flatMap((line, i) => {
      const { range } = document.lineAt(first + i);
      const contentText = inert(line, MOST_SHOWN);
      return contentText === ''
        ? []
        : [{ range: new vscode.Range(range.end, range.end), renderOptions: { after: { contentText } } }];
    });
  });
}
