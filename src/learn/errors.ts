/** The errors of the learn room: models that cannot learn from pairs, and pairs from which nothing can be learnt. */

export type LearnErrorCode =
  /** a model that does not translate */
  | 'task'
  /** too few pairs are left to learn from and to measure on */
  | 'too-few';

export class LearnError extends Error {
  override readonly name = 'LearnError';
  constructor(
    readonly code: LearnErrorCode,
    message: string,
  ) {
    super(message);
  }
}
