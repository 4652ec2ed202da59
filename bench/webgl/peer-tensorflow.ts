/** The same step in TensorFlow.js on WebGL: the state stays on the GPU, the V scores are read back. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgl';
import type { StepShape } from './peer';

export async function tensorflowStep(
  { B, E, H, V }: StepShape,
  timed: (step: () => Promise<unknown>) => Promise<{ first: number; median: number }>,
): Promise<{ first: number; median: number; created: number }> {
  const start = performance.now();
  await tf.setBackend('webgl');
  const weight = (rows: number, columns: number): tf.Tensor2D =>
    tf.randomUniform([rows, columns], -0.05, 0.05);
  const vector = (size: number): tf.Tensor1D => tf.randomUniform([size], -0.05, 0.05);
  const [Wx, Wh, b, ch] = [weight(E, 3 * H), weight(H, 3 * H), vector(3 * H), vector(H)];
  const [Wo, bo, Wv, bv] = [weight(H, E), vector(E), weight(E, V), vector(V)];
  const x = weight(B, E);
  let h = weight(B, H);
  const created = performance.now() - start;
  const step = async (): Promise<void> => {
    const [state, logits] = tf.tidy(() => {
      const fromX = tf.add(tf.matMul(x, Wx), b);
      const fromH = tf.matMul(h, Wh);
      const [xr, xz, xh] = tf.split(fromX, 3, 1);
      const [hr, hz, hh] = tf.split(fromH, 3, 1);
      const R = tf.sigmoid(tf.add(xr, hr));
      const Z = tf.sigmoid(tf.add(xz, hz));
      const candidate = tf.tanh(tf.add(xh, tf.mul(R, tf.add(hh, ch))));
      const next = tf.add(candidate, tf.mul(Z, tf.sub(h, candidate)));
      const readout = tf.tanh(tf.add(tf.matMul(next, Wo), bo));
      return [next, tf.add(tf.matMul(readout as tf.Tensor2D, Wv), bv)];
    });
    logits.dataSync();
    logits.dispose();
    h.dispose();
    h = state as tf.Tensor2D;
  };
  const result = await timed(step);
  tf.disposeVariables();
  [Wx, Wh, b, ch, Wo, bo, Wv, bv, x, h].forEach((tensor) => tensor.dispose());
  return { ...result, created };
}
