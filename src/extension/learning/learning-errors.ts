/** What can go wrong while a model learns or is taken over, besides what the workshop itself throws (RemoteError). */

export type LearningErrorCode =
  /** no worker can be made here, and in the extension host it would stall the editor */
  | 'no-worker'
  /** the worker ended by itself */
  | 'crashed'
  /** it was ended because what was asked of it is not wanted any more */
  | 'stopped'
  /** a file of texts, or of what is taken over, that cannot be read */
  | 'unreadable'
  /** what is kept of a lesson cannot be written */
  | 'unwritable'
  /** nothing says the same in both languages */
  | 'no-pairs';

export class LearningError extends Error {
  override readonly name = 'LearningError';
  constructor(
    readonly code: LearningErrorCode,
    message: string,
    readonly file = '',
  ) {
    super(message);
  }
}
