/** The notes' equations in plain float64 loops, and the same weights as ONNX's own operators want them. */
import type { Nd } from '../support/tensors';
import { tensor } from '../support/tensors';

/** As the cells name them: W_x [I, n·H], W_h [H, n·H], b [n·H], and c_h [H] for a GRU that resets after the product. */
export type CellWeights = {
  W_x: Nd;
  W_h: Nd;
  b: Nd;
  c_h?: Nd;
};

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const row = (x: number[], W: Nd): number[] => {
  const columns = W.dims[1];
  return Array.from({ length: columns }, (_, j) =>
    x.reduce((sum, v, i) => sum + v * W.data[i * columns + j], 0),
  );
};
const plus = (...rows: number[][]): number[] => rows[0].map((_, i) => rows.reduce((sum, r) => sum + r[i], 0));
const times = (a: number[], b: number[]): number[] => a.map((v, i) => v * b[i]);
const gate = (x: number[], g: number, n: number): number[] => x.slice(g * n, (g + 1) * n);
/** Columns of gate g. */
const columnsOf = (W: Nd, g: number, n: number): Nd =>
  tensor([W.dims[0], n], ([i, j]) => W.data[i * W.dims[1] + g * n + j]);

/** One step of one sentence; gates in the order r, z, h. */
export function gruStep(x: number[], h: number[], w: CellWeights, linearBeforeReset: boolean): number[] {
  const n = h.length;
  const X = plus(row(x, w.W_x), w.b.data);
  const R = plus(gate(X, 0, n), row(h, columnsOf(w.W_h, 0, n))).map(sigmoid);
  const Z = plus(gate(X, 1, n), row(h, columnsOf(w.W_h, 1, n))).map(sigmoid);
  const W_hh = columnsOf(w.W_h, 2, n);
  const recurrent = linearBeforeReset
    ? times(R, plus(row(h, W_hh), (w.c_h as Nd).data))
    : row(times(R, h), W_hh);
  const candidate = plus(gate(X, 2, n), recurrent).map(Math.tanh);
  return plus(
    times(Z, h),
    times(
      Z.map((z) => 1 - z),
      candidate,
    ),
  );
}

/** One step of one sentence; gates in the order i, f, o, c. */
export function lstmStep(
  x: number[],
  h: number[],
  c: number[],
  w: CellWeights,
): { h: number[]; c: number[] } {
  const n = h.length;
  const all = plus(row(x, w.W_x), w.b.data, row(h, w.W_h));
  const [I, F, O] = [0, 1, 2].map((g) => gate(all, g, n).map(sigmoid));
  const memory = plus(times(F, c), times(I, gate(all, 3, n).map(Math.tanh)));
  return { h: times(O, memory.map(Math.tanh)), c: memory };
}

/** Our gate at each place of ONNX's order: z, r, h and i, o, f, c. */
const ONNX_ORDER = { gru: [1, 0, 2], lstm: [0, 2, 1, 3] };

/** W [D, n·H, I], R [D, n·H, H] and B [D, 2·n·H] of ONNX's GRU and LSTM, one entry of `directions` each. */
export function onnxWeights(cell: 'gru' | 'lstm', directions: CellWeights[]): { W: Nd; R: Nd; B: Nd } {
  const order = ONNX_ORDER[cell];
  const hidden = directions[0].W_h.dims[0];
  const size = order.length * hidden;
  const place = (j: number): number => order[Math.floor(j / hidden)] * hidden + (j % hidden);
  const turned = (weights: Nd[]): Nd =>
    tensor([weights.length, size, weights[0].dims[0]], ([d, j, i]) => weights[d].data[i * size + place(j)]);
  const bias = (w: CellWeights, j: number): number => {
    if (j < size) return w.b.data[place(j)];
    // The recurrent bias: only that of the candidate is apart from the other.
    return w.c_h && j >= size + 2 * hidden ? w.c_h.data[j - size - 2 * hidden] : 0;
  };
  return {
    W: turned(directions.map((w) => w.W_x)),
    R: turned(directions.map((w) => w.W_h)),
    B: tensor([directions.length, 2 * size], ([d, j]) => bias(directions[d], j)),
  };
}
