/**
 * Sentences set apart for development and test, by sentence across all corpora: nothing is ever trained on whose source
 * or target is nearly one of theirs (near-duplicates.ts), whatever corpus it comes from. What is drawn goes by the first column of a corpus, so that a model
 * and the one of the opposite direction hold out the same pairs, and one can start from the weights of the other.
 */
import type { Corpus, Pair } from './corpus';
import { exactKey, nearKeys } from './near-duplicates';
import type { Recipe } from './recipe';

/** A sentence with the name of its corpus. */
export interface LabelledPair extends Pair {
  corpus: string;
  /** The side that stands in the first column of the corpus: the source, or the target of a reversed one. */
  first: string;
}

export interface HeldOut {
  train: LabelledPair[];
  development: LabelledPair[];
  test: LabelledPair[];
}

/** A tenth of a corpus at most is set apart from it. */
const LARGEST_SHARE = 0.1;

/** @returns what drawHeldOut draws, and `train`: what is left to learn from */
export function setApart(corpora: Corpus[], recipe: Pick<Recipe, 'heldOut'>): HeldOut {
  const { development, test } = drawHeldOut(corpora, recipe);
  const train = corpora.filter(isTrainedOn).flatMap(labelled);
  const isHeld = heldOutTest([...development, ...test], train);
  return { train: train.filter((pair) => !isHeld(pair)), development, test };
}

/**
 * Corpora that the recipe calls development or test sets are that, whole. From the others sentences are drawn, as many
 * as the recipe says, from all together or from each (at most a tenth of its sentences).
 */
export function drawHeldOut(corpora: Corpus[], { heldOut }: Pick<Recipe, 'heldOut'>): Omit<HeldOut, 'train'> {
  const whole = (use: 'development' | 'test'): LabelledPair[] =>
    corpora.filter(({ entry }) => entry.use === use).flatMap(labelled);
  const drawn = drawFrom(
    corpora.filter(({ entry }) => !entry.use).map((c) => labelled(c)),
    heldOut,
  );
  return {
    development: [...whole('development'), ...drawn.development],
    test: [...whole('test'), ...drawn.test],
  };
}

export const isTrainedOn = ({ entry }: Corpus): boolean => !entry.use || entry.use === 'training';

const labelled = ({ name, pairs, entry }: Corpus): LabelledPair[] =>
  pairs.map((pair) => ({ ...pair, corpus: name, first: entry.reverse ? pair.target : pair.source }));

function drawFrom(corpora: LabelledPair[][], heldOut: Recipe['heldOut']): Omit<HeldOut, 'train'> {
  const { seed, development, test } = heldOut;
  if (!heldOut.perCorpus) return draw(corpora.flat(), { development, test }, seed);
  const sets = corpora.map((pairs) => {
    const distinct = new Set(pairs.map((pair) => exactKey(pair.first))).size;
    const share = Math.min(1, (LARGEST_SHARE * distinct) / Math.max(1, development + test));
    const sizes = { development: Math.floor(share * development), test: Math.floor(share * test) };
    return draw(pairs, sizes, seed);
  });
  // Of a sentence in several corpora the first keeps it.
  const seen = new Set<string>();
  const fresh = ({ first }: LabelledPair): boolean =>
    !seen.has(exactKey(first)) && seen.add(exactKey(first)) !== undefined;
  const tests = sets.flatMap((set) => set.test).filter(fresh);
  return { test: tests, development: sets.flatMap((set) => set.development).filter(fresh) };
}

/**
 * The sentences whose seeded hash is lowest, the first translation of each: the same ones every time, in whatever order a
 * corpus comes.
 */
export function draw<P extends Pick<LabelledPair, 'first'>>(
  pairs: P[],
  sizes: { development: number; test: number },
  seed: number,
): { development: P[]; test: P[] } {
  const first = new Map<string, P>();
  for (const pair of pairs) if (!first.has(exactKey(pair.first))) first.set(exactKey(pair.first), pair);
  const keys = [...first.keys()].map((key) => ({ key, rank: hash(`${seed}|${key}`) }));
  keys.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  const drawn = keys.slice(0, sizes.development + sizes.test).map(({ key }) => first.get(key) as P);
  return { development: drawn.slice(0, sizes.development), test: drawn.slice(sizes.development) };
}

function heldOutTest(held: LabelledPair[], trainedOn: LabelledPair[]): (pair: LabelledPair) => boolean {
  if (held.length === 0) return () => false;
  const all = [...held, ...trainedOn];
  const isHeldSource = nearOneOf(held.map(sourceOf), all.map(sourceOf));
  const isHeldTarget = nearOneOf(held.map(targetOf), all.map(targetOf));
  return ({ source, target }) => isHeldSource(source) || isHeldTarget(target);
}

/** @param all what names are learnt from */
function nearOneOf(held: readonly string[], all: readonly string[]): (sentence: string) => boolean {
  const nearKey = nearKeys(all);
  const near = new Set(held.map(nearKey));
  // In another case a name may be none, and the sentence is the same all the same.
  const exact = new Set(held.map(exactKey));
  return (sentence) => exact.has(exactKey(sentence)) || near.has(nearKey(sentence));
}

const sourceOf = ({ source }: Pair): string => source;
const targetOf = ({ target }: Pair): string => target;

/** FNV-1a over UTF-16 units, then mixed (murmur3's finaliser): spreads near-equal sentences. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
