/** Recurrent layers with random weights, run by onnxruntime. */
import type { Value } from '../../../src/graph';
import { Graph } from '../../../src/graph';
import type { Cell, Parameters } from '../../../src/rnn';
import { Gru, Lstm, TrainableParameters } from '../../../src/rnn';
import type { Array32, Feeds } from '../support/ort';
import { randomArray, run } from '../support/ort';
import type { Nd } from '../support/tensors';
import { bool, toNd } from '../support/tensors';
import type { CellWeights } from './reference';

export const VARIANTS = ['gru', 'gru, linear before reset', 'lstm'] as const;
export type Variant = (typeof VARIANTS)[number];

export const makeVariant = (
  p: Parameters,
  name: string,
  variant: Variant,
  size: { inputSize: number; hidden: number },
): Cell =>
  variant === 'lstm'
    ? new Lstm(p, name, size)
    : new Gru(p, name, { ...size, linearBeforeReset: variant !== 'gru' });

/** Weights of the shapes a cell asks for. */
export function cellWeights(
  next: () => number,
  variant: Variant,
  { inputSize, hidden }: { inputSize: number; hidden: number },
): CellWeights {
  const gates = variant === 'lstm' ? 4 : 3;
  const draw = (...dims: number[]): Nd => toNd(randomArray(next, dims));
  const weights: CellWeights = {
    W_x: draw(inputSize, gates * hidden),
    W_h: draw(hidden, gates * hidden),
    b: draw(gates * hidden),
  };
  if (variant === 'gru, linear before reset') weights.c_h = draw(hidden);
  return weights;
}

/** [T, B, 1], true where there is a word. */
export const maskOf = (lengths: number[], steps: number): Array32 =>
  bool(
    [steps, lengths.length, 1],
    Array.from({ length: steps }, (_, t) => lengths.map((length) => t < length)).flat(),
  );

/**
 * Builds a graph from parameters by name and runs it: `feeds` become inputs of their names, parameters get the weights
 * given, `<cell>.<W_x, …>`, or random ones.
 */
export async function runNetwork(
  build: (p: Parameters, inputs: Record<string, Value>, graph: Graph) => Record<string, Value>,
  feeds: Feeds,
  weights: Record<string, Partial<Record<string, Nd>>> = {},
  next?: () => number,
): Promise<Record<string, Nd>> {
  const graph = new Graph('test');
  const p = new TrainableParameters(graph);
  const inputs: Record<string, Value> = {};
  for (const [name, x] of Object.entries(feeds)) {
    const dtype =
      x.data instanceof Float32Array ? 'float32' : x.data instanceof Int32Array ? 'int32' : 'bool';
    inputs[name] = graph.input(name, dtype, x.dims);
  }
  for (const [name, value] of Object.entries(build(p, inputs, graph))) graph.output(name, value);
  const fed: Feeds = { ...feeds };
  for (const { name, shape } of p.specs) {
    const [, cell, key] = /^(.*)\.([^.]*)$/.exec(name) as unknown as [string, string, string];
    const given = weights[cell]?.[key];
    fed[name] = given
      ? { dims: given.dims, data: Float32Array.from(given.data) }
      : randomArray(next as () => number, shape);
  }
  const results = await run(graph, fed);
  return Object.fromEntries(Object.entries(results).map(([name, x]) => [name, toNd(x)]));
}
