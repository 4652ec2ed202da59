/** A model folder, checked and opened: what the services work with. */
import type { ModelCard } from '../models';
import { readModelFolder } from '../models';
import type { OnnxRuntime, Seq2Seq, WebglModel } from '../runtime';
import { Seq2SeqSession, vocabularyOf } from '../runtime';
import { PhraseTable } from '../text';
import { lexiconOf } from './translate/lexicon';
import type { TranslationModel } from './translate/translator';

/** Of a model's folder: the words that training saw (lexicon.ts). */
const WORDS = 'words.txt';

export interface LoadedModel extends TranslationModel {
  card: ModelCard;
  /** The checked ONNX files, for graphs that show what these do not. */
  halves: { encoder: Uint8Array; decoder: Uint8Array };
}

/** May put other backends beside onnxruntime. */
export type AddBackends = (wasm: Seq2Seq, model: WebglModel, card: ModelCard) => Promise<Seq2Seq>;

/**
 * @param files the folder's files by name
 * @param phrases a phrase table of its pair of languages
 * @throws ModelError for a folder that is broken, RuntimeError when onnxruntime refuses a graph
 */
export async function loadModel(
  ort: OnnxRuntime,
  files: Record<string, Uint8Array>,
  threads: number,
  addBackends: AddBackends = (wasm) => Promise.resolve(wasm),
  phrases?: string,
): Promise<LoadedModel> {
  const { card, encoder, decoder, tokenizers } = await readModelFolder(files);
  const { source, target } = tokenizers;
  const vocabulary = vocabularyOf(source, target);
  const wasm = await Seq2SeqSession.open(ort, { encoder, decoder, threads, vocabulary });
  const { architecture } = card;
  const session = await addBackends(wasm, { encoder, decoder, architecture, vocabulary }, card);
  const { maxLengthFactor: factor, maxLengthExtra: extra } = card.decoding;
  const halves = { encoder, decoder };
  const table = phrases === undefined ? undefined : new PhraseTable(phrases, card.target);
  const lexicon = Object.hasOwn(card.files, WORDS)
    ? lexiconOf(new TextDecoder().decode(files[WORDS]), source)
    : undefined;
  const opened = { card, halves, session, source, target, phrases: table, maxLength: { factor, extra } };
  return { ...opened, ...(lexicon && { lexicon }) };
}
