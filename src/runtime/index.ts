/** The runtime room: backends that compute what search asks for. */
export type { RuntimeErrorCode } from './errors';
export { RuntimeError } from './errors';
export type { Arrays, ArrayValue, GraphSession, OnnxRuntime } from './ort/graph-session';
export { openGraph } from './ort/graph-session';
export type { OnnxRuntimeSource } from './ort/onnxruntime-source';
export { onnxruntimeOf } from './ort/onnxruntime-source';
export type { Network } from './ort/network';
export { openNetwork } from './ort/network';
export { Seq2SeqSession } from './ort/seq2seq-session';
export type { Seq2Seq, Vocabulary } from './session';
export { vocabularyOf } from './session';
export type { WebglModel, WebglOptions } from './webgl/session';
export { WebglSession } from './webgl/session';
export type { Tuning } from './webgl/tuning';
export { TUNINGS } from './webgl/tuning';
export type { WebglErrorCode } from './webgl/errors';
export { WebglError } from './webgl/errors';
export type { KernelBinaries, KernelBuild } from './wasm/kernel-binaries';
export type { WasmModel, WasmOptions } from './wasm/session';
export { WasmSession } from './wasm/session';
export type { WasmErrorCode } from './wasm/errors';
export { WasmError } from './wasm/errors';
export type {
  BackendChoice,
  BackendName,
  BackendReason,
  ProcessorBackend,
  BackendSetting,
  RememberedBackend,
} from './auto/backend-choice';
export type { ProcessorOptions } from './auto/processor-session';
export { ProcessorSession } from './auto/processor-session';
export type { AutoOptions } from './auto/auto-session';
export { AutoSession } from './auto/auto-session';
