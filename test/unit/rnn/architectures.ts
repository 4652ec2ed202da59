/** Small networks of every kind, with weights and batches to run them on. */
import { isLanguageModel } from '../../../src/rnn';
import type { Architecture, LayerSpec, ParameterSpec, StoredWeight } from '../../../src/rnn';
import type { Array32, Feeds } from '../support/ort';
import { randomArray } from '../support/ort';
import { int32, sizeOf } from '../support/tensors';

const gru = (hidden: number): LayerSpec => ({ cell: 'gru', hidden });
const lstm = (hidden: number): LayerSpec => ({ cell: 'lstm', hidden });
const common = { embedding: 5, sourceVocabulary: 9, targetVocabulary: 11 };

export const architectures: Record<string, Architecture> = {
  'plain GRU': { ...common, encoder: { layers: [gru(6)] }, decoder: { layers: [gru(6)] }, attention: null },
  'plain, reset after the product': {
    ...common,
    encoder: { layers: [{ ...gru(6), linearBeforeReset: true }] },
    decoder: { layers: [{ ...gru(6), linearBeforeReset: true }] },
    attention: null,
  },
  'plain LSTM, two layers': {
    ...common,
    encoder: { layers: [lstm(6), lstm(4)] },
    decoder: { layers: [lstm(6), lstm(4)] },
    attention: null,
  },
  'mixed cells over a bidirectional encoder, joined by dense layers': {
    ...common,
    encoder: { layers: [{ ...gru(4), bidirectional: true }, lstm(6)] },
    decoder: { layers: [lstm(6), gru(4)] },
    attention: null,
  },
  'additive attention': {
    ...common,
    encoder: { layers: [{ ...gru(4), bidirectional: true }] },
    decoder: { layers: [gru(6)] },
    attention: { score: 'additive', size: 4, inputFeeding: false },
  },
  'additive attention, fed back': {
    ...common,
    encoder: { layers: [{ ...gru(4), bidirectional: true }] },
    decoder: { layers: [gru(6), gru(4)] },
    attention: { score: 'additive', size: 4, inputFeeding: true },
  },
  'multiplicative attention, residual, mixed cells': {
    ...common,
    encoder: { layers: [{ ...gru(3), bidirectional: true }, gru(6)], residual: true },
    decoder: { layers: [lstm(6), gru(6), { ...gru(6), linearBeforeReset: true }], residual: true },
    attention: { score: 'multiplicative', size: 6, inputFeeding: false },
  },
  'multiplicative attention, fed back, LSTM': {
    ...common,
    encoder: { layers: [{ ...lstm(3), bidirectional: true }] },
    decoder: { layers: [lstm(6), lstm(6)], residual: true },
    attention: { score: 'multiplicative', size: 6, inputFeeding: true },
  },
  'a language model, residual, mixed cells': {
    ...common,
    encoder: { layers: [] },
    decoder: { layers: [lstm(6), gru(6)], residual: true },
    attention: null,
  },
};

/** As other programs build them; these have no kernels. */
export const foreignArchitectures: Record<string, Architecture> = {
  'the last state in every input, an output layer of its own': {
    ...common,
    targetEmbedding: 7,
    encoder: { layers: [gru(6), gru(6)] },
    decoder: { layers: [gru(6), gru(6)] },
    attention: null,
    context: true,
    readout: 'none',
    output: 'dense',
  },
  'the state before asks': {
    ...common,
    encoder: { layers: [gru(6), lstm(4)] },
    decoder: { layers: [gru(6), lstm(4)] },
    attention: { score: 'additive', size: 4, inputFeeding: false, asks: 'before' },
    readout: 'none',
    output: 'dense',
  },
  'the last layer asks, zeros first': {
    ...common,
    encoder: { layers: [{ ...gru(4), bidirectional: true }] },
    decoder: { layers: [gru(6), lstm(4)] },
    attention: { score: 'multiplicative', size: 4, inputFeeding: false, asks: 'last' },
    bridge: 'zeros',
    readout: 8,
    output: 'dense',
  },
  'fed back, copied from both directions': {
    ...common,
    targetEmbedding: 4,
    encoder: { layers: [{ ...lstm(3), bidirectional: true }] },
    decoder: { layers: [lstm(6)] },
    attention: { score: 'multiplicative', size: 6, inputFeeding: true },
    bridge: 'copy',
    readout: 6,
    output: 'dense',
  },
  'the topmost state for every layer': {
    ...common,
    encoder: { layers: [gru(4), gru(6)] },
    decoder: { layers: [gru(6), gru(6)] },
    attention: null,
    bridge: 'top',
  },
};

export function randomWeights(specs: ParameterSpec[], next: () => number): Record<string, Array32> {
  return Object.fromEntries(specs.map(({ name, shape }) => [name, randomArray(next, shape, 0.7)]));
}

export function stored(weights: Record<string, Array32>): Map<string, StoredWeight> {
  return new Map(
    Object.entries(weights).map(([name, { dims, data }]) => [
      name,
      { tensor: { dtype: 'float32', dims, data: data as Float32Array } },
    ]),
  );
}

export const BOS = 1;
export const EOS = 2;

/** Source and target without <bos> and <eos>; sentences of one batch. */
export interface Sentences {
  sources: number[][];
  targets: number[][];
}

export const sentences: Sentences = {
  sources: [[3, 4, 5, 6], [7], [8, 3, 3]],
  targets: [[5, 6], [10, 9, 8, 7], [3]],
};

const padded = (rows: number[][]): Array32 => {
  const steps = Math.max(...rows.map((r) => r.length));
  return int32(
    [steps, rows.length],
    Array.from({ length: steps }, (_, t) => rows.map((r) => r[t] ?? 0)).flat(),
  );
};

export function sourceFeeds({ sources }: Sentences): Feeds {
  const rows = sources.map((s) => [...s, EOS]);
  return {
    source: padded(rows),
    lengths: int32(
      [rows.length],
      rows.map((r) => r.length),
    ),
  };
}

/** What the training graph takes beside parameters and masks. */
export function trainingFeeds(s: Sentences, a: Architecture): Feeds {
  const out = padded(s.targets.map((t) => [...t, EOS]));
  const [T, B] = out.dims;
  const weights = Float32Array.from({ length: T * B }, (_, i) =>
    Number(Math.floor(i / B) <= s.targets[i % B].length),
  );
  return {
    ...(isLanguageModel(a) ? {} : sourceFeeds(s)),
    target_in: padded(s.targets.map((t) => [BOS, ...t])),
    target_out: int32([sizeOf(out.dims)], [...(out.data as Int32Array)]),
    weights: { dims: [T * B, 1], data: weights },
  };
}
