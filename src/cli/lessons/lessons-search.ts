/**
 * The notes' figures of search, on their own tables: four tokens, products of probabilities (so α = 0), with the steps
 * each search took beside what the notes say it costs.
 */
import type { Decoder, Hypothesis, SearchCost } from '../../search';
import {
  beamSearch,
  beamSearchCost,
  exactSearch,
  exhaustiveSearch,
  exhaustiveSearchCost,
  formatCount,
  greedy,
  NOTES_TOY,
  SearchError,
  toyDecoder,
} from '../../search';

/** Words and longest length of the notes' tables. */
const [N, T] = [NOTES_TOY.vocabulary.length, 4];
const OPTIONS = { minLength: T, maxLength: T, lengthPenalty: 0 };

/** The notes' examples of what search costs with a real vocabulary. */
export const BEAM_EXAMPLE = { k: 5, n: 10_000, T: 10 };
export const EXHAUSTIVE_EXAMPLE = { n: 1000, T: 10 };

export interface SearchOutcome {
  search: string;
  tokens: string[];
  /** The product the notes print, such as 0.5 · 0.4 · 0.4 · 0.6. */
  factors: number[];
  probability: number;
  cost: SearchCost;
  /** The notes' formula, with this search's numbers; exact search has none. */
  bound: string;
}

export interface SearchLesson {
  outcomes: SearchOutcome[];
  beamCost: string;
  exhaustiveCost: string;
  /** What exhaustive search says to the second example. */
  refusal: string;
}

export async function searchLesson(): Promise<SearchLesson> {
  const { k, n, T: longest } = BEAM_EXAMPLE;
  return {
    outcomes: await Promise.all([byGreedy(), byBeam(1), byBeam(2), byExhaustion(), byExactSearch()]),
    beamCost: formatCount(beamSearchCost(k, n, longest)),
    exhaustiveCost: formatCount(exhaustiveSearchCost(EXHAUSTIVE_EXAMPLE.n, EXHAUSTIVE_EXAMPLE.T)),
    refusal: await refusal(),
  };
}

const notes = (): Decoder => toyDecoder(NOTES_TOY);

async function byGreedy(): Promise<SearchOutcome> {
  const { sentences, cost } = await greedy(notes(), OPTIONS);
  return outcome('greedy', sentences[0][0], cost, `n·T = ${formatCount(beamSearchCost(1, N, T))}`);
}

async function byBeam(beamSize: number): Promise<SearchOutcome> {
  const { sentences, cost } = await beamSearch(notes(), { ...OPTIONS, beamSize });
  const bound = `k·n·T = ${formatCount(beamSearchCost(beamSize, N, T))}`;
  return outcome(`beam, k = ${beamSize}`, sentences[0][0], cost, bound);
}

async function byExhaustion(): Promise<SearchOutcome> {
  const { hypotheses, cost } = await exhaustiveSearch(notes(), OPTIONS);
  return outcome('exhaustive', hypotheses[0], cost, `n^T = ${formatCount(exhaustiveSearchCost(N, T))}`);
}

async function byExactSearch(): Promise<SearchOutcome> {
  const { best, cost } = await exactSearch(notes(), OPTIONS);
  if (!best) throw new Error('exact search found nothing in the tables of the notes');
  return outcome('exact', best, cost, 'n^T at worst');
}

function outcome(search: string, found: Hypothesis, cost: SearchCost, bound: string): SearchOutcome {
  return {
    search,
    tokens: found.tokens.map((token) => NOTES_TOY.vocabulary[token]),
    factors: found.logProbs.map(Math.exp),
    probability: Math.exp(found.logProb),
    cost,
    bound,
  };
}

/** A vocabulary of the second example's size, all of it equally probable: asked for every sequence of ten tokens. */
async function refusal(): Promise<string> {
  const { n, T: longest } = EXHAUSTIVE_EXAMPLE;
  const words = Array.from({ length: n - 1 }, (_, i) => `word${i}`);
  const large = toyDecoder({ vocabulary: [...words, '<eos>'], tables: {} });
  try {
    await exhaustiveSearch(large, { maxLength: longest });
  } catch (error) {
    if (error instanceof SearchError && error.code === 'too-many-sequences') return error.message;
    throw error;
  }
  throw new Error('exhaustive search did not refuse');
}
