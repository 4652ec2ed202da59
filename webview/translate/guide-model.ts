/**
 * What the guide of a word tells, as numbers: the word and what else it might have been, what was looked at, what the
 * gates kept. Knows nothing of the page.
 */
import type { GatesAnswer } from '../../src/protocol/gates';
import type { Alternative, SearchCandidate, TokenSpan } from '../../src/protocol/search';
import type { CellName } from '../../src/rnn/cells';
import { activationsOf } from '../gates/gates-model';
import { attentionOfWords } from '../parts/attention-model';
import { wordProbabilities } from '../parts/confident-text';

export const GUIDE_STEPS = ['word', 'alternatives', 'attention', 'gates'] as const;
export type GuideStep = (typeof GUIDE_STEPS)[number];

/** @returns the place of the word that a token belongs to; −1: of none */
export const wordAt = ({ words }: Pick<SearchCandidate, 'words'>, token: number): number =>
  words.findIndex(({ start, end }) => token >= start && token < end);

export interface Choice {
  text: string;
  probability: number;
  /** Tokens to go on with; null: it is the word that stands there, and was not among the best. */
  tokens: number[] | null;
  isWritten: boolean;
  end: boolean;
}

/** What might have stood there, the most probable first, what stands there among it. @param most of them, beside what stands there */
export function choicesOf(
  candidate: SearchCandidate,
  word: number,
  alternatives: readonly Alternative[],
  most: number,
): Choice[] {
  const { text, start, end } = candidate.words[word];
  const written = candidate.tokens.slice(start, end).map(({ id }) => id);
  const isWritten = (one: Alternative): boolean =>
    one.text === text || (one.end && text === '<eos>') || one.tokens.join() === written.join();
  const choices = alternatives.map((one): Choice => ({ ...one, isWritten: isWritten(one) }));
  if (!choices.some((one) => one.isWritten))
    choices.push({
      text,
      probability: wordProbabilities(candidate)[word],
      tokens: null,
      isWritten: true,
      end: false,
    });
  const sorted = choices.sort((a, b) => b.probability - a.probability);
  return sorted.filter((one, i) => i < most || one.isWritten);
}

/** Attention of one word over the source words; undefined where the network has none. */
export const lookedAt = (
  candidate: SearchCandidate,
  source: readonly TokenSpan[],
  word: number,
): number[] | undefined => attentionOfWords(candidate, source)?.weights[word];

/** Which gate says how much of the memory stays, and which how much of what is new comes in. */
const KEEPS: Readonly<Record<CellName, string>> = { gru: 'Z', lstm: 'F' };

export interface GateMean {
  sign: string;
  /** Over the units of the layer and the tokens of the word. */
  mean: number;
}

/** What the gates of the answer's layer did at one word, in the order of the equations. */
export function gatesAt(answer: GatesAnswer, { start, end }: TokenSpan): GateMean[] {
  const { hidden } = answer.layers[answer.layer];
  return activationsOf(answer)
    .filter(({ range }) => range === 'gate')
    .map(({ sign, values }) => ({ sign, mean: mean(values.subarray(start * hidden, end * hidden)) }));
}

/** How much of its memory the layer kept at each word, from 0 to 1. */
export function keptAt(answer: GatesAnswer, words: readonly TokenSpan[]): number[] {
  const keeps = KEEPS[answer.layers[answer.layer].cell];
  return words.map((word) => gatesAt(answer, word).find(({ sign }) => sign === keeps)?.mean ?? 0);
}

const mean = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
