/** The errors of the engine room: requests that cannot be served. */

export type EngineErrorCode = 'unknown-model' | 'wrong-task' | 'no-words';

export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly code: EngineErrorCode,
    message: string,
  ) {
    super(message);
  }
}
