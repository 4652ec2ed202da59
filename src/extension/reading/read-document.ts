/** "Read in My Language": a translated copy beside the document, passage by passage as it is ready. The document is not touched. */
import * as vscode from 'vscode';
import type { TextEdit } from '../../text/edits';
import { applyEdits } from '../../text/edits';
import type { Direction } from '../direction/direction';
import { languageName } from '../direction/target-language';
import { visibleSpans } from '../documents/arriving-words';
import { EditError } from '../documents/edits';
import type { TranslationContext } from '../documents/translation';
import { documentFormat, reportSentences, translateText } from '../documents/translation';
import { withDelayedProgress } from '../ui/progress';
import type { ReadingFiles } from './reading-files';
import { copyOf, READING_SCHEME } from './reading-files';
import type { ScrollTogether } from './scroll-together';

export interface ReadingContext extends TranslationContext {
  reading: ReadingFiles;
  scrolling: ScrollTogether;
}

/** Milliseconds between two states of a copy: each is the whole text. */
const PAUSE = 250;

/**
 * @param uri of the document, as a menu gives it; otherwise the editor's
 * @throws EditError('no-editor', 'no-words', 'no-model'), EngineClientError, RemoteError, ModelStoreError, SettingsError
 */
export async function readDocument(context: ReadingContext, uri?: unknown): Promise<void> {
  const document = await sourceOf(uri);
  const text = document.getText();
  const request = { text, format: await documentFormat(document), first: visibleSpans(document) };
  const copy = new Copy(context, document, text, request.format.kind === 'markdown');
  const start = performance.now();
  const { translation, direction } = await withDelayedProgress(
    vscode.l10n.t('Translating'),
    (progress, signal) =>
      translateText(context, request, signal, (come, into) => {
        copy.add(come.edits, into);
        reportSentences(progress, start, come);
      }),
  );
  if (translation.sentences.length === 0) throw new EditError('no-words');
  if (translation.edits.length > 0) return copy.show(translation.edits, direction);
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The text is in {0} already.', languageName(direction.target)),
  );
}

/** What there is of a copy, shown now and then while it grows. */
class Copy {
  private readonly edits: TextEdit[] = [];
  private opening: Promise<void> | undefined;
  private shown = -Infinity;

  constructor(
    private readonly context: ReadingContext,
    private readonly document: vscode.TextDocument,
    private readonly text: string,
    private readonly isMarkdown: boolean,
  ) {}

  add(edits: readonly TextEdit[], direction: Direction): void {
    this.edits.push(...edits);
    if (this.edits.length === 0 || performance.now() - this.shown < PAUSE) return;
    const inOrder = [...this.edits].sort((a, b) => a.start - b.start);
    // What keeps it from opening is told when all is there.
    this.show(inOrder, direction).catch(() => {});
  }

  /** @param edits in order. Settles when the copy is open */
  show(edits: readonly TextEdit[], { target }: Direction): Promise<void> {
    const copy = copyOf(this.document.uri, target);
    this.shown = performance.now();
    this.context.reading.show(copy, applyEdits(this.text, edits));
    this.context.scrolling.join(this.document.uri, copy, edits);
    return (this.opening ??= open(this.document, copy, this.isMarkdown));
  }
}

async function sourceOf(uri: unknown): Promise<vscode.TextDocument> {
  const active = vscode.window.activeTextEditor?.document;
  if (!(uri instanceof vscode.Uri)) {
    if (!active) throw new EditError('no-editor');
    return active;
  }
  if (active?.uri.toString() === uri.toString()) return active;
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preserveFocus: true });
  return document;
}

async function open(document: vscode.TextDocument, copy: vscode.Uri, isMarkdown: boolean): Promise<void> {
  const asPreview = isMarkdown && document.uri.scheme !== READING_SCHEME;
  if (asPreview && (await vscode.commands.getCommands(true)).includes('markdown.showPreviewToSide')) {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', copy);
    return;
  }
  const opened = await vscode.workspace.openTextDocument(copy);
  await vscode.languages.setTextDocumentLanguage(opened, document.languageId);
  await vscode.window.showTextDocument(opened, {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: true,
    preview: false,
  });
}
