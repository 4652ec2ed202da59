/**
 * Weights of recurrent layers in this program's order. PyTorch keeps them transposed, with two biases; its GRU and Keras's
 * reset after the product, as src/rnn/gru.ts says. The gates come in another order:
 *
 *           here            PyTorch          Keras
 *   GRU     r, z, h         r, z, n          z, r, h
 *   LSTM    i, f, o, c      i, f, g, o       i, f, c, o
 */
import type { Weight } from '../models';
import type { LayerSpec } from '../rnn';
import { CELLS } from '../rnn';
import { InterchangeError } from './errors';
import type { Foreign } from './foreign';

export interface Layers {
  specs: LayerSpec[];
  /** By their names here. */
  weights: Map<string, Weight>;
}

/** For each gate here, which one it is there; PyTorch's order is undone by itself. */
export const TORCH_ORDER = { gru: [0, 1, 2], lstm: [0, 1, 3, 2] } as const;
const KERAS_ORDER = { gru: [1, 0, 2], lstm: [0, 1, 3, 2] } as const;

type CellName = keyof typeof CELLS;

/** @throws InterchangeError('unsupported') */
function cellOf(rows: number, hidden: number, name: string): CellName {
  const cell = (['gru', 'lstm'] as const).find((one) => rows === CELLS[one].gates * hidden);
  if (cell) return cell;
  const what = rows === hidden ? 'a plain recurrent cell (Elman)' : `a cell with ${rows / hidden} gates`;
  throw new InterchangeError('unsupported', `${name} is ${what}; GRU and LSTM are supported`);
}

export interface TorchLayers {
  /** Of the module: torch.nn.GRU, torch.nn.LSTM. */
  prefix: string;
  /** `encoder` or `decoder`. */
  to: string;
  /** The parts the first layer's input is joined of, and the order they have here. */
  input?: { sizes: readonly number[]; order: readonly number[] };
  /** A cell for each layer (torch.nn.LSTMCell in a list), not one module of all. */
  cells?: boolean;
}

/** @throws InterchangeError('unsupported' | 'tensor') */
export function torchLayers(foreign: Foreign, { prefix, to, input, cells = false }: TorchLayers): Layers {
  const name = (what: string, layer: number, suffix = ''): string =>
    cells ? `${prefix}.${layer}.${what}` : `${prefix}.${what}_l${layer}${suffix}`;
  const layers: Layers = { specs: [], weights: new Map() };
  for (let j = 0; j === 0 || foreign.has(name('weight_ih', j)); j++) {
    const bidirectional = !cells && foreign.has(name('weight_ih', j, '_reverse'));
    const [rows, inputSize] = foreign.dims(name('weight_ih', j), 2);
    const hidden = foreign.dims(name('weight_hh', j), 2)[1];
    const cell = cellOf(rows, hidden, name('weight_ih', j));
    layers.specs.push(specOf(cell, hidden, bidirectional));
    for (const [suffix, own] of bidirectional ? DIRECTIONS : [['', '']]) {
      const tensor = (what: string, dims: number[]): Weight => foreign.get(name(what, j, suffix), dims);
      const bias = (what: string): Weight => foreign.getOrZeros(name(what, j, suffix), [rows]);
      const W_ih = transposed(tensor('weight_ih', [rows, inputSize]));
      addCell(layers.weights, `${to}.${j}${own}`, cell, hidden, {
        W_x: j === 0 && input ? reordered(W_ih, input) : W_ih,
        W_h: transposed(tensor('weight_hh', [rows, hidden])),
        b: bias('bias_ih').data,
        recurrent: bias('bias_hh').data,
        order: TORCH_ORDER[cell],
      });
    }
  }
  return layers;
}

const DIRECTIONS = [
  ['', '.forward'],
  ['_reverse', '.backward'],
] as const;

/** Keras's layers, under the names `<to>.<layer>[.forward].kernel`, `.recurrent_kernel`, `.bias`. */
export function kerasLayers(foreign: Foreign, to: string): Layers {
  const layers: Layers = { specs: [], weights: new Map() };
  const has = (j: number): boolean =>
    foreign.has(`${to}.${j}.kernel`) || foreign.has(`${to}.${j}.forward.kernel`);
  for (let j = 0; j === 0 || has(j); j++) {
    const bidirectional = foreign.has(`${to}.${j}.forward.kernel`);
    for (const direction of bidirectional ? ['.forward', '.backward'] : ['']) {
      const name = `${to}.${j}${direction}`;
      const [inputSize, columns] = foreign.dims(`${name}.kernel`, 2);
      const hidden = foreign.dims(`${name}.recurrent_kernel`, 2)[0];
      const cell = cellOf(columns, hidden, name);
      const two = cell === 'gru' && !isFlat(foreign, `${name}.bias`);
      const bias = foreign.getOrZeros(`${name}.bias`, two ? [2, columns] : [columns]).data;
      if (direction !== '.backward') layers.specs.push(specOf(cell, hidden, bidirectional, two));
      addCell(layers.weights, name, cell, hidden, {
        W_x: foreign.get(`${name}.kernel`, [inputSize, columns]),
        W_h: foreign.get(`${name}.recurrent_kernel`, [hidden, columns]),
        b: bias.slice(0, columns),
        recurrent: two ? bias.slice(columns) : undefined,
        order: KERAS_ORDER[cell],
      });
    }
  }
  return layers;
}

/** A GRU that resets before the product has one bias, one that resets after has two. */
const isFlat = (foreign: Foreign, name: string): boolean => {
  try {
    return foreign.dims(name, 1).length === 1;
  } catch {
    return false;
  }
};

const specOf = (cell: CellName, hidden: number, bidirectional: boolean, resetAfter = true): LayerSpec => ({
  cell,
  hidden,
  ...(bidirectional && { bidirectional }),
  ...(cell === 'gru' && resetAfter && { linearBeforeReset: true }),
});

interface CellWeights {
  /** [input, gates · hidden], [hidden, gates · hidden] */
  W_x: Weight;
  W_h: Weight;
  b: Float32Array;
  /** The bias on the side of the state; undefined where there is none. */
  recurrent: Float32Array | undefined;
  order: readonly number[];
}

function addCell(
  weights: Map<string, Weight>,
  name: string,
  cell: CellName,
  hidden: number,
  { W_x, W_h, b, recurrent, order }: CellWeights,
): void {
  const own = (data: Float32Array): Float32Array =>
    gatesInOrder({ dims: [1, data.length], data }, order).data;
  const bias = own(b);
  const state = recurrent && own(recurrent);
  // The candidate's second bias lies behind the reset gate; all others are sums.
  const summed = cell === 'gru' ? 2 * hidden : 4 * hidden;
  if (state) for (let i = 0; i < summed; i++) bias[i] += state[i];
  weights.set(`${name}.W_x`, gatesInOrder(W_x, order));
  weights.set(`${name}.W_h`, gatesInOrder(W_h, order));
  weights.set(`${name}.b`, { dims: [bias.length], data: bias });
  if (cell === 'gru' && state) weights.set(`${name}.c_h`, { dims: [hidden], data: state.slice(2 * hidden) });
}

/** Blocks of columns in another order. */
export function gatesInOrder({ dims: [rows, columns], data }: Weight, order: readonly number[]): Weight {
  const hidden = columns / order.length;
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row++)
    order.forEach((from, to) => {
      const at = row * columns + from * hidden;
      result.set(data.subarray(at, at + hidden), row * columns + to * hidden);
    });
  return { dims: [rows, columns], data: result };
}

/** Blocks of rows in another order: what a layer's input is joined of. */
export function reordered(
  { dims: [rows, columns], data }: Weight,
  { sizes, order }: { sizes: readonly number[]; order: readonly number[] },
): Weight {
  if (sizes.reduce((sum, size) => sum + size, 0) !== rows)
    throw new InterchangeError('tensor', `an input of ${rows} units is not joined of ${sizes.join(' + ')}`);
  const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
  const parts = order.map((i) => data.subarray(starts[i] * columns, (starts[i] + sizes[i]) * columns));
  const result = new Float32Array(data.length);
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return { dims: [rows, columns], data: result };
}

export function transposed({ dims: [rows, columns], data }: Weight): Weight {
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = data[row * columns + column];
  return { dims: [columns, rows], data: result };
}
