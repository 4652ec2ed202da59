/** Runs graphs in onnxruntime-node, and checks their gradients against finite differences. */
import assert from 'node:assert/strict';
import type { Tensor } from 'onnxruntime-common';
import { ort } from '../../../src/node/onnxruntime';
import type { Graph, Value } from '../../../src/graph';
import { exportModel, gradients, mul, reduceSum } from '../../../src/graph';

export interface Array32 {
  dims: number[];
  data: Float32Array | Int32Array | BigInt64Array | Uint8Array;
}

export type Feeds = Record<string, Array32>;

const typeOf = (a: Array32): Tensor.Type =>
  a.data instanceof Float32Array
    ? 'float32'
    : a.data instanceof Int32Array
      ? 'int32'
      : a.data instanceof Uint8Array
        ? 'bool'
        : 'int64';

export async function open(graph: Graph): Promise<(feeds: Feeds) => Promise<Record<string, Array32>>> {
  const options = { intraOpNumThreads: 1, logSeverityLevel: 3 as const };
  const session = await ort.InferenceSession.create(exportModel(graph), options);
  return async (feeds) => {
    const tensors = Object.fromEntries(
      session.inputNames.map((n) => [
        n,
        new ort.Tensor(typeOf(feeds[n]), feeds[n].data as never, feeds[n].dims),
      ]),
    );
    const results = await session.run(tensors);
    return Object.fromEntries(
      Object.entries(results).map(([n, t]) => [n, { dims: [...t.dims], data: t.data as Float32Array }]),
    );
  };
}

export const run = async (graph: Graph, feeds: Feeds): Promise<Record<string, Array32>> =>
  (await open(graph))(feeds);

/** A small seeded generator (mulberry32), so that failures can be repeated. */
export function random(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomArray(next: () => number, dims: number[], scale = 1): Array32 {
  const size = dims.reduce((p, d) => p * d, 1);
  return { dims, data: Float32Array.from({ length: size }, () => (next() * 2 - 1) * scale) };
}

export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = '',
): void {
  assert.equal(actual.length, expected.length, `${what}: length`);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    assert.ok(error <= tolerance, `${what}[${i}]: ${actual[i]} instead of ${expected[i]}`);
  }
}

/**
 * Compares the gradients of Σ w ⊙ y (random w) with central differences, entry by entry (at most 40 an input).
 * `graph` has the inputs fed; `wrt` are some of them.
 */
export async function checkGradients(
  graph: Graph,
  y: Value,
  wrt: Value[],
  feeds: Feeds,
  tolerance = 3e-3,
): Promise<void> {
  const w = graph.input('probe', 'float32', y.shape);
  const axes = y.shape.map((_, i) => i);
  const loss = axes.length > 0 ? reduceSum(mul(y, w), axes) : mul(y, w);
  graph.output('y', y);
  graph.output('loss', loss);
  gradients([{ value: y, gradient: w }], wrt).forEach((g, i) => graph.output(`d_${wrt[i].name}`, g));
  const session = await open(graph);
  const next = random(7);
  const probe = await session({ ...feeds, probe: { dims: [], data: new Float32Array(1) } }).catch(
    () => undefined,
  );
  const dims = probe ? probe.y.dims : await shapeOfOutput(graph, y, feeds);
  const fed: Feeds = { ...feeds, probe: randomArray(next, dims) };
  const analytic = await session(fed);
  const lossAt = async (name: string, i: number, value: number) => {
    const data = Float32Array.from(fed[name].data as Float32Array);
    data[i] = value;
    return (await session({ ...fed, [name]: { dims: fed[name].dims, data } })).loss.data[0] as number;
  };
  for (const value of wrt) {
    const x = fed[value.name].data as Float32Array;
    const gradient = analytic[`d_${value.name}`].data as Float32Array;
    assert.deepEqual(analytic[`d_${value.name}`].dims, fed[value.name].dims, `shape of d_${value.name}`);
    const entries =
      x.length <= 40 ? [...x.keys()] : Array.from({ length: 40 }, () => Math.floor(next() * x.length));
    for (const i of entries) {
      const step = 4e-3;
      const numeric =
        ((await lossAt(value.name, i, x[i] + step)) - (await lossAt(value.name, i, x[i] - step))) /
        (2 * step);
      const error = Math.abs(gradient[i] - numeric) / Math.max(1, Math.abs(numeric));
      assert.ok(
        error < tolerance,
        `d_${value.name}[${i}] is ${gradient[i]}, finite differences say ${numeric}`,
      );
    }
  }
}

async function shapeOfOutput(graph: Graph, y: Value, feeds: Feeds): Promise<number[]> {
  const sizes: Record<string, number> = {};
  for (const input of graph.inputs) {
    input.shape.forEach((d, i) => {
      if (typeof d === 'string' && feeds[input.name]) sizes[d] = feeds[input.name].dims[i];
    });
  }
  return y.shape.map((d) => (typeof d === 'number' ? d : sizes[d]));
}
