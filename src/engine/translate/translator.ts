/**
 * Searches sentences as one loaded model reads them: tokenise, encode, search, detokenise. What of a sentence a network
 * reads, and what becomes of what it wrote, is masked-translator.ts.
 */
import type { Seq2Seq } from '../../runtime';
import type { Hypothesis, TokenSequence } from '../../search';
import { beamSearch } from '../../search';
import type { DecodingSettings } from '../../protocol/model';
import type { SentenceTranslation, TranslateProgress } from '../../protocol/translation';
import type { RequestContext } from '../../rpc/services';
import type { KnownWords, NetworkSentence, PhraseTable } from '../../text';
import { wholeCharacters } from '../../text';
import { responsive } from '../responsive';
import type { Copying } from './copied';
import type { EncodedSentence, WrittenSentence } from './sentence-codec';
import { decode, decodeHypotheses, encode, encodeAsTrained } from './sentence-codec';

/** What a search needs. */
export interface SearchModel extends Copying {
  session: Seq2Seq;
  /** The most target tokens for a source of n tokens: factor · n + extra. */
  maxLength: { factor: number; extra: number };
}

export interface TranslationModel extends SearchModel {
  /** BCP 47 tags of what it reads and of what it writes. */
  sourceLanguage: string;
  language: string;
  /** Asked before the network by those who translate texts and documents. */
  phrases?: PhraseTable;
  /** Of the language that it writes; absent: what is no word of it is not found out. */
  words?: KnownWords;
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

/** One of the n best of a sentence. */
export interface Found extends WrittenSentence {
  hypothesis: Hypothesis;
  /** The sentence's text by source tokens. */
  sourcePieces: readonly string[];
}

export interface Searched {
  /** Best first. */
  found: Found[];
  /** It was longer than a network reads, or the maximum length ended its translation. */
  cut: boolean;
}

/**
 * @param sentences empty ones come back empty
 * @returns one result each, in order
 * @throws SearchError('aborted') when cancelled, RuntimeError from the engine
 */
export async function searchSentences(
  model: SearchModel,
  sentences: readonly NetworkSentence[],
  options: TranslatorOptions,
  context: RequestContext<TranslateProgress>,
): Promise<Searched[]> {
  const encoded = sentences.map((s) => encode(model, s));
  const results = await searchAll(model, encoded, options, context);
  return results.map((hypotheses, i) => {
    const sourcePieces = model.source.pieces(encoded[i].tokens);
    const found = hypotheses.map((hypothesis): Found => {
      return { ...decode(hypothesis, model.target, encoded[i]), hypothesis, sourcePieces };
    });
    return { found, cut: isCut(encoded[i], hypotheses) };
  });
}

/**
 * Sentences as training text has them, whatever becomes of names and numbers: what scores are computed on.
 * @param sentences without line ends; empty ones come back empty
 * @returns one translation each, in order, without candidates that lost a placeholder
 * @throws SearchError('aborted') when cancelled, RuntimeError from the engine
 */
export async function translateSentences(
  model: SearchModel,
  sentences: readonly string[],
  options: TranslatorOptions,
  context: RequestContext<TranslateProgress>,
): Promise<SentenceTranslation[]> {
  const encoded = sentences.map((s) => encodeAsTrained(model, s));
  const results = await searchAll(model, encoded, options, context);
  return results.map((hypotheses, i) => ({
    source: sentences[i],
    candidates: decodeHypotheses(hypotheses, model.target, encoded[i]),
    cut: isCut(encoded[i], hypotheses),
  }));
}

const isCut = ({ cut }: EncodedSentence, [best]: readonly Hypothesis[]): boolean =>
  cut || best?.ended === 'length';

async function searchAll(
  model: SearchModel,
  encoded: readonly EncodedSentence[],
  options: TranslatorOptions,
  context: RequestContext<TranslateProgress>,
): Promise<Hypothesis[][]> {
  const results = encoded.map((): Hypothesis[] => []);
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
    found.forEach((hypotheses, j) => (results[batch[j]] = hypotheses));
    context.progress({ done: Math.min(order.length, start + options.batchSize), total: order.length });
  }
  return results;
}

async function searchBatch(
  model: SearchModel,
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
      automaton: wholeCharacters(model.target),
      noRepeatNgramSize: sources.map((s) => s.noRepeatNgramSize),
      forcedPhrases: sources.map((s) => [...s.required.map((token) => [token]), ...s.wanted]),
      onceTokens: sources.map((s) => s.required),
      orderedTokens: sources.map((s) => s.ordered),
      forbiddenPhrases: sources.map((s) => [...s.foreign.map((token) => [token]), ...s.unwanted]),
      signal,
    });
    return sentences;
  } finally {
    decoder.dispose();
  }
}

function maxLength(
  { maxLength: { factor, extra } }: SearchModel,
  sourceTokens: number,
  limit: number,
): number {
  return Math.max(1, Math.min(limit, Math.ceil(factor * sourceTokens + extra)));
}
