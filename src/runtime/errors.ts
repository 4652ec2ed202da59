/** The errors of the runtime room: graphs that a backend cannot load or run. */

export type RuntimeErrorCode =
  | 'load'
  | 'run'
  | 'disposed'
  /** a graph that is not the one its architecture builds: only onnxruntime computes it */
  | 'unknown-graph';

export class RuntimeError extends Error {
  override readonly name = 'RuntimeError';
  constructor(
    readonly code: RuntimeErrorCode,
    message: string,
  ) {
    super(message);
  }
}
