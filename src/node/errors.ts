/** The errors of the node room: what is not on the disk. */

/** There is no model folder of that name: the message says which there are. */
export class NoSuchModelError extends Error {
  override readonly name = 'NoSuchModelError';
}

/** A model is for another task than the one at hand: the message names the task, and models for this one. */
export class WrongTaskError extends Error {
  override readonly name = 'WrongTaskError';
}

/** Files that should say the same in two languages and are not there. */
export class ParallelFileError extends Error {
  override readonly name = 'ParallelFileError';
}
