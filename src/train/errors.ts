/** The errors of the train room: recipes, corpora and checkpoints that cannot be used, and runs that went astray. */

export type TrainErrorCode = 'recipe' | 'corpus' | 'checkpoint' | 'diverged';

export class TrainError extends Error {
  override readonly name = 'TrainError';
  constructor(
    readonly code: TrainErrorCode,
    message: string,
  ) {
    super(message);
  }
}
