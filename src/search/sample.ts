/**
 * Sampling: each token drawn from the model's distribution, flattened or sharpened by a temperature and cut to the k
 * most probable tokens (Fan et al. 2018) or to the smallest set with probability p (Holtzman et al. 2020, "The Curious
 * Case of Neural Text Degeneration").
 *
 * Not here: the generator of random numbers (random.ts, or the caller's).
 */
import type { Decoder } from './decoder';
import { SearchError } from './errors';
import { checkInteger, resolveRules, type DecodingOptions } from './options';
import { startWalker, walk, type Candidate, type SearchResult } from './walk';

export interface SampleOptions extends DecodingOptions {
  /** Numbers in [0, 1); seeded ones (src/random) repeat a run. One is taken for each token drawn. */
  random: () => number;
  /** Hypotheses drawn for each sentence, repetitions possible; default 1. */
  samples?: number;
  /** τ > 0: p ∝ exp(log p / τ). Below 1 sharper, above 1 flatter; default 1. */
  temperature?: number;
  /** Only the so many most probable allowed tokens; default all. */
  topK?: number;
  /** After temperature and `topK`, only the smallest set of most probable tokens with at least this probability; 0 < p ≤ 1. */
  topP?: number;
}

/**
 * @param decoder N sentences; not disposed of
 * @returns for each sentence its samples in the order they were started; their log-probabilities are the model's,
 *   before temperature and cuts
 * @throws {SearchError} `invalid-option`, `conflicting-constraints`, `aborted`, `invalid-decoder-output`
 */
export async function sample(decoder: Decoder, options: SampleOptions): Promise<SearchResult> {
  const samples = checkInteger('samples', options.samples ?? 1, 1);
  const topK = Math.min(
    decoder.vocabularySize,
    checkInteger('topK', options.topK ?? decoder.vocabularySize, 1),
  );
  const temperature = options.temperature ?? 1;
  if (!(temperature > 0 && Number.isFinite(temperature))) {
    throw new SearchError(
      'invalid-option',
      `temperature is ${temperature}; it must be above 0 (greedy search is its limit at 0).`,
    );
  }
  const topP = options.topP ?? 1;
  if (!(topP > 0 && topP <= 1)) {
    throw new SearchError(
      'invalid-option',
      `topP is ${topP}; it must be above 0 and at most 1, which cuts nothing.`,
    );
  }
  const walkers = resolveRules(decoder, options).map((rules, s) =>
    Array.from({ length: samples }, () => startWalker(decoder, rules, s)),
  );
  const cost = await walk(decoder, walkers.flat(), options, topK, (candidates) => {
    const kept = candidates.slice(0, topK);
    return kept.length === 0 ? null : kept[draw(weights(kept, temperature), topP, options.random())];
  });
  return { sentences: walkers.map((group) => group.flatMap((w) => w.hypothesis ?? [])), cost };
}

/** Relative probabilities, the first 1: subtracting the best log-probability keeps small temperatures from underflow. */
function weights(candidates: readonly Candidate[], temperature: number): number[] {
  return candidates.map(({ logProb }) => Math.exp((logProb - candidates[0].logProb) / temperature));
}

/** The index `u` falls on among the first weights that make up the share `topP`. */
function draw(weights: readonly number[], topP: number, u: number): number {
  const all = weights.reduce((a, b) => a + b, 0);
  let size = 0;
  let nucleus = 0;
  while (size < weights.length && (size === 0 || nucleus < topP * all)) {
    nucleus += weights[size++];
  }
  let left = u * nucleus;
  for (let i = 0; i < size - 1; i++) {
    left -= weights[i];
    if (left < 0) {
      return i;
    }
  }
  return size - 1;
}
