/** "Read in My Language": a translated copy beside the document, part by part as it is ready. The document is not touched. */
import * as vscode from 'vscode';
import type { DocumentSentence } from '../../protocol/document';
import type { TextEdit } from '../../text/edits';
import { applyEdits } from '../../text/edits';
import { languageName } from '../direction/target-language';
import { EditError } from '../documents/edits';
import type { TranslationContext } from '../documents/translation';
import { documentFormat, translateText } from '../documents/translation';
import { withDelayedProgress } from '../ui/progress';
import type { ReadingFiles } from './reading-files';
import { copyOf, READING_SCHEME } from './reading-files';
import { readingParts } from './reading-parts';
import type { ScrollTogether } from './scroll-together';

export interface ReadingContext extends TranslationContext {
  reading: ReadingFiles;
  scrolling: ScrollTogether;
}

/**
 * @param uri of the document, as a menu gives it; otherwise the editor's
 * @throws EditError('no-editor', 'no-words', 'no-model'), EngineClientError, RemoteError, ModelStoreError, SettingsError
 */
export async function readDocument(context: ReadingContext, uri?: unknown): Promise<void> {
  const document = await sourceOf(uri);
  const format = await documentFormat(document);
  const text = document.getText();
  const parts = readingParts(text, format);
  const edits: TextEdit[] = [];
  const sentences: DocumentSentence[] = [];
  let copy: vscode.Uri | undefined;
  let target: string | undefined;
  await withDelayedProgress(vscode.l10n.t('Translating'), async (progress, signal) => {
    for (const [i, part] of parts.entries()) {
      const request = { text, format, selected: part && [part], target };
      const { translation, direction } = await translateText(context, request, signal);
      target ??= direction.target;
      edits.push(...translation.edits);
      sentences.push(...translation.sentences);
      progress.report(vscode.l10n.t('{0} of {1} parts', i + 1, parts.length), (i + 1) / parts.length);
      if (edits.length === 0) continue;
      const first = copy === undefined;
      copy ??= copyOf(document.uri, target);
      context.reading.show(copy, applyEdits(text, edits));
      context.scrolling.join(document.uri, copy, edits);
      if (first) await open(document, copy, format.kind === 'markdown');
    }
  });
  if (sentences.length === 0) throw new EditError('no-words');
  if (copy) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The text is in {0} already.', languageName(target!)),
  );
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
