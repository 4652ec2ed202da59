/**
 * From the corpora a recipe names to the sentences a network learns from, step by step: read, normalise, set apart,
 * filter, mask, repeat, vary. `counts` says what each step did to each corpus.
 */
import type { Counts } from './cleaning';
import { clean, maskPair, normalizePair } from './cleaning';
import type { Corpus, Pair } from './corpus';
import { readCorpora } from './corpus';
import type { HeldOut, LabelledPair } from './held-out';
import { drawHeldOut, isTrainedOn, setApart } from './held-out';
import { Random } from '../random';
import type { Recipe } from './recipe';
import { variantsOf } from './variants';

export interface TrainingText {
  /** As they stand in the corpora; what scores are computed on. */
  pairs: HeldOut;
  /** As the network reads and writes them. */
  train: Pair[];
  development: Pair[];
  /** By corpus. */
  counts: Map<string, Counts>;
}

/**
 * The sentences that a recipe sets apart for development and test: the same ones every time.
 * @param read gives the text of a file by the path the recipe names
 * @throws TrainError('corpus') where a file has a broken line
 */
export function heldOut(recipe: Recipe, read: (path: string) => string): Omit<HeldOut, 'train'> {
  // What is all for training has no sentence that could be set apart, and is most of the text.
  return drawHeldOut(
    corporaOf(recipe, read, ({ use }) => use !== 'training'),
    recipe,
  );
}

/** @throws TrainError('corpus') where a file has a broken line */
export function trainingText(recipe: Recipe, read: (path: string) => string): TrainingText {
  const corpora = corporaOf(recipe, read);
  const pairs = setApart(corpora, recipe);
  const counts = new Map<string, Counts>();
  const random = new Random(recipe.training.seed);
  const train = corpora.filter(isTrainedOn).flatMap((corpus) => {
    const own = pairs.train.filter((pair) => pair.corpus === corpus.name);
    const steps: Counts = { read: corpus.pairs.length, 'held out': corpus.pairs.length - own.length };
    counts.set(corpus.name, steps);
    const left = learnt(recipe, own, steps);
    steps.left = left.length;
    return repeated(left, corpus.entry.repeat ?? 1, random);
  });
  const varied = recipe.variants ? variantsOf(train, recipe.variants, random) : [];
  const development = recipe.clean
    ? pairs.development.flatMap((pair) => maskPair(pair) ?? [])
    : pairs.development;
  return { pairs, train: [...train, ...varied], development, counts };
}

/** So many copies, of which the last is a drawn part where the number is not whole. */
function repeated(pairs: Pair[], times: number, random: Random): Pair[] {
  const whole = Math.floor(times);
  const part = times === whole ? [] : pairs.filter(() => random.uniform() < times - whole);
  return [...Array.from({ length: whole }, () => pairs).flat(), ...part];
}

function corporaOf(...[recipe, ...how]: Parameters<typeof readCorpora>): Corpus[] {
  const corpora = readCorpora(recipe, ...how);
  if (!recipe.clean) return corpora;
  return corpora.map((corpus) => ({ ...corpus, pairs: corpus.pairs.map(normalizePair) }));
}

const learnt = (recipe: Recipe, pairs: LabelledPair[], counts: Counts): Pair[] =>
  recipe.clean ? clean(pairs, recipe, counts) : pairs;
