/** The errors of the runtime room: graphs that a backend cannot load or run. */

export type RuntimeErrorCode = 'load' | 'run' | 'disposed';

export class RuntimeError extends Error {
  override readonly name = 'RuntimeError';
  constructor(
    readonly code: RuntimeErrorCode,
    message: string,
  ) {
    super(message);
  }
}
