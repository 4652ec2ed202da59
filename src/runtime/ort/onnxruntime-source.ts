/** onnxruntime itself, or how to get it where it is loaded only when something needs it: in the editor it is 14 MB. */
import type { OnnxRuntime } from './graph-session';

export type OnnxRuntimeSource = OnnxRuntime | (() => Promise<OnnxRuntime>);

/** @throws whatever keeps it from being loaded */
export const onnxruntimeOf = async (source: OnnxRuntimeSource): Promise<OnnxRuntime> =>
  typeof source === 'function' ? source() : source;
