/** Tensors in plain float64 loops, and operators of the graph room run on arrays: what the one is held against the other with. */
import assert from 'node:assert/strict';
import type { DType, Value } from '../../../src/graph';
import { Graph } from '../../../src/graph';
import type { Array32, Feeds } from './ort';
import { assertClose, run } from './ort';

export interface Nd {
  dims: number[];
  data: number[];
}

export const sizeOf = (dims: readonly number[]): number => dims.reduce((p, d) => p * d, 1);

/** Every index of a shape, in row-major order. */
export function indices(dims: readonly number[]): number[][] {
  return dims.reduce<number[][]>(
    (rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, i) => [...row, i])),
    [[]],
  );
}

/** The entry at an index; axes of size 1 are repeated, missing leading axes too. */
export function at(x: Nd, index: readonly number[]): number {
  const own = index.slice(index.length - x.dims.length);
  return x.data[x.dims.reduce((offset, d, i) => offset * d + (d === 1 ? 0 : own[i]), 0)];
}

export const tensor = (dims: number[], f: (index: number[]) => number): Nd => ({
  dims,
  data: indices(dims).map(f),
});

export const toNd = ({ dims, data }: Array32): Nd => ({
  dims,
  data: Array.from(data as ArrayLike<number>, Number),
});
export const float = ({ dims, data }: Nd): Array32 => ({ dims, data: Float32Array.from(data) });
export const int32 = (dims: number[], data: number[]): Array32 => ({ dims, data: Int32Array.from(data) });
export const int64 = (dims: number[], data: number[]): Array32 => ({
  dims,
  data: BigInt64Array.from(data, BigInt),
});
export const bool = (dims: number[], data: boolean[]): Array32 => ({
  dims,
  data: Uint8Array.from(data, Number),
});

/** The same shape and, within a relative tolerance, the same numbers. */
export function same(actual: Nd, expected: Nd, tolerance = 1e-5): void {
  assert.deepEqual(actual.dims, expected.dims);
  assertClose(actual.data, expected.data, tolerance);
}

const dtypeOf = ({ data }: Array32): DType =>
  data instanceof Float32Array
    ? 'float32'
    : data instanceof Int32Array
      ? 'int32'
      : data instanceof Uint8Array
        ? 'bool'
        : 'int64';

/**
 * Runs an expression in onnxruntime, twice: with the sizes of its inputs declared as numbers, and as names. The shapes
 * the operators worked out must be those of the results.
 */
export async function evaluate(f: (...x: Value[]) => Value | Value[], ...inputs: Array32[]): Promise<Nd[]> {
  const fixed = await evaluateDeclared((x) => x.dims, f, inputs);
  const named = await evaluateDeclared(
    (x, i) => x.dims.map((d, axis) => (d === 1 ? 1 : `d${i}.${axis}`)),
    f,
    inputs,
  );
  assert.deepEqual(named, fixed);
  return fixed;
}

export async function evaluateDeclared(
  shapeOf: (x: Array32, i: number) => (number | string)[],
  f: (...x: Value[]) => Value | Value[],
  inputs: Array32[],
): Promise<Nd[]> {
  const graph = new Graph('test');
  const feeds: Feeds = {};
  const values = inputs.map((x, i) => {
    feeds[`x${i}`] = x;
    return graph.input(`x${i}`, dtypeOf(x), shapeOf(x, i));
  });
  const made = [f(...values)].flat();
  made.forEach((value, i) => graph.output(`y${i}`, value));
  const results = await run(graph, feeds);
  return made.map((value, i) => {
    const result = toNd(results[`y${i}`]);
    assert.equal(result.dims.length, value.shape.length, `rank of ${value.name}`);
    value.shape.forEach((d, axis) => {
      if (typeof d === 'number') assert.equal(d, result.dims[axis], `axis ${axis} of ${value.name}`);
    });
    return result;
  });
}
