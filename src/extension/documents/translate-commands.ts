/** The commands that translate: what of the document each takes, and what it does with the result. */
import * as vscode from 'vscode';
import type { TextEdit } from '../../text/edits';
import type { Span } from '../../text/span';
import { commentedOut } from './comment-out';
import { commentSigns } from './comment-syntax';
import { EditError, selectedRanges } from './edits';
import { inert } from '../ui/inert';
import { divided, editsAt } from './hunks';
import type { LastTranslation } from './last-translation';
import type { ModelCards } from '../models/model-cards';
import { offerNearMatches } from '../terms/near-matches';
import { report } from './report';
import type { TranslationReview } from './review';
import type { TranslatedDocument, TranslationContext } from './translation';
import { documentFormat, translatedRange, translatedText, translateDocument } from './translation';
import type { VirtualDocuments } from './virtual-documents';
import { checkWritable, eolOf, stateOf, writeEdits } from './write';

export interface CommandContext extends TranslationContext {
  last: LastTranslation;
  review: TranslationReview;
  cards: ModelCards;
  documents: VirtualDocuments;
}

/** What every command throws: EditError, EngineClientError, RemoteError, ModelStoreError, SettingsError; nothing has been changed then. */
export type TranslateCommand = (context: CommandContext) => Promise<void>;

function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new EditError('no-editor');
  return editor;
}

/** Every selection, or the current line, is replaced by its translation. */
export const translateSelection: TranslateCommand = async (context) => {
  const editor = activeEditor();
  const state = stateOf(editor.document);
  const selected = selectedRanges(editor);
  await checkWritable(editor.document);
  await replace(context, await translateDocument(context, state, selected));
};

async function replace(context: CommandContext, translated: TranslatedDocument): Promise<void> {
  await writeEdits(translated, translated.translation.edits);
  context.last.keep(translated);
  context.review.show(translated);
  report(context, translated, true);
  offerNearMatches(translated, context.last, context.log);
}

/** The lines of each selection come once more below, translated. */
export const insertBelow: TranslateCommand = (context) =>
  insertOnce(context, ({ end }, gap, text) => ({ start: end, end, text: gap + text }));

/** The lines of each selection come once more above, translated. */
export const insertAbove: TranslateCommand = (context) =>
  insertOnce(context, ({ start }, gap, text) => ({ start, end: start, text: text + gap }));

async function insertOnce(
  context: CommandContext,
  editFor: (lines: Span, gap: string, text: string) => TextEdit,
): Promise<void> {
  const editor = activeEditor();
  await checkWritable(editor.document);
  const { kind } = await documentFormat(editor.document);
  const eol = eolOf(editor.document);
  // In Markdown, lines without an empty one between them would be one paragraph.
  const gap = kind === 'markdown' ? eol + eol : eol;
  await insert(context, editor, (translated, lines) =>
    editFor(lines, gap, translatedRange(translated, lines)),
  );
}

/** The translation of each selection comes below it as a comment. */
export const insertAsComment: TranslateCommand = async (context) => {
  const editor = activeEditor();
  await checkWritable(editor.document);
  const { languageId } = editor.document;
  const signs = await commentSigns(languageId);
  if (!signs.line && !signs.block) throw new EditError('no-comments');
  await insert(context, editor, (translated, lines) => {
    const eol = eolOf(editor.document);
    const text = commentedOut(translatedRange(translated, lines), signs, eol);
    return { start: lines.end, end: lines.end, text: eol + text };
  });
};

async function insert(
  context: CommandContext,
  editor: vscode.TextEditor,
  editFor: (translated: TranslatedDocument, lines: Span) => TextEdit,
): Promise<void> {
  const state = stateOf(editor.document);
  const lines = wholeLines(editor.document, selectedRanges(editor));
  const translated = await translateDocument(context, state, lines);
  const changed = lines.filter(
    (range) => translatedRange(translated, range) !== state.text.slice(range.start, range.end),
  );
  await writeEdits(
    translated,
    changed.map((range) => editFor(translated, range)),
  );
  report(context, translated);
}

/** Selections that share a line are one. */
function wholeLines(document: vscode.TextDocument, ranges: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const { start, end } of ranges) {
    const first = document.lineAt(document.positionAt(start).line).range.start;
    const last = document.positionAt(end);
    // A selection that ends at the beginning of a line does not mean that line.
    const lastLine = last.character === 0 && end > start ? last.line - 1 : last.line;
    const lines = {
      start: document.offsetAt(first),
      end: document.offsetAt(document.lineAt(lastLine).range.end),
    };
    const before = result.at(-1);
    if (before && lines.start <= before.end) before.end = Math.max(before.end, lines.end);
    else result.push(lines);
  }
  return result;
}

/** The document beside what it would be: the selections, or all where nothing is selected. */
export const compare: TranslateCommand = async (context) => {
  const editor = activeEditor();
  const ranges = editor.selections.every((one) => one.isEmpty) ? undefined : selectedRanges(editor);
  const translated = await translateDocument(context, stateOf(editor.document), ranges);
  const { document } = editor;
  const right = context.documents.show(document.uri, document.languageId, translated);
  const title = vscode.l10n.t('{0} ↔ translation', inert(document.uri.path.split('/').pop()!));
  await vscode.commands.executeCommand('vscode.diff', document.uri, right, title);
  report(context, translated);
};

/** What "Compare" showed is put into the document. */
export const applyComparison: TranslateCommand = async (context) => {
  const uri = activeEditor().document.uri;
  const translated = context.documents.find(uri);
  if (!translated) throw new EditError('no-comparison');
  await checkWritable(translated.document);
  await replace(context, translated);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
};

/** Of what "Compare" shows, the changes on the lines of the selections are put into the document. */
export const takeChanges: TranslateCommand = async (context) => {
  const editor = activeEditor();
  const { uri } = editor.document;
  const translated = context.documents.find(uri);
  if (!translated) throw new EditError('no-comparison');
  await checkWritable(translated.document);
  const indices = editsAt(translated, wholeLines(editor.document, rangesOf(editor)));
  if (indices.length === 0) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('There is no change on these lines.'), 4000);
    return;
  }
  const { taken, rest } = divided(translated, indices);
  await replace(context, { ...translated, translation: taken });
  context.documents.replace(uri, {
    ...translated,
    ...stateOf(translated.document),
    translation: rest.translation,
  });
};

const rangesOf = ({ document, selections }: vscode.TextEditor): Span[] =>
  [...selections]
    .sort((a, b) => a.start.compareTo(b.start))
    .map(({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }));

/** The translations of the selections go to the clipboard. */
export const copy: TranslateCommand = async (context) => {
  const editor = activeEditor();
  const ranges = selectedRanges(editor);
  const translated = await translateDocument(context, stateOf(editor.document), ranges);
  const texts = ranges.map((range) => translatedRange(translated, range));
  await vscode.env.clipboard.writeText(texts.join(eolOf(editor.document)));
  vscode.window.setStatusBarMessage(vscode.l10n.t('The translation is on the clipboard.'), 4000);
  report(context, translated);
};

/** All comments of a source file are replaced. */
export const translateComments: TranslateCommand = async (context) => {
  const { document } = activeEditor();
  await checkWritable(document);
  const format = await documentFormat(document);
  if (format.kind !== 'code') throw new EditError('no-comments');
  await replace(context, await translateDocument(context, stateOf(document)));
};

/** The whole document is replaced. */
export const translateWhole: TranslateCommand = async (context) => {
  const { document } = activeEditor();
  await checkWritable(document);
  await replace(context, await translateDocument(context, stateOf(document)));
};

/** The translation of the whole document opens beside it as a new one. */
export const translateBeside: TranslateCommand = async (context) => {
  const { document } = activeEditor();
  const translated = await translateDocument(context, stateOf(document));
  const beside = await vscode.workspace.openTextDocument({
    language: document.languageId,
    content: translatedText(translated),
  });
  await vscode.window.showTextDocument(beside, { viewColumn: vscode.ViewColumn.Beside, preview: false });
  report(context, translated);
};
