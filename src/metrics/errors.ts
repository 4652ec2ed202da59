/**
 * The one error class of the metrics room. Not for programming mistakes: those stay TypeErrors.
 */

/**
 * - `line-count`: hypotheses and references do not have the same number of lines.
 * - `no-sentences`: nothing to score.
 * - `no-reference`: a sentence, or the whole call, has no reference.
 * - `bad-option`: an option has a value that is not allowed.
 */
export type MetricsErrorCode = 'line-count' | 'no-sentences' | 'no-reference' | 'bad-option';

/** Bad input to a metric. The message says what, where and what to do. */
export class MetricsError extends Error {
  override readonly name = 'MetricsError';

  constructor(
    readonly code: MetricsErrorCode,
    message: string,
  ) {
    super(message);
  }
}
