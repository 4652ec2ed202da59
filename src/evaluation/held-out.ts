/** Scores of a model on sentences it has never seen, whatever its task. */
import type { LoadedModel } from '../engine/loaded-model';
import type { HeldOut, LabelledPair, Pair, Recipe } from '../train';
import { scoreContinuation } from './score-continuation';
import { scoreFilling } from './score-filling';
import { scoreTranslation } from './score-translation';
import type { Scores } from './scores';

/**
 * The sets a model is scored on, by name: the test sentences of each corpus where a recipe holds them out so, otherwise
 * all development and all test sentences.
 */
export function heldOutSets({ heldOut, data }: Recipe, held: Omit<HeldOut, 'train'>): Map<string, Pair[]> {
  if (!heldOut.perCorpus) {
    const corpora = data.map(({ path }) => path).join(' + ');
    return new Map([
      [`${corpora}, held-out development sentences`, held.development],
      [`${corpora}, held-out test sentences`, held.test],
    ]);
  }
  const byCorpus = new Map<string, LabelledPair[]>();
  for (const pair of held.test) byCorpus.set(pair.corpus, [...(byCorpus.get(pair.corpus) ?? []), pair]);
  return new Map([...byCorpus].map(([name, pairs]) => [`${name}, held-out test sentences`, pairs]));
}

/** What its card recommends, on sentences its recipe holds out. */
export function scoreHeldOut(model: LoadedModel, pairs: Pair[], set: string): Promise<Scores> {
  const { beamSize, lengthPenalty } = model.card.decoding;
  const options = { set, beamSize, lengthPenalty };
  const lines = pairs.map((pair) => pair.source);
  switch (model.card.task) {
    case 'fill':
      return scoreFilling(model, lines, options);
    case 'complete':
      return scoreContinuation(model, lines, options);
    case 'translate':
      return scoreTranslation(model, pairs, options);
  }
}
