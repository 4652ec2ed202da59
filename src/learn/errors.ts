/** The errors of the learn room: models that cannot learn from pairs, texts that have none, pairs from which nothing can be learnt. */

export type LearnErrorCode =
  /** a model that does not translate */
  | 'task'
  /** too few pairs are left to learn from and to measure on */
  | 'too-few'
  /** texts that do not say the same in two languages, or are of no format that is read */
  | 'texts';

export class LearnError extends Error {
  override readonly name = 'LearnError';
  constructor(
    readonly code: LearnErrorCode,
    message: string,
    /** Of 'too-few': pairs that are left to learn from, and how many there must be. */
    readonly left?: number,
    readonly needed?: number,
  ) {
    super(message);
  }
}
