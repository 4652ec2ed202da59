/**
 * Gated recurrent unit (Cho et al. 2014; the notes' first chapter). H' stands for H_{t−1}:
 *
 *   R = σ(X W_xr + H' W_hr + b_r)
 *   Z = σ(X W_xz + H' W_hz + b_z)
 *   H̃ = tanh(X W_xh + (R ⊙ H') W_hh + b_h)
 *   H = Z ⊙ H' + (1 − Z) ⊙ H̃
 *
 * The same numbers as ONNX GRU with linear_before_reset = 0. PyTorch's and Keras's variant resets after the product,
 * H̃ = tanh(X W_xh + R ⊙ (H' W_hh + c_h) + b_h), ONNX's linear_before_reset = 1: one product a step instead of two.
 */
import type { Value } from '../graph';
import { add, matmul, mul, sigmoid, split, sub, tanh } from '../graph';
import type { Cell, CellStep } from './cell';
import type { Parameters } from './parameters';

export interface GruOptions {
  inputSize: number;
  hidden: number;
  linearBeforeReset: boolean;
}

export class Gru implements Cell {
  readonly inputSize: number;
  readonly hidden: number;
  readonly stateCount = 1;
  private readonly linearBeforeReset: boolean;

  /** `name` prefixes the parameters: W_x [inputSize, 3·hidden], W_h [hidden, 3·hidden], b [3·hidden], gates in the order r, z, h. */
  constructor(
    private readonly parameters: Parameters,
    private readonly name: string,
    options: GruOptions,
  ) {
    this.inputSize = options.inputSize;
    this.hidden = options.hidden;
    this.linearBeforeReset = options.linearBeforeReset;
  }

  project(X: Value): Value {
    const W_x = this.parameters.get(`${this.name}.W_x`, [this.inputSize, 3 * this.hidden]);
    const b = this.parameters.get(`${this.name}.b`, [3 * this.hidden], { kind: 'constant', value: 0 });
    return add(matmul(X, W_x), b);
  }

  step(projected: Value, [H]: Value[]): CellStep {
    return this.linearBeforeReset ? this.resetAfter(projected, H) : this.resetBefore(projected, H);
  }

  private get W_h(): Value {
    return this.parameters.get(`${this.name}.W_h`, [this.hidden, 3 * this.hidden]);
  }

  private resetBefore(projected: Value, H: Value): CellStep {
    const n = this.hidden;
    const [W_rz, W_hh] = split(this.W_h, 1, [2 * n, n]);
    const [X_rz, X_h] = split(projected, -1, [2 * n, n]);
    const [R, Z] = split(sigmoid(add(X_rz, matmul(H, W_rz))), -1, [n, n]);
    const candidate = tanh(add(X_h, matmul(mul(R, H), W_hh)));
    return { state: [update(Z, H, candidate)], gates: { R, Z, candidate } };
  }

  private resetAfter(projected: Value, H: Value): CellStep {
    const n = this.hidden;
    const c_h = this.parameters.get(`${this.name}.c_h`, [n], { kind: 'constant', value: 0 });
    const [X_rz, X_h] = split(projected, -1, [2 * n, n]);
    const [H_rz, H_h] = split(matmul(H, this.W_h), -1, [2 * n, n]);
    const [R, Z] = split(sigmoid(add(X_rz, H_rz)), -1, [n, n]);
    const candidate = tanh(add(X_h, mul(R, add(H_h, c_h))));
    return { state: [update(Z, H, candidate)], gates: { R, Z, candidate } };
  }
}

/** H = Z ⊙ H' + (1 − Z) ⊙ H̃, written as H̃ + Z ⊙ (H' − H̃) to save a product. */
function update(Z: Value, H: Value, candidate: Value): Value {
  return add(candidate, mul(Z, sub(H, candidate)));
}
