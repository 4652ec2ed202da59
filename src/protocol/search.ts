/** A search with everything it looked at: candidates, tree, cost, what else a word might have been. Pure types. */
import type { NotChosen, StopReason, TreeState } from '../search/tree';
import type { Span } from '../text/span';
import type { DecodingSettings } from './model';

/** What is searched: a sentence under a model, or the notes' four-word tables. */
export type SearchSubject =
  { kind: 'model'; model: string; text: string; sentence: number } | { kind: 'toy' };

export interface SearchConstraints {
  /** Target tokens that the sequence starts with. */
  prefix: number[];
  /** Text that follows the prefix. */
  typed: string;
  /** Phrases that must and must not occur. */
  forced: string[];
  forbidden: string[];
}

export interface SearchParams {
  subject: SearchSubject;
  decoding: DecodingSettings;
  constraints: SearchConstraints;
}

export interface ScoredToken {
  id: number;
  /** `<eos>` at the end of a sequence. */
  text: string;
  logProb: number;
}

/** A word of tokens `start` up to, but without, `end`. */
export interface TokenSpan extends Span {
  text: string;
}

export interface SearchCandidate {
  text: string;
  tokens: ScoredToken[];
  words: TokenSpan[];
  /** Σ log p */
  logProb: number;
  /** Under the length penalty of the request. */
  score: number;
  ended: 'eos' | 'length' | 'open';
  /** Rows of weights over the source tokens, one row a token; none where the network has no attention. */
  attention?: Float32Array;
}

/** As src/search/tree.ts has it, with texts. */
export interface SearchNode {
  id: number;
  parent: number | null;
  step: number;
  token: number;
  text: string;
  logProb: number | null;
  total: number | null;
  rank: number | null;
  state: TreeState;
  prunedAt?: number;
  reason?: NotChosen;
}

export interface SearchCost {
  steps: number;
  rows: number;
  expansions: number;
  /** k, n and T. */
  beamSize: number;
  vocabulary: number;
  maxLength: number;
  /** k·n·T and n^T, as text: they may be larger than any number. */
  bound: string;
  exhaustive: string;
}

export interface SearchTrace {
  /** The text cut into sentences, with the white space around each; one of white space alone has an empty text. */
  sentences: { before: string; text: string; after: string }[];
  /** Which of them was searched. */
  sentence: number;
  source: { tokens: string[]; words: TokenSpan[] };
  /** What the phrase table has for that sentence: the editor's commands take it and ask no network. */
  phrase?: string;
  /** Best first: every hypothesis that finished, as many as the beam has places. */
  candidates: SearchCandidate[];
  greedy: SearchCandidate | null;
  tree: SearchNode[];
  stopped: StopReason;
  cost: SearchCost;
}

export interface SearchProgress {
  step: number;
  maxSteps: number;
  /** Live and finished hypotheses so far; at the last step the final candidates, before the tree is there. */
  leading: string;
  candidates?: SearchCandidate[];
}

export interface ExactParams extends SearchParams {
  /** The candidate to beat. */
  incumbent: SearchCandidate | null;
  nodeBudget: number;
}

export interface ExactProgress {
  nodes: number;
  nodeBudget: number;
}

export interface ExactAnswer {
  best: SearchCandidate | null;
  /** `best` is another sequence than the incumbent. */
  improved: boolean;
  /** The node budget did not end the search: `best` is the optimum. */
  complete: boolean;
  nodes: number;
}

export interface AlternativesParams {
  subject: SearchSubject;
  /** Target tokens before the word. */
  prefix: number[];
  count: number;
}

export interface Alternative {
  text: string;
  tokens: number[];
  /** Of the whole word after the prefix. */
  probability: number;
  /** It is the end of the sentence. */
  end: boolean;
}

export interface SearchProtocol {
  traceSearch: { params: SearchParams; result: SearchTrace; progress: SearchProgress };
  searchExactly: { params: ExactParams; result: ExactAnswer; progress: ExactProgress };
  alternatives: { params: AlternativesParams; result: Alternative[]; progress: never };
}
