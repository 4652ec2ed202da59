/**
 * Sequence to sequence: the graphs that are run. One for training, one for validation, and for decoding the two
 * halves on their own, encoder and decoder step, which are separate, named, replaceable files of a model folder.
 */
import type { Value } from '../graph';
import {
  cast,
  concat,
  gather,
  gatherElements,
  gradients,
  Graph,
  logSoftmax,
  scan,
  shapeOf,
  slice,
  squeeze,
  topK,
  unsqueeze,
  zeros,
} from '../graph';
import type { Architecture } from './architecture';
import { isLanguageModel, readoutSize } from './architecture';
import type { Memory } from './attention';
import { makeMemory } from './attention';
import { bridge } from './bridge';
import { decode, decoderStateSizes } from './decoder';
import type { Dropout, Side } from './dropout';
import { drop, noDropout } from './dropout';
import type { Encoded } from './encoder';
import { encode } from './encoder';
import type { Observe } from './layer';
import { once } from './layer';
import { crossEntropy, logits, targetEmbedding } from './output';
import type { Parameters, ParameterSpec, StoredWeight } from './parameters';
import { StoredParameters, TrainableParameters } from './parameters';
import { outputSize } from './stack';

/** Of the encoder's states; 0 without an encoder, where nothing asks. */
const memorySizeOf = (a: Architecture): number =>
  isLanguageModel(a) ? 0 : outputSize(a.encoder.layers[a.encoder.layers.length - 1]);

/** A dropout mask that the trainer must feed: [steps, B, size]. */
export interface MaskSpec {
  name: string;
  size: number;
  side: Side;
}

export interface TrainingGraph {
  graph: Graph;
  parameters: ParameterSpec[];
  masks: MaskSpec[];
}

export interface TrainingOptions {
  labelSmoothing: number;
  /** Draw dropout masks? The trainer feeds them, scaled. */
  dropout: boolean;
  /** Without it the graph only computes the loss, for validation. */
  gradients: boolean;
  /** Parameters that are not to be learnt have no gradient. */
  frozen?(parameter: string): boolean;
}

/**
 * Inputs: source int32 [S, B], lengths int32 [B], target_in int32 [T, B], target_out int32 [T·B], weights float32
 * [T·B, 1], masks, parameters by name; a language model has no source and lengths. Outputs: loss, and gradient.<parameter> for each that is learnt.
 */
export function trainingGraph(a: Architecture, options: TrainingOptions): TrainingGraph {
  const graph = new Graph('seq2seq');
  const p = new TrainableParameters(graph);
  const masks: MaskSpec[] = [];
  const dropout = options.dropout ? maskInputs(graph, masks) : noDropout;
  const targetIn = graph.input('target_in', 'int32', ['T', 'B']);
  const words = graph.input('target_out', 'int32', ['T*B']);
  const weights = graph.input('weights', 'float32', ['T*B', 1]);

  const { initial, memory } = isLanguageModel(a)
    ? { initial: () => zeroState(a, slice(shapeOf(targetIn), 1, 2)), memory: undefined }
    : readSource(p, a, graph, dropout);
  const X = gather(targetEmbedding(p, a), targetIn);
  const { readout } = decode(p, a, {
    X: drop(dropout, X, 'target'),
    initial: initial(),
    memory,
    memorySize: memorySizeOf(a),
    dropout,
    loop: scan,
  });
  const loss = crossEntropy(p, a, readout, { words, weights, smoothing: options.labelSmoothing });
  graph.output('loss', loss);
  if (options.gradients) emitGradients(graph, loss, p, options);
  return { graph, parameters: p.specs, masks };
}

/** What the decoder starts from, its first state in the order of `decoderStateSizes`. */
interface Source {
  initial(): Value[];
  memory?: Memory;
}

/** The parameters of a network, in the order of its training graph. */
export const parameterSpecs = (a: Architecture): ParameterSpec[] =>
  trainingGraph(a, { labelSmoothing: 0, dropout: false, gradients: false }).parameters;

function readSource(
  p: Parameters,
  a: Architecture,
  graph: Graph,
  dropout: Dropout,
  observe?: Observe,
): Source {
  const source = graph.input('source', 'int32', ['S', 'B']);
  const lengths = graph.input('lengths', 'int32', ['B']);
  if (isLanguageModel(a)) return { initial: () => zeroState(a, shapeOf(lengths)) };
  const encoded = encode(p, a, source, lengths, dropout, observe);
  const memory = a.attention
    ? makeMemory(p, a.attention, encoded.outputs, encoded.mask, encoded.size)
    : undefined;
  return { initial: () => initialState(p, a, encoded, lengths), memory };
}

/** @param batch int64 [1] */
function zeroState(a: Architecture, batch: Value): Value[] {
  return decoderStateSizes(a).map((size) =>
    zeros(concat([batch, batch.graph.constant('int64', [1], [size])], 0), ['B', size]),
  );
}

function maskInputs(graph: Graph, masks: MaskSpec[]): Dropout {
  return {
    mask(size, side) {
      const name = `dropout.${masks.length}`;
      masks.push({ name, size, side });
      return graph.input(name, 'float32', [side === 'source' ? 'S' : 'T', 'B', size]);
    },
  };
}

function emitGradients(graph: Graph, loss: Value, p: TrainableParameters, { frozen }: TrainingOptions): void {
  const one = graph.constant('float32', [], [1]);
  const values = [...p.values.values()].filter(({ name }) => !frozen?.(name));
  gradients([{ value: loss, gradient: one }], values).forEach((g, i) => {
    graph.output(`gradient.${values[i].name}`, g);
  });
}

/** The decoder's first state, in the order of `decoderStateSizes`. */
function initialState(p: Parameters, a: Architecture, encoded: Encoded, lengths: Value): Value[] {
  const layers = bridge(p, a, encoded).flat();
  const context = a.context ? [encoded.final[encoded.final.length - 1][0]] : [];
  if (!a.attention?.inputFeeding) return [...layers, ...context];
  const size = readoutSize(a);
  const sizes = concat([shapeOf(lengths), lengths.graph.constant('int64', [1], [size])], 0);
  return [...layers, zeros(sizes, ['B', size]), ...context];
}

export interface InferenceOptions {
  /** Also give what every layer did at every step: `gates.<layer>.<name>`, [steps, B, hidden]. */
  gates: boolean;
}

const observer = (graph: Graph, { gates }: InferenceOptions): Observe | undefined =>
  gates
    ? ({ name, activations }) => {
        for (const [gate, value] of Object.entries(activations)) graph.output(`gates.${name}.${gate}`, value);
      }
    : undefined;

/**
 * Inputs: source int32 [S, B] padded at the end, lengths int32 [B]. Outputs: state.<i> [B, size], the decoder's first
 * state; with attention memory.states [B, S, D], memory.keys [B, S, size], memory.bias [B, 1, S].
 */
export function encoderGraph(
  a: Architecture,
  weights: ReadonlyMap<string, StoredWeight>,
  options: InferenceOptions = { gates: false },
): Graph {
  const graph = new Graph('encoder');
  const p = new StoredParameters(graph, weights);
  const { initial, memory } = readSource(p, a, graph, noDropout, observer(graph, options));
  initial().forEach((s, i) => graph.output(`state.${i}`, s));
  if (memory) {
    graph.output('memory.states', memory.states);
    graph.output('memory.keys', memory.keys);
    graph.output('memory.bias', memory.bias);
  }
  return graph;
}

/**
 * One step of decoding for R hypotheses.
 *
 * Inputs: tokens int32 [R], the last word of each; parents int32 [R], which row of the state each continues;
 * sentences int32 [R], which sentence of the memory each translates; state.<i> [P, size]; memory.*, as the encoder gave
 * it; k int64 [1]; probes int32 [R, Q], words whose log-probabilities are wanted whatever their rank.
 * Outputs: state.<i>.next [R, size]; top.tokens int32 [R, k], top.logprobs [R, k], best first, equal ones by token;
 * probe.logprobs [R, Q]; attention [R, S], where there is attention.
 */
export function decoderGraph(
  a: Architecture,
  weights: ReadonlyMap<string, StoredWeight>,
  options: InferenceOptions = { gates: false },
): Graph {
  const graph = new Graph('decoder');
  const p = new StoredParameters(graph, weights);
  const tokens = graph.input('tokens', 'int32', ['R']);
  const parents = graph.input('parents', 'int32', ['R']);
  const initial = decoderStateSizes(a).map((size, i) =>
    gather(graph.input(`state.${i}`, 'float32', ['P', size]), parents),
  );
  const X = unsqueeze(gather(targetEmbedding(p, a), tokens), 0);
  const run = decode(p, a, {
    X,
    initial,
    memory: a.attention ? memoryInputs(graph, a, a.attention.size) : undefined,
    memorySize: memorySizeOf(a),
    dropout: noDropout,
    loop: once,
    observe: observer(graph, options),
  });
  run.final.forEach((s, i) => graph.output(`state.${i}.next`, s));
  if (run.weights) graph.output('attention', squeeze(run.weights, 1));
  emitTopK(graph, logits(p, a, squeeze(run.readout, 0)));
  return graph;
}

function memoryInputs(graph: Graph, a: Architecture, keySize: number): Memory {
  const sentences = graph.input('sentences', 'int32', ['R']);
  return {
    states: gather(graph.input('memory.states', 'float32', ['N', 'S', memorySizeOf(a)]), sentences),
    keys: gather(graph.input('memory.keys', 'float32', ['N', 'S', keySize]), sentences),
    bias: gather(graph.input('memory.bias', 'float32', ['N', 1, 'S']), sentences),
  };
}

/** Only k values a hypothesis leave the graph, not the vocabulary. */
function emitTopK(graph: Graph, all: Value): void {
  const k = graph.input('k', 'int64', [1]);
  const probes = graph.input('probes', 'int32', ['R', 'Q']);
  const logProbs = logSoftmax(all);
  const { values, indices } = topK(logProbs, k);
  graph.output('top.tokens', cast(indices, 'int32'));
  graph.output('top.logprobs', values);
  graph.output('probe.logprobs', gatherElements(logProbs, probes));
}
