/**
 * Translates sentences with one loaded model: tokenise, encode, search, detokenise. Whole texts are text-translation.ts.
 */
import type { Seq2Seq } from '../../runtime';
import type { Hypothesis, TokenSequence } from '../../search';
import { beamSearch } from '../../search';
import type { DecodingSettings } from '../../protocol/model';
import type { SentenceTranslation, TranslateProgress } from '../../protocol/translation';
import type { RequestContext } from '../../rpc/services';
import type { PhraseTable, Tokenizer } from '../../text';
import { responsive } from '../responsive';
import type { EncodedSentence } from './sentence-codec';
import { decodeHypotheses, encodeSentence } from './sentence-codec';

export interface TranslationModel {
  session: Seq2Seq;
  source: Tokenizer;
  target: Tokenizer;
  /** Asked before the network by those who translate texts and documents. */
  phrases?: PhraseTable;
  /** The most target tokens for a source of n tokens: factor · n + extra. */
  maxLength: { factor: number; extra: number };
}

export interface TranslatorOptions extends DecodingSettings {
  nBest: number;
  /** Sentences searched together. */
  batchSize: number;
  /** For each sentence, target tokens that must occur in a row, and those that must not. */
  phrases?: readonly PhraseRules[];
}

export interface PhraseRules {
  wanted: readonly TokenSequence[];
  unwanted: readonly TokenSequence[];
}

const NO_PHRASES: PhraseRules = { wanted: [], unwanted: [] };

/**
 * @param sentences without line ends; empty ones come back empty
 * @returns one translation each, in order
 * @throws SearchError('aborted') when cancelled, RuntimeError from the engine
 */
export async function translateSentences(
  model: TranslationModel,
  sentences: readonly string[],
  options: TranslatorOptions,
  context: RequestContext<TranslateProgress>,
): Promise<SentenceTranslation[]> {
  const encoded = sentences.map((s) => encodeSentence(model, s));
  const results = sentences.map((source): SentenceTranslation => ({ source, candidates: [], cut: false }));
  // Sentences of like length together: a batch runs as long as its longest.
  const order = [...encoded.keys()].filter((i) => encoded[i].tokens.length > 0);
  order.sort((a, b) => encoded[a].tokens.length - encoded[b].tokens.length);
  for (let start = 0; start < order.length; start += options.batchSize) {
    const batch = order.slice(start, start + options.batchSize);
    const found = await searchBatch(
      model,
      batch.map((i) => ({ ...encoded[i], ...(options.phrases?.[i] ?? NO_PHRASES) })),
      options,
      context.signal,
    );
    found.forEach((hypotheses, j) => {
      const i = batch[j];
      results[i].candidates = decodeHypotheses(hypotheses, model.target, encoded[i]);
      results[i].cut = encoded[i].cut || hypotheses[0]?.ended === 'length';
    });
    context.progress({ done: Math.min(order.length, start + options.batchSize), total: order.length });
  }
  return results;
}

async function searchBatch(
  model: TranslationModel,
  sources: (EncodedSentence & PhraseRules)[],
  options: TranslatorOptions,
  signal: AbortSignal,
): Promise<Hypothesis[][]> {
  const { pad, bos, unk } = model.target.ids;
  const decoder = responsive(await model.session.encode(sources.map((s) => s.tokens)));
  try {
    const { sentences } = await beamSearch(decoder, {
      beamSize: options.beamSize,
      nBest: Math.min(options.nBest, options.beamSize),
      lengthPenalty: options.lengthPenalty,
      maxLength: sources.map((s) => maxLength(model, s.tokens.length, options.maxLength)),
      forbiddenTokens: [pad, bos, unk],
      noRepeatNgramSize: sources.map((s) => s.noRepeatNgramSize),
      forcedPhrases: sources.map((s) => [...s.required.map((token) => [token]), ...s.wanted]),
      onceTokens: sources.map((s) => s.required),
      forbiddenPhrases: sources.map((s) => [...s.foreign.map((token) => [token]), ...s.unwanted]),
      signal,
    });
    return sentences;
  } finally {
    decoder.dispose();
  }
}

function maxLength(
  { maxLength: { factor, extra } }: TranslationModel,
  sourceTokens: number,
  limit: number,
): number {
  return Math.max(1, Math.min(limit, Math.ceil(factor * sourceTokens + extra)));
}
