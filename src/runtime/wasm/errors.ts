/** The errors of the WebAssembly engine: what this machine or this model does not allow. */

export type WasmErrorCode =
  /** no WebAssembly with vectors of 128 bits here */
  | 'unsupported'
  /** weights that are not int8: onnxruntime computes such a model */
  | 'float32-weights'
  /** more memory than WebAssembly, or this machine, gives */
  | 'too-large'
  | 'disposed';

export class WasmError extends Error {
  override readonly name = 'WasmError';
  constructor(
    readonly code: WasmErrorCode,
    message: string,
  ) {
    super(message);
  }
}
