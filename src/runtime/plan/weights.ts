/**
 * Weights out of ONNX files whose graphs are known (recognise.ts): float32, or int8 with one scale an output.
 */
import type { OnnxGraph, OnnxTensor } from '../../graph';
import { onnxType } from '../../graph';
import { RuntimeError } from '../errors';

/** Row-major. */
export interface Weight {
  dims: readonly number[];
  data: Float32Array | Int8Array;
  /** Of int8 weights: one for each output. */
  scale?: Float32Array;
  /** The axis of the outputs, which the scales go along. */
  axis?: number;
}

/** By parameter name. */
export class Weights {
  private readonly tensors: ReadonlyMap<string, OnnxTensor>;

  constructor(graphs: readonly OnnxGraph[]) {
    this.tensors = new Map(graphs.flatMap((graph) => graph.initializer.map((t) => [t.name, t] as const)));
  }

  /** Of the weights themselves, not of their scales and not of constants. */
  get names(): string[] {
    const types = [onnxType('float32'), onnxType('int8')];
    const stored = [...this.tensors.values()].filter((t) => types.includes(t.dataType) && t.dims.length > 0);
    return stored
      .map(({ name }) => name)
      .filter((name) => !name.endsWith('.scale') && !name.startsWith('constant_'));
  }

  has(name: string): boolean {
    return this.tensors.has(name);
  }

  /** @throws RuntimeError('unknown-graph') when it is not there, or neither float32 nor int8 with scales */
  get(name: string): Weight {
    const { dims, dataType, bytes } = this.content(name);
    if (dataType === onnxType('float32')) return { dims, data: floats(bytes) };
    if (dataType !== onnxType('int8')) throw unusable(name);
    const scale = this.content(`${name}.scale`);
    const axis = scale.dims.findIndex((size) => size > 1);
    return {
      dims,
      data: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
      scale: floats(scale.bytes),
      axis: Math.max(0, axis),
    };
  }

  /** As float32, whatever it is stored as. */
  vector(name: string): Float32Array {
    return toFloat32(this.get(name));
  }

  private content(name: string): { dims: number[]; dataType: number; bytes: Uint8Array } {
    const tensor = this.tensors.get(name);
    if (!tensor?.rawData) throw unusable(name);
    return { dims: tensor.dims, dataType: tensor.dataType, bytes: tensor.rawData };
  }
}

/** In memory of their own: inside the file they may begin at any address. */
const floats = (bytes: Uint8Array): Float32Array => new Float32Array(bytes.slice().buffer);

const unusable = (name: string): RuntimeError =>
  new RuntimeError(
    'unknown-graph',
    `the weight "${name}" is missing or neither float32 nor int8 with scales`,
  );

/** int8 · scale: the number onnxruntime computes, rounded once. */
export function toFloat32({ dims, data, scale, axis }: Weight): Float32Array {
  if (!scale || data instanceof Float32Array) return data as Float32Array;
  const values = new Float32Array(data.length);
  const columns = dims[1] ?? 1;
  // Loops, since callbacks for every weight take seconds.
  for (let i = 0; i < values.length; i++) {
    const group = axis === 0 ? Math.floor(i / columns) : i % columns;
    values[i] = data[i] * scale[scale.length === 1 ? 0 : group];
  }
  return values;
}

/** Whether all matrices are int8 in the file, with scales along their outputs. */
export function areInt8(weights: Weights): boolean {
  return weights.names.every((name) => {
    const { data, axis, dims } = weights.get(name);
    if (dims.length < 2 || name === 'attention.v') return true;
    return data instanceof Int8Array && axis === (name.endsWith('.embedding') ? 0 : 1);
  });
}
