/** What is computed by every runtime: one GRU step that resets after the product, readout, tied output layer. */
import { add, exportModel, gemm, Graph, matmul, mul, sigmoid, sub, tanh } from '../../src/graph';
import type { Value } from '../../src/graph';

export interface StepShape {
  /** Rows. */
  B: number;
  /** Embedding. */
  E: number;
  /** Hidden units. */
  H: number;
  /** Vocabulary. */
  V: number;
}

/** The step as ONNX, of operators that onnxruntime's WebGL has: a product a gate, since it cannot split cheaply. */
export function peerGraph({ B, E, H, V }: StepShape, next: () => number): Uint8Array {
  const graph = new Graph('step');
  const weight = (name: string, dims: number[]): Value =>
    graph.initializer(name, {
      dtype: 'float32',
      dims,
      data: Float32Array.from({ length: dims.reduce((p, d) => p * d, 1) }, () => (next() * 2 - 1) * 0.05),
    });
  const x = graph.input('x', 'float32', [B, E]);
  const h = graph.input('h', 'float32', [B, H]);
  const fromX = (gate: string): Value => gemm(x, weight(`W_x${gate}`, [E, H]), weight(`b_${gate}`, [H]));
  const fromH = (gate: string): Value => matmul(h, weight(`W_h${gate}`, [H, H]));
  const R = sigmoid(add(fromX('r'), fromH('r')));
  const Z = sigmoid(add(fromX('z'), fromH('z')));
  const candidate = tanh(add(fromX('h'), mul(R, add(fromH('h'), weight('c_h', [H])))));
  const state = add(candidate, mul(Z, sub(h, candidate)));
  const readout = tanh(gemm(state, weight('W_o', [H, E]), weight('b_o', [E])));
  graph.output('state', state);
  graph.output('logits', gemm(readout, weight('W_v', [E, V]), weight('b_v', [V])));
  return exportModel(graph);
}
