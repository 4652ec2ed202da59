/** The errors of the WebGL backend: what this machine, this model or this moment does not allow. */

export type WebglErrorCode =
  /** no WebGL2 here, or one that cannot write floats */
  | 'unsupported'
  /** drawn by the processor, where WebAssembly is faster */
  | 'software'
  /** more than the textures of this machine hold */
  | 'too-large'
  /** a shader that the driver refuses */
  | 'compile'
  /** the driver took the context away: everything on the GPU is gone */
  | 'context-lost'
  /** numbers that are not those of onnxruntime */
  | 'wrong-result'
  | 'disposed';

export class WebglError extends Error {
  override readonly name = 'WebglError';
  constructor(
    readonly code: WebglErrorCode,
    message: string,
  ) {
    super(message);
  }
}
