/** A model folder, checked and opened: what the services work with. */
import type { OnnxModel } from '../graph';
import { writeModel } from '../graph';
import type { ModelCard } from '../models';
import type { LanguageTables } from '../protocol/model';
import { readModelFolder } from '../models';
import type { OnnxRuntimeSource, Seq2Seq, WebglModel } from '../runtime';
import { onnxruntimeOf, Seq2SeqSession, vocabularyOf } from '../runtime';
import { KnownWords, PhraseTable } from '../text';
import { lexiconOf } from './translate/lexicon';
import { OutcomeCache } from './translate/outcome-cache';
import type { TranslationModel } from './translate/translator';

/** Of a model's folder: the words that training saw (lexicon.ts). */
const WORDS = 'words.txt';

export interface LoadedModel extends TranslationModel {
  card: ModelCard;
  /** The checked networks, for graphs that show what these do not. */
  halves: { encoder: OnnxModel; decoder: OnnxModel };
  /** What it has made of sentences of documents. */
  outcomes: OutcomeCache;
}

/** Chooses what computes a model. @param openOnnxruntime loads onnxruntime where it is not loaded yet */
export type OpenBackends = (
  openOnnxruntime: () => Promise<Seq2Seq>,
  model: WebglModel,
  card: ModelCard,
) => Promise<Seq2Seq>;

/**
 * @param files the folder's files by name
 * @param tables of its languages
 * @throws ModelError for a folder that is broken, RuntimeError when onnxruntime refuses a graph
 */
export async function loadModel(
  ort: OnnxRuntimeSource,
  files: Record<string, Uint8Array>,
  threads: number,
  openBackends: OpenBackends = (openOnnxruntime) => openOnnxruntime(),
  { phrases, words = [] }: LanguageTables = {},
): Promise<LoadedModel> {
  const { card, encoder, decoder, tokenizers } = await readModelFolder(files);
  const { source, target } = tokenizers;
  const { architecture } = card;
  const vocabulary = vocabularyOf(source, target, architecture.sourceEnd);
  const openOnnxruntime = async (): Promise<Seq2Seq> =>
    Seq2SeqSession.open(await onnxruntimeOf(ort), {
      encoder: writeModel(encoder),
      decoder: writeModel(decoder),
      threads,
      vocabulary,
    });
  const model = { encoder, decoder, architecture, vocabulary };
  const session = await openBackends(openOnnxruntime, model, card);
  const { maxLengthFactor: factor, maxLengthExtra: extra } = card.decoding;
  const halves = { encoder, decoder };
  const table = phrases === undefined ? undefined : new PhraseTable(phrases, card.target);
  const translations = phrases?.split('\n').map((line) => line.split('\t')[1] ?? '') ?? [];
  const known = words.length > 0 ? new KnownWords([...words, ...translations], card.target) : undefined;
  const lexicon = Object.hasOwn(card.files, WORDS)
    ? lexiconOf(new TextDecoder().decode(files[WORDS]), source)
    : undefined;
  const opened = {
    card,
    halves,
    session,
    source,
    target,
    sourceLanguage: card.source,
    language: card.target,
    phrases: table,
    maxLength: { factor, extra },
    outcomes: new OutcomeCache(),
  };
  return { ...opened, ...(lexicon && { lexicon }), ...(known && { words: known }) };
}
