/**
 * The one error class of this room. What an engine throws from `Decoder.step` is not wrapped: it passes through as it is.
 */

/**
 * - `invalid-option`: an option has a value outside its range.
 * - `conflicting-constraints`: two options cannot hold at the same time (a forced phrase with a forbidden token in it).
 * - `too-many-sequences`: exhaustive search would not end.
 * - `missing-attention`: the coverage penalty was asked of a model without attention.
 * - `invalid-decoder-output`: a step came back with the wrong shape, NaN, or log-probabilities above 0.
 * - `invalid-table`: a toy table is not a set of probability distributions.
 * - `aborted`: the caller's `AbortSignal` fired; `name` is `AbortError` then, as the web platform has it.
 */
export type SearchErrorCode =
  | 'invalid-option'
  | 'conflicting-constraints'
  | 'too-many-sequences'
  | 'missing-attention'
  | 'invalid-decoder-output'
  | 'invalid-table'
  | 'aborted';

/** An error of this room: the message says what is wrong, where, and what to do. */
export class SearchError extends Error {
  readonly code: SearchErrorCode;

  constructor(code: SearchErrorCode, message: string) {
    super(message);
    this.name = code === 'aborted' ? 'AbortError' : 'SearchError';
    this.code = code;
  }
}

/** @throws {SearchError} `aborted` once the signal has fired */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new SearchError('aborted', 'The search was cancelled before it had finished.');
  }
}
