/**
 * What the two halves of a network should look like, worked out from the architecture alone: no weights are needed,
 * and no memory for them, however large the architecture says it is.
 */
import type { OnnxGraph } from '../graph';
import { toModel } from '../graph';
import type { Architecture, ParameterSpec, StoredWeight } from '../rnn';
import { decoderGraph, encoderGraph, parameterSpecs } from '../rnn';

export const HALVES = ['encoder', 'decoder'] as const;
export type Half = (typeof HALVES)[number];
export const fileOf = (half: Half): string => `${half}.onnx`;

export interface ExpectedHalf {
  /** Inputs and outputs as src/rnn/seq2seq.ts documents them. */
  graph: OnnxGraph;
  /** The weights that lie in this half. */
  parameters: ParameterSpec[];
}

export function expectedHalf(half: Half, architecture: Architecture): ExpectedHalf {
  const parameters = parameterSpecs(architecture);
  const nothing = new Float32Array(0);
  const weights = new Map<string, StoredWeight>(
    parameters.map(({ name, shape }) => [name, { tensor: { dtype: 'float32', dims: shape, data: nothing } }]),
  );
  const built =
    half === 'encoder' ? encoderGraph(architecture, weights) : decoderGraph(architecture, weights);
  const graph = toModel(built).graph as OnnxGraph;
  const stored = new Set(graph.initializer.map((tensor) => tensor.name));
  return { graph, parameters: parameters.filter(({ name }) => stored.has(name)) };
}
