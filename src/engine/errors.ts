/** The errors of the engine room: requests that cannot be served. */

export type EngineErrorCode = 'unknown-model' | 'wrong-task' | 'no-words' | 'bad-params';

export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    readonly code: EngineErrorCode,
    message: string,
  ) {
    super(message);
  }
}
