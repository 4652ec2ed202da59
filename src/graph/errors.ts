/** The errors of the graph room: graphs that cannot be built, differentiated, written or read. */

export type GraphErrorCode =
  /** operands whose shapes or types do not go together */
  | 'shape'
  /** values of scopes that do not see each other */
  | 'scope'
  /** no gradient is defined for an operator on the way */
  | 'gradient'
  /** bytes that are not an ONNX model, or one cut short */
  | 'format';

export class GraphError extends Error {
  override readonly name = 'GraphError';
  constructor(
    readonly code: GraphErrorCode,
    message: string,
  ) {
    super(message);
  }
}
