/** Attention against its definition in plain float64 loops. */
import assert from 'node:assert/strict';
import type { AttentionSpec } from '../../../src/rnn';
import { attend, makeMemory } from '../../../src/rnn';
import { random, randomArray } from '../support/ort';
import type { Nd } from '../support/tensors';
import { at, indices, same, tensor, toNd } from '../support/tensors';
import { maskOf, runNetwork } from './layers';

const [S, B, T, D, Q, A] = [6, 3, 2, 4, 5, 3];
const lengths = [6, 2, 4];
const sum = (n: number, f: (i: number) => number): number =>
  Array.from({ length: n }, (_, i) => f(i)).reduce((a, b) => a + b, 0);

/** α [B, T, S] and c [B, T, D] of the equations. */
function reference(
  score: AttentionSpec['score'],
  w: Record<string, Nd>,
  queries: Nd,
  states: Nd,
): { weights: Nd; context: Nd } {
  const project = (x: Nd, index: number[], W: Nd, j: number) =>
    sum(W.dims[0], (i) => at(x, [...index, i]) * at(W, [i, j]));
  const energy = (b: number, t: number, s: number): number => {
    const q = Array.from({ length: A }, (_, j) => project(queries, [b, t], w.W, j));
    const k = Array.from({ length: A }, (_, j) => project(states, [s, b], w.U, j));
    return score === 'multiplicative'
      ? sum(A, (j) => q[j] * k[j]) / Math.sqrt(A)
      : sum(A, (j) => w.v.data[j] * Math.tanh(q[j] + k[j] + w.b.data[j]));
  };
  const weights = tensor([B, T, S], ([b, t, s]) =>
    s < lengths[b]
      ? Math.exp(energy(b, t, s)) / sum(lengths[b], (other) => Math.exp(energy(b, t, other)))
      : 0,
  );
  const context = tensor([B, T, D], ([b, t, d]) =>
    sum(lengths[b], (s) => at(weights, [b, t, s]) * at(states, [s, b, d])),
  );
  return { weights, context };
}

for (const score of ['additive', 'multiplicative'] as const) {
  describe(`${score} attention`, () => {
    const spec: AttentionSpec = { score, size: A, inputFeeding: false };
    const next = random(score.length);
    const states = randomArray(next, [S, B, D], 2);
    const queries = randomArray(next, [B, T, Q], 2);
    const draw = (...dims: number[]) => toNd(randomArray(next, dims, 2));
    const weights = { W: draw(Q, A), U: draw(D, A), v: draw(A, 1), b: draw(A) };
    const run = () =>
      runNetwork(
        (p, x) => ({ ...attend(p, spec, x.queries, makeMemory(p, spec, x.states, x.mask, D), Q) }),
        { states, queries, mask: maskOf(lengths, S) },
        { attention: weights },
      );

    it('is what its equations say', async () => {
      const result = await run();
      const expected = reference(score, weights, toNd(queries), toNd(states));
      same(result.weights, expected.weights);
      same(result.context, expected.context);
    });

    it('weighs the words of a sentence to 1 and its padding to exactly 0', async () => {
      const { weights: alpha } = await run();
      for (const [b, t] of indices([B, T])) {
        const row = Array.from({ length: S }, (_, s) => at(alpha, [b, t, s]));
        assert.ok(Math.abs(sum(S, (s) => row[s]) - 1) < 1e-6);
        row.forEach((weight, s) => assert.equal(weight > 0, s < lengths[b]));
      }
    });
  });
}
