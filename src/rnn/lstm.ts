/**
 * Long short-term memory (Hochreiter & Schmidhuber 1997; the notes' second chapter). H' and C' are of step t−1:
 *
 *   I, F, O = σ(X W_x· + H' W_h· + b_·)
 *   C̃ = tanh(X W_xc + H' W_hc + b_c)
 *   C = F ⊙ C' + I ⊙ C̃
 *   H = O ⊙ tanh(C)
 *
 * The same numbers as ONNX LSTM without peepholes.
 */
import type { Value } from '../graph';
import { add, matmul, mul, sigmoid, split, tanh } from '../graph';
import type { Cell, CellStep } from './cell';
import type { Parameters } from './parameters';

export class Lstm implements Cell {
  readonly inputSize: number;
  readonly hidden: number;
  readonly stateCount = 2;

  /** `name` prefixes the parameters: W_x [inputSize, 4·hidden], W_h [hidden, 4·hidden], b [4·hidden], gates in the order i, f, o, c. */
  constructor(
    private readonly parameters: Parameters,
    private readonly name: string,
    options: { inputSize: number; hidden: number },
  ) {
    this.inputSize = options.inputSize;
    this.hidden = options.hidden;
  }

  project(X: Value): Value {
    const W_x = this.parameters.get(`${this.name}.W_x`, [this.inputSize, 4 * this.hidden]);
    const b = this.parameters.get(`${this.name}.b`, [4 * this.hidden], { kind: 'constant', value: 0 });
    return add(matmul(X, W_x), b);
  }

  step(projected: Value, [H, C]: Value[]): CellStep {
    const n = this.hidden;
    const W_h = this.parameters.get(`${this.name}.W_h`, [n, 4 * n]);
    const [ifo, c] = split(add(projected, matmul(H, W_h)), -1, [3 * n, n]);
    const [I, F, O] = split(sigmoid(ifo), -1, [n, n, n]);
    const candidate = tanh(c);
    const memory = add(mul(F, C), mul(I, candidate));
    const hidden = mul(O, tanh(memory));
    return { state: [hidden, memory], gates: { I, F, O, candidate, C: memory } };
  }
}
