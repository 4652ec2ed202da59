/**
 * A model folder as tensors under PyTorch's names, for programs that go on with its weights: each recurrent layer as a
 * torch.nn.GRU or torch.nn.LSTM has it, everything else by its name here, matrices transposed as torch.nn.Linear keeps
 * them. docs/interchange.md has a loader.
 */
import type { ModelFolder, Weight } from '../models';
import { readWeights } from '../models';
import type { LayerSpec } from '../rnn';
import { CELLS } from '../rnn';
import { InterchangeError } from './errors';
import { gatesInOrder, TORCH_ORDER, transposed } from './recurrent';
import { writeSafetensors } from './safetensors';

/** @throws InterchangeError('unsupported') for a GRU that resets before the product: PyTorch has none */
export function exportModelTensors(folder: ModelFolder): Map<string, Weight> {
  const weights = readWeights(folder);
  const tensors = new Map<string, Weight>();
  for (const side of ['encoder', 'decoder'] as const)
    folder.card.architecture[side].layers.forEach((layer, j) => {
      const directions = layer.bidirectional ? (['forward', 'backward'] as const) : ([undefined] as const);
      for (const direction of directions) {
        const own = direction ? `${side}.${j}.${direction}` : `${side}.${j}`;
        const suffix = direction === 'backward' ? '_l0_reverse' : '_l0';
        addLayer(tensors, weights, { own, to: `${side}.rnn.${j}`, suffix }, layer);
      }
    });
  for (const [name, weight] of weights) {
    if (/^(?:encoder|decoder)\.\d+\./.test(name)) continue;
    tensors.set(torchName(name), isLinear(name, weight.dims) ? transposed(weight) : weight);
  }
  return tensors;
}

/** @returns the bytes of a .safetensors file */
export const exportModel = (folder: ModelFolder): Uint8Array =>
  writeSafetensors(exportModelTensors(folder), {
    format: 'pt',
    architecture: JSON.stringify(folder.card.architecture),
    model: folder.card.id,
    licence: folder.card.licence,
  });

/** Kept transposed, as torch.nn.Linear keeps it. */
export const isLinear = (name: string, { length }: readonly number[]): boolean =>
  name !== 'output.W' && length === 2 && !name.endsWith('.embedding');

const ATTENTION: Readonly<Record<string, string>> = {
  'attention.W': 'attention.query.weight',
  'attention.b': 'attention.query.bias',
  'attention.U': 'attention.keys.weight',
  'attention.v': 'attention.v.weight',
};

/** encoder.embedding.weight, bridge.0.0.weight, decoder.readout.bias, output.weight. */
export const torchName = (name: string): string =>
  ATTENTION[name] ??
  (name.endsWith('.embedding') ? `${name}.weight` : name.replace(/\.W$/, '.weight').replace(/\.b$/, '.bias'));

function addLayer(
  tensors: Map<string, Weight>,
  weights: ReadonlyMap<string, Weight>,
  { own, to, suffix }: { own: string; to: string; suffix: string },
  { cell, hidden, linearBeforeReset }: LayerSpec,
): void {
  if (cell === 'gru' && !linearBeforeReset)
    throw new InterchangeError(
      'unsupported',
      `${own} is a GRU that resets before the product, which PyTorch does not have`,
    );
  const weight = (what: string): Weight => weights.get(`${own}.${what}`)!;
  const gates = (one: Weight): Weight => gatesInOrder(one, TORCH_ORDER[cell]);
  tensors.set(`${to}.weight_ih${suffix}`, transposed(gates(weight('W_x'))));
  tensors.set(`${to}.weight_hh${suffix}`, transposed(gates(weight('W_h'))));
  const { data } = gates({ dims: [1, CELLS[cell].gates * hidden], data: weight('b').data });
  tensors.set(`${to}.bias_ih${suffix}`, { dims: [data.length], data });
  const state = new Float32Array(data.length);
  if (cell === 'gru') state.set(weight('c_h').data, 2 * hidden);
  tensors.set(`${to}.bias_hh${suffix}`, { dims: [data.length], data: state });
}
