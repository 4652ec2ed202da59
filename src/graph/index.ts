/** The graph room: build ONNX graphs in TypeScript, differentiate them, write and read them. */
export * from './errors';
export * from './graph';
export * from './operators';
export type { ScanOptions, StepOutput } from './scan';
export { scan } from './scan';
export { flattenRows } from './gradients';
export { gradients } from './differentiate';
export { exportModel, toModel, OPSET } from './export';
export { readModel, writeModel } from './onnx/codec';
export type { OnnxModel, OnnxGraph, OnnxTensor, OnnxNode } from './onnx/proto';
