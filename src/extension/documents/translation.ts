/**
 * A translation of a document or of parts of it, asked of the engine: with which models, from what format, with the
 * user's glossary and memory, shown as progress. What is done with it, the commands say.
 */
import * as vscode from 'vscode';
import type { DocumentFormat, DocumentProgress, DocumentTranslation } from '../../protocol/document';
import type { DecodingSettings } from '../../protocol/model';
import { applyEdits, editsWithin } from '../../text/edits';
import type { Span } from '../../text/span';
import { ArrivingWords } from './arriving-words';
import { commentSigns } from './comment-syntax';
import type { Direction } from '../direction/direction';
import { chooseDirection, languagesOf, targetOf } from '../direction/direction';
import { formatOf } from './document-format';
import { EditError } from './edits';
import type { EngineClient } from '../engine/engine-client';
import type { ModelCatalog } from '../models/model-catalog';
import type { ProgressReport } from '../ui/progress';
import { secondsLeft, withDelayedProgress } from '../ui/progress';
import type { Settings } from '../settings';
import type { TargetLanguage } from '../direction/target-language';
import type { WorkspaceTerms } from '../terms/workspace-terms';
import type { DocumentState } from './write';

export interface TranslationContext {
  engine(): EngineClient;
  catalog: ModelCatalog;
  settings(): Settings;
  target: TargetLanguage;
  terms: WorkspaceTerms;
  log: vscode.LogOutputChannel;
}

export interface TranslatedDocument extends DocumentState {
  translation: DocumentTranslation;
  direction: Direction;
}

export interface TextRequest {
  text: string;
  format: DocumentFormat;
  /** Offsets; undefined: everything. */
  selected?: readonly Span[];
  /** What the user sees: translated before the rest. */
  first?: Span[];
  /** In the place of the language that the user has chosen. */
  target?: string;
  /** In the place of the one that fits. */
  model?: string;
  /** In the place of what the user has set. */
  decoding?: DecodingSettings;
  /** Of the text, that of most of it first, where somebody has asked before. */
  languages?: readonly string[];
}

export const documentFormat = (document: vscode.TextDocument): Promise<DocumentFormat> =>
  formatOf(document, commentSigns);

/**
 * @param selected offsets; undefined: everything
 * @throws EditError('nothing-selected', 'no-words'), EngineClientError, RemoteError, ModelStoreError, SettingsError
 */
export async function translateDocument(
  context: TranslationContext,
  state: DocumentState,
  selected?: readonly Span[],
  format?: DocumentFormat,
): Promise<TranslatedDocument> {
  const start = performance.now();
  const words = new ArrivingWords(state);
  const request = {
    text: state.text,
    format: format ?? (await documentFormat(state.document)),
    selected,
    first: words.visible,
  };
  const { translation, direction } = await withDelayedProgress(
    vscode.l10n.t('Translating'),
    (progress, signal) =>
      translateText(context, request, signal, (come) => {
        if (come.done < come.total) words.show(come.edits);
        reportSentences(progress, start, come);
      }),
  ).finally(() => words.dispose());
  if (translation.sentences.length === 0) throw new EditError(selected ? 'nothing-selected' : 'no-words');
  const time = Math.round(performance.now() - start);
  context.log.info(
    `translated ${translation.sentences.length} sentences (${direction.models.join(', ')}) in ${time} ms`,
  );
  return { ...state, translation, direction };
}

/** @param start of the work, in milliseconds */
export function reportSentences(
  progress: ProgressReport,
  start: number,
  { done, total }: Pick<DocumentProgress, 'done' | 'total'>,
): void {
  const left = secondsLeft(performance.now() - start, done, total);
  const message =
    left === undefined
      ? vscode.l10n.t('{0} of {1} sentences', done, total)
      : vscode.l10n.t('{0} of {1} sentences, about {2} s left', done, total, left);
  progress.report(message, total === 0 ? 0 : done / total);
}

/** The same without any of the editor around it. */
export async function translateText(
  context: TranslationContext,
  { text, format, selected, first, target, model, decoding, languages }: TextRequest,
  signal: AbortSignal,
  onProgress: (progress: DocumentProgress, direction: Direction) => void = () => {},
): Promise<{ translation: DocumentTranslation; direction: Direction }> {
  const settings = context.settings();
  const ranges = selected && [...selected];
  const request = { text, format, selected: ranges, target, model, languages };
  const direction = await directionFor(context, settings, request, signal);
  // What another extension, or the panel, asks for says nothing of the documents here.
  if (target === undefined && model === undefined) context.target.show(direction);
  const terms = await context.terms.read(direction, settings);
  const translation = await context.engine().request('translateDocument', {
    models: direction.models,
    params: () => ({
      models: direction.models,
      text,
      format,
      selected: ranges,
      ...(first && { first }),
      ...(direction.variant !== undefined && { variant: direction.variant }),
      decoding: decoding ?? settings.decoding,
      ...terms,
    }),
    signal,
    onProgress: (progress) => onProgress(progress, direction),
  });
  return { translation, direction };
}

/** @returns the model for the language of a text; undefined where there is none */
export async function translatorFor(
  context: TranslationContext,
  text: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if ((await context.catalog.translators()).length === 0) return undefined;
  const request = { text, format: { kind: 'plain' as const } };
  return (await directionFor(context, context.settings(), request, signal)).models[0];
}

/** Asks the engine for the language only where there is a choice. */
async function directionFor(
  { catalog, engine, target }: TranslationContext,
  settings: Settings,
  { text, format, selected, target: wish, model, languages: known }: TextRequest & { selected?: Span[] },
  signal: AbortSignal,
): Promise<Direction> {
  const all = await catalog.translators();
  const [wanted, chosen] = [wish, target.chosen].map((tag) => tag && targetOf(tag, all));
  const asked = all.find(({ id }) => id === model);
  if (asked) return { models: [asked.id], source: asked.source, target: asked.target };
  settings.checkModel(all.map(({ id }) => id));
  const translators = all.filter((one) => wanted === undefined || one.target === wanted);
  const wishes = { ...settings, target: wanted ?? chosen, uiLanguage: vscode.env.language };
  const open = settings.model === 'auto' && translators.length > 1;
  const languages = known
    ? known
    : open
      ? await engine().request('detectLanguages', {
          models: [],
          params: () => ({ text, format, selected, among: languagesOf(translators), target: wishes.target }),
          signal,
        })
      : [];
  const direction = chooseDirection(translators, wishes, languages);
  if (!direction) throw new EditError('no-model');
  const variant = wish ?? target.chosen;
  const isVariant = variant !== undefined && variant !== direction.target;
  return isVariant && targetOf(variant, all) === direction.target ? { ...direction, variant } : direction;
}

/** The text as it would be. */
export const translatedText = ({
  text,
  translation,
}: Pick<TranslatedDocument, 'text' | 'translation'>): string => applyEdits(text, translation.edits);

/** What stands in a range of it then. */
export const translatedRange = (
  { text, translation }: Pick<TranslatedDocument, 'text' | 'translation'>,
  span: Span,
): string => applyEdits(text.slice(span.start, span.end), editsWithin(translation.edits, span));
