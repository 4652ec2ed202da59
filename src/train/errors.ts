/** The errors of the train room: recipes, corpora and checkpoints that cannot be used, and runs that went astray. */

export type TrainErrorCode = 'recipe' | 'corpus' | 'checkpoint' | 'diverged';

export class TrainError extends Error {
  override readonly name = 'TrainError';
  constructor(
    readonly code: TrainErrorCode,
    message: string,
    /** Where it stands, as the message says it, too: a file by the name it was given, a line from 1. */
    readonly file?: string,
    readonly line?: number,
  ) {
    super(message);
  }
}
