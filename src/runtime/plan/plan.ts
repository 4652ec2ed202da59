/**
 * What a network computes, layer by layer, and which weights it takes: worked out from the architecture once, for every
 * engine with kernels of its own. The order in which it is computed stands in src/rnn/encoder.ts and decoder.ts.
 *
 * Not here: whether a file holds that network (recognise.ts), its numbers (weights.ts).
 */
import type { Architecture, LayerSpec, StackSpec } from '../../rnn';
import { CELLS, outputSize, stateCount } from '../../rnn';

/** `parts` vectors of `size` units, one behind the other: both directions of an encoder are two. */
export interface VectorPlan {
  size: number;
  parts: number;
}

/** W x + b; the concatenation of all inputs is multiplied. */
export interface DensePlan {
  weight: string;
  bias?: string;
  inputs: readonly VectorPlan[];
  output: VectorPlan;
}

export interface CellPlan {
  kind: 'gru-reset-after' | 'gru-reset-before' | 'lstm';
  /** Of the parameters: <name>.W_x, .W_h, .b, and .c_h of a GRU that resets after the product. */
  name: string;
  hidden: number;
  gates: number;
  /** State vectors of a row. */
  values: number;
  inputs: readonly VectorPlan[];
}

export interface LayerPlan {
  /** One, or forward and backward. */
  cells: readonly CellPlan[];
  output: VectorPlan;
  /** Whether the input is added to the output. */
  residual: boolean;
}

export interface EmbeddingPlan {
  weight: string;
  words: number;
  output: VectorPlan;
  /** Where it is the output layer too. */
  bias?: string;
}

export interface AttentionPlan {
  kind: 'additive' | 'multiplicative';
  /** With b of the additive kind, so that q + b + k is what the tangent is of. */
  query: DensePlan;
  keys: DensePlan;
  /** Of the additive kind. */
  v?: string;
  /** Of the scores. */
  scale: number;
}

export interface NetworkPlan {
  /** undefined in a language model, which has no encoder either. */
  sourceEmbedding: EmbeddingPlan | undefined;
  encoder: readonly LayerPlan[];
  /** For each state of each decoder layer; undefined where the encoder's final state is taken as it is. */
  bridge: readonly (readonly DensePlan[])[] | undefined;
  targetEmbedding: EmbeddingPlan;
  decoder: readonly LayerPlan[];
  attention: AttentionPlan | undefined;
  readout: DensePlan;
  /** Whether the readout of a step is part of the next one's input. */
  inputFeeding: boolean;
}

const vector = (size: number, parts = 1): VectorPlan => ({ size, parts });

/** @param hasWeight whether the file has a weight of that name */
export function planOf(a: Architecture, hasWeight: (name: string) => boolean): NetworkPlan {
  const embedding = vector(a.embedding);
  const encoder = stackPlan('encoder', a.encoder, [embedding]);
  // A language model has no encoder: nothing is attended to, the first state is 0.
  const top = encoder.length > 0 ? encoder[encoder.length - 1].output : embedding;
  const inputFeeding = a.attention?.inputFeeding ?? false;
  const context = a.attention && !inputFeeding ? [top] : [];
  const first = inputFeeding ? [embedding, embedding] : [embedding];
  const decoder = stackPlan('decoder', a.decoder, first, context);
  const last = decoder[decoder.length - 1].output;
  return {
    sourceEmbedding:
      encoder.length > 0
        ? { weight: 'encoder.embedding', words: a.sourceVocabulary, output: embedding }
        : undefined,
    encoder,
    bridge: hasWeight('bridge.0.0.W') ? bridgePlan(a, top) : undefined,
    targetEmbedding: {
      weight: 'decoder.embedding',
      words: a.targetVocabulary,
      output: embedding,
      bias: 'output.b',
    },
    decoder,
    attention: attentionPlan(a, inputFeeding ? last : decoder[0].output, top),
    readout: {
      weight: 'decoder.readout.W',
      bias: 'decoder.readout.b',
      inputs: a.attention ? [last, top] : [last],
      output: embedding,
    },
    inputFeeding,
  };
}

function stackPlan(
  name: string,
  spec: StackSpec,
  first: readonly VectorPlan[],
  context: readonly VectorPlan[] = [],
): LayerPlan[] {
  let inputs = first;
  let inputSize = 0;
  return spec.layers.map((layer, j) => {
    const cells = namesOf(`${name}.${j}`, layer).map((cell) => cellPlan(cell, layer, inputs));
    const output = vector(layer.hidden, cells.length);
    const residual = (spec.residual ?? false) && j > 0 && inputSize === outputSize(layer);
    inputs = [output, ...context];
    inputSize = outputSize(layer);
    return { cells, output, residual };
  });
}

const namesOf = (name: string, { bidirectional }: LayerSpec): string[] =>
  bidirectional ? [`${name}.forward`, `${name}.backward`] : [name];

function cellPlan(name: string, spec: LayerSpec, inputs: readonly VectorPlan[]): CellPlan {
  const gru = spec.linearBeforeReset ? 'gru-reset-after' : 'gru-reset-before';
  return {
    kind: spec.cell === 'lstm' ? 'lstm' : gru,
    name,
    hidden: spec.hidden,
    gates: CELLS[spec.cell].gates,
    values: stateCount(spec),
    inputs,
  };
}

function bridgePlan({ decoder }: Architecture, top: VectorPlan): DensePlan[][] {
  return decoder.layers.map((spec, j) =>
    Array.from({ length: stateCount(spec) }, (_, i) => ({
      weight: `bridge.${j}.${i}.W`,
      bias: `bridge.${j}.${i}.b`,
      inputs: new Array<VectorPlan>(top.parts).fill(vector(top.size)),
      output: vector(spec.hidden),
    })),
  );
}

function attentionPlan(
  { attention }: Architecture,
  query: VectorPlan,
  memory: VectorPlan,
): AttentionPlan | undefined {
  if (!attention) return undefined;
  const size = vector(attention.size);
  const additive = attention.score === 'additive';
  return {
    kind: attention.score,
    query: {
      weight: 'attention.W',
      inputs: [query],
      output: size,
      ...(additive && { bias: 'attention.b' }),
    },
    keys: { weight: 'attention.U', inputs: [memory], output: size },
    ...(additive && { v: 'attention.v' }),
    scale: additive ? 1 : 1 / Math.sqrt(attention.size),
  };
}
