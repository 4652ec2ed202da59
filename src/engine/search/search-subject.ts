/**
 * What can be searched, behind one face: a sentence under a loaded model, or the notes' tables. Gives the decoder, the
 * rules every search over it keeps, and the way from token ids to texts.
 */
import type { Decoder, DecodingOptions, Hypothesis } from '../../search';
import { lengthPenalised, NOTES_TOY, toyDecoder } from '../../search';
import type { DecodingSettings } from '../../protocol/model';
import type { ScoredToken, SearchCandidate, SearchConstraints, TokenSpan } from '../../protocol/search';
import { splitSentences, wholeCharacters } from '../../text';
import { EngineError } from '../errors';
import type { LoadedModel } from '../loaded-model';
import { responsive } from '../responsive';
import type { EncodedSentence } from '../translate/sentence-codec';
import { encodeSentence, toCandidate } from '../translate/sentence-codec';
import { behindSpace } from '../translate/spacing';
import { wordsOf } from './search-words';

export interface OpenSubject {
  decoder: Decoder;
  sentences: { before: string; text: string; after: string }[];
  sentence: number;
  source: { tokens: string[]; words: TokenSpan[] };
  /** What the phrase table has for the sentence. */
  phrase?: string;
  maxLength: number;
  /** Without forced phrases, which not every search knows. */
  rules: DecodingOptions;
  forcedPhrases: number[][];
  textOf(token: number): string;
  show(hypothesis: Hypothesis): SearchCandidate;
  dispose(): void;
}

const EOS = '<eos>';
/** Only sequences of exactly four tokens count in the notes' figures. */
const TOY_LENGTH = 4;

/** @throws RuntimeError, EngineError('no-words') */
export async function openSentence(
  model: LoadedModel,
  { text, sentence }: { text: string; sentence: number },
  decoding: DecodingSettings,
  constraints: SearchConstraints,
): Promise<OpenSubject> {
  const sentences = splitSentences(text, model.card.source);
  const chosen = chooseSentence(sentences, sentence);
  const encoded = encodeSentence(model, sentences[chosen].text);
  const { factor, extra } = model.maxLength;
  const prefix = prefixTokens(model, constraints);
  const natural = Math.ceil(factor * encoded.tokens.length + extra);
  const maxLength = Math.max(prefix.length + 2, Math.min(decoding.maxLength, natural));
  const decoder = responsive(await model.session.encode([encoded.tokens]));
  const { pad, bos, unk } = model.target.ids;
  const pieces = [...model.source.pieces(encoded.tokens).map((piece) => unmasked(piece, encoded)), EOS];
  const show = (hypothesis: Hypothesis): SearchCandidate => showHypothesis(hypothesis, model, encoded);
  return {
    decoder,
    sentences,
    sentence: chosen,
    source: { tokens: pieces, words: wordsOf(pieces) },
    phrase: model.phrases?.find(sentences[chosen].text),
    maxLength,
    rules: {
      maxLength,
      lengthPenalty: decoding.lengthPenalty,
      forcedPrefix: [prefix],
      forbiddenTokens: [pad, bos, unk],
      automaton: wholeCharacters(model.target),
      noRepeatNgramSize: encoded.noRepeatNgramSize,
      onceTokens: [encoded.required],
      orderedTokens: [encoded.ordered],
      forbiddenPhrases: [
        [
          ...encoded.foreign.map((token) => [token]),
          ...constraints.forbidden.flatMap((p) => spellings(model, p)),
        ],
      ],
    },
    forcedPhrases: [
      ...encoded.required.map((token) => [token]),
      ...constraints.forced.map((phrase) => [...model.target.encode(behindSpace(phrase.trim()))]),
    ].filter((phrase) => phrase.length > 0),
    textOf: (token) =>
      token === model.target.ids.eos ? EOS : unmasked(model.target.pieces([token])[0], encoded),
    show,
    dispose: () => decoder.dispose(),
  };
}

/** The notes' four words, one sentence of four tokens. */
export function openToy(decoding: DecodingSettings, constraints: SearchConstraints): OpenSubject {
  const decoder = toyDecoder(NOTES_TOY);
  const { vocabulary } = NOTES_TOY;
  const ids = (text: string): number[] =>
    text.split(/\s+/).flatMap((word) => (vocabulary.includes(word) ? [vocabulary.indexOf(word)] : []));
  return {
    decoder,
    sentences: [{ before: '', text: '', after: '' }],
    sentence: 0,
    source: { tokens: [], words: [] },
    maxLength: TOY_LENGTH,
    rules: {
      maxLength: TOY_LENGTH,
      minLength: TOY_LENGTH,
      lengthPenalty: decoding.lengthPenalty,
      forcedPrefix: [[...constraints.prefix, ...ids(constraints.typed)]],
      forbiddenPhrases: [constraints.forbidden.map(ids).filter((phrase) => phrase.length > 0)],
    },
    forcedPhrases: constraints.forced.map(ids).filter((phrase) => phrase.length > 0),
    textOf: (token) => vocabulary[token],
    show: ({ tokens, logProbs, logProb, score, ended }) => ({
      text: tokens.map((token) => vocabulary[token]).join(' '),
      tokens: tokens.map((id, i) => ({ id, text: vocabulary[id], logProb: logProbs[i] })),
      words: tokens.map((id, i) => ({ text: vocabulary[id], start: i, end: i + 1 })),
      logProb,
      score,
      ended,
    }),
    dispose: () => decoder.dispose(),
  };
}

/** The search's own hypothesis again: what `searchExactly` has to beat. */
export const toHypothesis = ({ tokens, logProb, ended }: SearchCandidate, alpha: number): Hypothesis => ({
  tokens: tokens.map(({ id }) => id),
  logProbs: tokens.map((token) => token.logProb),
  logProb,
  score: lengthPenalised(logProb, tokens.length, alpha),
  ended,
});

/** @returns the wanted sentence, or the next that has words @throws EngineError('no-words') */
export function chooseSentence(sentences: readonly { text: string }[], wanted: number): number {
  const hasWords = (i: number): boolean => /[\p{L}\p{N}]/u.test(sentences[i].text);
  const candidates = [...sentences.keys()].filter(hasWords);
  if (candidates.length === 0) throw new EngineError('no-words', 'the text has no words');
  return candidates.find((i) => i >= wanted) ?? candidates[candidates.length - 1];
}

/** Typed words follow the chosen tokens after a space, except at the start. */
function prefixTokens({ target }: LoadedModel, { prefix, typed }: SearchConstraints): number[] {
  const words = typed.trim();
  if (words === '') return [...prefix];
  const glued = prefix.length === 0 || /^[^\p{L}\p{N}]/u.test(words);
  return [...prefix, ...target.encode(glued ? words : behindSpace(words))];
}

/** A phrase inside and at the start of a sentence, with a small and a capital first letter. */
function spellings({ target }: LoadedModel, phrase: string): number[][] {
  const words = phrase.trim();
  if (words === '') return [];
  const capital = words[0].toUpperCase() + words.slice(1);
  const small = words[0].toLowerCase() + words.slice(1);
  const forms = new Set([words, ` ${words}`, capital, ` ${capital}`, small, ` ${small}`]);
  return [...forms].map((form) => [...target.encode(form)]);
}

const unmasked = (piece: string, { placeholders }: EncodedSentence): string =>
  piece.replace(/\u2991(\d)\u2992/g, (mask, i: string) => placeholders[Number(i)] ?? mask);

function showHypothesis(
  hypothesis: Hypothesis,
  model: LoadedModel,
  encoded: EncodedSentence,
): SearchCandidate {
  const { tokens, score, logProb, ended, attention } = hypothesis;
  const finished = tokens.at(-1) === model.target.ids.eos;
  // A live hypothesis may still miss placeholders: then its text is what its tokens say.
  const complete = toCandidateOrNull(hypothesis, model, encoded);
  const shown = model.target.pieces(tokens).map((piece, i): ScoredToken => {
    const text = finished && i === tokens.length - 1 ? EOS : unmasked(piece, encoded);
    return { id: tokens[i], text, logProb: hypothesis.logProbs[i] };
  });
  const text = complete ?? unmasked(model.target.decode(tokens), encoded);
  return {
    text: text.trim(),
    tokens: shown,
    words: wordsOf(shown.map((token) => token.text)),
    logProb,
    score,
    ended,
    ...(attention && { attention: joinRows(attention) }),
  };
}

function toCandidateOrNull(
  hypothesis: Hypothesis,
  model: LoadedModel,
  encoded: EncodedSentence,
): string | null {
  try {
    return toCandidate(hypothesis, model.target, encoded).text;
  } catch {
    return null;
  }
}

function joinRows(rows: readonly Float32Array[]): Float32Array {
  const width = rows[0]?.length ?? 0;
  const joined = new Float32Array(rows.length * width);
  rows.forEach((row, i) => joined.set(row, i * width));
  return joined;
}
