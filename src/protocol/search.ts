/**
 * What can be asked of the engine beyond a translation: everything a search looked at, what may stand in a blank, how a
 * text scores, what the gates did. Pure types, for the side panel; they travel over rpc.ts as protocol.ts does.
 */
import type { DecodingSettings } from '.';

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

export interface ExploredToken {
  id: number;
  /** `<eos>` at the end of a sequence. */
  text: string;
  logProb: number;
}

/** A word of tokens `start` up to, but without, `end`. */
export interface TokenSpan {
  text: string;
  start: number;
  end: number;
}

export interface ExploredCandidate {
  text: string;
  tokens: ExploredToken[];
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
export interface ExploredNode {
  id: number;
  parent: number | null;
  step: number;
  token: number;
  text: string;
  logProb: number | null;
  total: number | null;
  rank: number | null;
  state: 'kept' | 'pruned' | 'finished' | 'not chosen';
  prunedAt?: number;
  reason?: string;
}

export interface ExploredCost {
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

export interface Exploration {
  /** The text cut into sentences, with the white space around each; one of white space alone has an empty text. */
  sentences: { before: string; text: string; after: string }[];
  /** Which of them was searched. */
  sentence: number;
  source: { tokens: string[]; words: TokenSpan[] };
  /** Best first: every hypothesis that finished, as many as the beam has places. */
  candidates: ExploredCandidate[];
  greedy: ExploredCandidate | null;
  tree: ExploredNode[];
  stopped: string;
  cost: ExploredCost;
}

export interface ExplorationProgress {
  step: number;
  maxSteps: number;
  /** Live and finished hypotheses so far; at the last step the final candidates, before the tree is there. */
  leading: string;
  candidates?: ExploredCandidate[];
}

export interface ExactParams extends SearchParams {
  /** The candidate to beat. */
  incumbent: ExploredCandidate | null;
  nodeBudget: number;
}

export interface ExactProgress {
  nodes: number;
  nodeBudget: number;
}

export interface ExactAnswer {
  best: ExploredCandidate | null;
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

export interface FillParams {
  model: string;
  text: string;
  beamSize: number;
  nBest: number;
}

export interface Filler {
  text: string;
  probability: number;
}

export interface FillAnswer {
  /** With the best filler in every blank. */
  text: string;
  blanks: { pastAndFuture: Filler[]; pastOnly: Filler[] }[];
}

export interface MetricSettings {
  /** Of sacreBLEU's BLEU; also cuts the words of the notes' BLEU. */
  tokenize: '13a' | 'zh' | 'char' | 'intl' | 'none';
  lowercase: boolean;
}

export interface ScoreParams extends MetricSettings {
  candidate: string;
  references: string[];
  /** Highest order of the notes' BLEU. */
  k: number;
}

/** Tokens of a text, and for each the length of the longest matching n-gram it is in; 0: in none. */
export interface MatchedText {
  tokens: string[];
  orders: number[];
}

export interface ScoreAnswer {
  /** The best over the references, which are compared one by one: the notes have one label. */
  notes: { score: number; penalty: number; precisions: number[]; reference: number };
  bleu: { score: number; precisions: number[]; penalty: number; signature: string };
  chrf: { name: string; score: number; signature: string };
  candidate: MatchedText;
  references: MatchedText[];
  /** [matched, all] n-grams of the candidate by order. */
  matches: [number, number][];
}

export interface ScoreFilesParams extends MetricSettings {
  /** One sentence a line. */
  system: string[];
  references: string[][];
  /** Another system on the same sentences. */
  baseline: string[] | null;
}

export interface CorpusScore {
  metric: string;
  score: number;
  /** The middle 95 % of resampled test sets. */
  lower: number;
  upper: number;
  signature: string;
  /** Against the baseline, by paired bootstrap. */
  comparison?: { baseline: number; difference: number; pValue: number };
}

export interface ScoreFilesAnswer {
  scores: CorpusScore[];
  sentences: {
    line: number;
    system: string;
    reference: string;
    bleu: number;
    chrf: number;
    baseline?: number;
  }[];
}

/** One recurrent layer of a network, in one direction. */
export interface LayerName {
  half: 'encoder' | 'decoder';
  /** From 0, the lowest. */
  layer: number;
  direction: 'forward' | 'backward' | 'only';
  cell: 'gru' | 'lstm';
  /** Of a GRU: reset after the product, as PyTorch does. */
  linearBeforeReset: boolean;
  hidden: number;
}

export interface GatesParams {
  model: string;
  /** The decoder writes what beam search finds for it. */
  source: string;
  /** Index into the answer's `layers`. */
  layer: number;
}

export interface GatesAnswer {
  layers: LayerName[];
  layer: number;
  /** What the layer reads, step by step in reading order. */
  tokens: string[];
  /** By the names of the notes (R, Z, candidate, H; I, F, O, candidate, C, H): steps × units, row by row. */
  activations: Record<string, Float32Array>;
  /** What the decoder writes. */
  target: ExploredToken[];
}

/** Requests to the engine; the panel asks the extension for the same, which adds the model. */
export interface ExploreProtocol {
  explore: { params: SearchParams; result: Exploration; progress: ExplorationProgress };
  searchExactly: { params: ExactParams; result: ExactAnswer; progress: ExactProgress };
  alternatives: { params: AlternativesParams; result: Alternative[]; progress: never };
  fillBlanks: { params: FillParams; result: FillAnswer; progress: never };
  score: { params: ScoreParams; result: ScoreAnswer; progress: never };
  scoreFiles: {
    params: ScoreFilesParams;
    result: ScoreFilesAnswer;
    progress: { done: number; total: number };
  };
  gates: { params: GatesParams; result: GatesAnswer; progress: never };
}
