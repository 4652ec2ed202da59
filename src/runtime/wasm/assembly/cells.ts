/**
 * Recurrent cells (the equations of src/rnn/gru.ts and lstm.ts), element by element, from the products of input and state.
 * The new state takes the place of the old one.
 */
import { sigmoid, tanh } from './math';
import { Matrix } from './matrix';
import { product } from './product';
import { Rows, rowsOf, view } from './rows';
import { keep } from './scratch';

export const GRU_RESET_AFTER: i32 = 0;
export const GRU_RESET_BEFORE: i32 = 1;
export const LSTM: i32 = 2;

@unmanaged
export class Cell {
  kind: i32;
  hidden: i32;
  /** Of all gates, in the order r, z, h or i, f, o, c. */
  wx: Matrix;
  /** Of all gates; of a GRU that resets before the product, of r and z. */
  wh: Matrix;
  /** Of such a GRU's candidate. */
  candidate: Matrix | null;
}

export function createCell(kind: i32, hidden: i32, wx: Matrix, wh: Matrix, candidate: Matrix | null): Cell {
  const cell = changetype<Cell>(keep(offsetof<Cell>()));
  cell.kind = kind;
  cell.hidden = hidden;
  cell.wx = wx;
  cell.wh = wh;
  cell.candidate = candidate;
  return cell;
}

/**
 * One step.
 * @param ofX x W_x + b of each row
 * @param H state of each row; C of an LSTM lies behind it, filled up to whole v128
 */
export function step(cell: Cell, ofX: Rows, H: Rows, count: i32): void {
  const h = view(H.at, H.stride, cell.hidden);
  const ofH = product(h, count, cell.wh);
  if (cell.kind === LSTM) lstm(cell, ofX, ofH, h, count);
  else if (cell.kind === GRU_RESET_AFTER) resetAfter(cell, ofX, ofH, h, count);
  else resetBefore(cell, ofX, ofH, h, count);
}

/** H̃ + Z ⊙ (H' − H̃) */
function update(z: v128, before: v128, candidate: v128): v128 {
  return f32x4.add(candidate, f32x4.mul(z, f32x4.sub(before, candidate)));
}

function resetAfter(cell: Cell, ofX: Rows, ofH: Rows, H: Rows, count: i32): void {
  const gate = (<usize>cell.hidden) << 2;
  for (let row: usize = 0; row < <usize>count; row++) {
    const x = ofX.at + row * ofX.stride;
    const h = ofH.at + row * ofH.stride;
    const state = H.at + row * H.stride;
    for (let i: usize = 0; i < gate; i += 16) {
      const r = sigmoid(f32x4.add(v128.load(x + i), v128.load(h + i)));
      const z = sigmoid(f32x4.add(v128.load(x + gate + i), v128.load(h + gate + i)));
      const ofState = f32x4.mul(r, v128.load(h + 2 * gate + i));
      const candidate = tanh(f32x4.add(v128.load(x + 2 * gate + i), ofState));
      v128.store(state + i, update(z, v128.load(state + i), candidate));
    }
  }
}

function resetBefore(cell: Cell, ofX: Rows, ofH: Rows, H: Rows, count: i32): void {
  const gate = (<usize>cell.hidden) << 2;
  const reset = rowsOf(count, cell.hidden);
  for (let row: usize = 0; row < <usize>count; row++) {
    const x = ofX.at + row * ofX.stride;
    const h = ofH.at + row * ofH.stride;
    const state = H.at + row * H.stride;
    const to = reset.at + row * reset.stride;
    for (let i: usize = 0; i < gate; i += 16) {
      const r = sigmoid(f32x4.add(v128.load(x + i), v128.load(h + i)));
      v128.store(to + i, f32x4.mul(r, v128.load(state + i)));
    }
  }
  const ofReset = product(reset, count, cell.candidate as Matrix);
  for (let row: usize = 0; row < <usize>count; row++) {
    const x = ofX.at + row * ofX.stride;
    const h = ofH.at + row * ofH.stride;
    const state = H.at + row * H.stride;
    const c = ofReset.at + row * ofReset.stride;
    for (let i: usize = 0; i < gate; i += 16) {
      const z = sigmoid(f32x4.add(v128.load(x + gate + i), v128.load(h + gate + i)));
      const candidate = tanh(f32x4.add(v128.load(x + 2 * gate + i), v128.load(c + i)));
      v128.store(state + i, update(z, v128.load(state + i), candidate));
    }
  }
}

function lstm(cell: Cell, ofX: Rows, ofH: Rows, H: Rows, count: i32): void {
  const gate = (<usize>cell.hidden) << 2;
  const memory = (gate + 15) & ~15;
  for (let row: usize = 0; row < <usize>count; row++) {
    const x = ofX.at + row * ofX.stride;
    const h = ofH.at + row * ofH.stride;
    const state = H.at + row * H.stride;
    for (let i: usize = 0; i < gate; i += 16) {
      const input = sigmoid(f32x4.add(v128.load(x + i), v128.load(h + i)));
      const forget = sigmoid(f32x4.add(v128.load(x + gate + i), v128.load(h + gate + i)));
      const output = sigmoid(f32x4.add(v128.load(x + 2 * gate + i), v128.load(h + 2 * gate + i)));
      const candidate = tanh(f32x4.add(v128.load(x + 3 * gate + i), v128.load(h + 3 * gate + i)));
      const kept = f32x4.mul(forget, v128.load(state + memory + i));
      const c = f32x4.add(kept, f32x4.mul(input, candidate));
      v128.store(state + memory + i, c);
      v128.store(state + i, f32x4.mul(output, tanh(c)));
    }
  }
}
