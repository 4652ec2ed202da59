/**
 * The public surface of the search room. Not here: anything that knows a model, a tensor or a text.
 */
export type { Decoder, DecoderState, StepRequest, StepResult } from './decoder';
export { SearchError, throwIfAborted, type SearchErrorCode } from './errors';
export type { Hypothesis } from './hypothesis';
export { DEFAULT_LENGTH_PENALTY, bestAttainable, lengthPenalised } from './length-penalty';
export { checkTokens, type Automaton, type DecodingOptions, type TokenSequence } from './options';
export { DecoderWalk } from './step';
export { beamSearchCost, exhaustiveSearchCost, formatCount, type SearchCost } from './cost';
export type { NotChosen, SearchTree, StopReason, TreeNode, TreeState } from './tree';
export type { SearchResult } from './walk';
export { greedy } from './greedy';
export { beamSearch, type BeamProgress, type BeamSearchOptions, type BeamSearchResult } from './beam';
export { NOTES_TOY, toyDecoder, type ToyTables } from './toy';
export {
  DEFAULT_SEQUENCE_LIMIT,
  exhaustiveSearch,
  type ExhaustiveSearchOptions,
  type ExhaustiveSearchResult,
} from './exhaustive';
export {
  DEFAULT_NODE_BUDGET,
  exactSearch,
  type ExactSearchOptions,
  type ExactSearchProgress,
  type ExactSearchResult,
} from './exact';
export { sample, type SampleOptions } from './sample';
export { forcedScore, type ForcedScoreOptions } from './forced-score';
