/**
 * What a model is given to learn, and what is kept from it: of the user's pairs some are held out to measure on and some to
 * know when to stop; what is left is mixed with sentences the model translates well already, so that it does not forget
 * them (rehearsal, Robins 1995; "mixed fine tuning", Chu et al. 2017).
 */
import type { Example, Pair } from '../train';
import { clean, maskPair, normalizePair, setApart } from '../train';
import type { Tokenizer } from '../text';
import { LearnError } from './errors';

export interface Tokenizers {
  source: Tokenizer;
  target: Tokenizer;
}

export interface LessonOptions {
  /** BCP 47 tags. */
  source: string;
  target: string;
  /** Draws what is held out. */
  seed: number;
  /** Pairs to measure on; fewer where there are not so many. */
  heldOut: number;
}

export interface Lesson {
  train: Example[];
  /** The user's alone: the others are what the model says already, so that each update makes them less likely. */
  development: Example[];
  /** Never learnt from; the user's, as they stand in his files. */
  test: Pair[];
  /** The user's pairs that are learnt from. */
  learnt: number;
  /** What became of the user's pairs, step by step. */
  counts: Record<string, number>;
}

/** Of the user's pairs so many are for measuring at most, and so many to stop by. */
const LARGEST_TEST = 1 / 4;
const LARGEST_DEVELOPMENT = 1 / 10;
const DEVELOPMENT = 60;
const LEAST = 20;
/** How often each of few pairs is seen, and how often pairs are seen in all: of many fewer passes are enough. */
const PASSES = 5;
const SEEN = 12_000;
/** Sentences to be remembered for each one to be learnt. */
const REHEARSED = 1;
/** Longer ones take more memory than a lesson is worth. */
const MAX_TOKENS = 120;

/** @throws LearnError('too-few') */
export function planLesson(
  pairs: readonly Pair[],
  rehearsal: readonly Pair[],
  tokenizers: Tokenizers,
  options: LessonOptions,
): Lesson {
  const { own, test, stopping, counts } = divided(pairs, options);
  const encode = (list: readonly Pair[]): Example[] => examplesOf(list, tokenizers);
  const learnt = encode(own);
  if (learnt.length < LEAST || test.length === 0) {
    const what = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
    throw new LearnError(
      'too-few',
      `of ${pairs.length} pairs ${learnt.length} are left to learn from, and ${LEAST} are needed (${what.join(', ')}): give more pairs`,
      learnt.length,
      LEAST,
    );
  }
  const remembered = encode(rehearsal.flatMap((pair) => maskPair(normalizePair(pair)) ?? []));
  const passes = Math.max(1, Math.min(PASSES, Math.round(SEEN / learnt.length)));
  const repeated = Array.from({ length: passes }, () => learnt).flat();
  return {
    train: [...repeated, ...goingRound(remembered, Math.round(REHEARSED * repeated.length))],
    development: encode(stopping),
    test,
    learnt: learnt.length,
    counts,
  };
}

function divided(
  pairs: readonly Pair[],
  { seed, heldOut, ...languages }: LessonOptions,
): { own: Pair[]; test: Pair[]; stopping: Pair[]; counts: Record<string, number> } {
  const corpus = {
    name: 'own',
    pairs: distinct(pairs.map(normalizePair)),
    entry: { path: 'own', licence: 'own' },
  };
  const size = (share: number, most: number): number =>
    Math.min(most, Math.floor(share * corpus.pairs.length));
  const sets = setApart([corpus], {
    heldOut: { seed, test: size(LARGEST_TEST, heldOut), development: size(LARGEST_DEVELOPMENT, DEVELOPMENT) },
  });
  const counts: Record<string, number> = {
    read: pairs.length,
    duplicates: pairs.length - corpus.pairs.length,
    'held out': sets.test.length + sets.development.length,
    'nearly held out': corpus.pairs.length - sets.train.length - sets.test.length - sets.development.length,
  };
  const own = clean(sets.train, languages, counts);
  return { own, test: sets.test, stopping: sets.development.flatMap((pair) => maskPair(pair) ?? []), counts };
}

function distinct(pairs: readonly Pair[]): Pair[] {
  const seen = new Map(pairs.map((pair) => [`${pair.source}\t${pair.target}`, pair]));
  return [...seen.values()].filter(({ source, target }) => source !== '' && target !== '');
}

const examplesOf = (pairs: readonly Pair[], { source, target }: Tokenizers): Example[] =>
  pairs
    .map((pair) => ({ source: source.encode(pair.source), target: target.encode(pair.target) }))
    .filter((e) => e.source.length > 0 && e.target.length > 0)
    .filter((e) => Math.max(e.source.length, e.target.length) < MAX_TOKENS);

/** So many, from the start again where there are not so many. */
const goingRound = <T>(list: readonly T[], count: number): T[] =>
  list.length === 0 ? [] : Array.from({ length: count }, (_, i) => list[i % list.length]);
