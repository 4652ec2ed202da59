/** The encoder on padded batches. */
import assert from 'node:assert/strict';
import type { Value } from '../../../src/graph';
import type { Architecture, StackSpec } from '../../../src/rnn';
import { noDropout } from '../../../src/rnn/dropout';
import { encode } from '../../../src/rnn/encoder';
import type { Array32, Feeds } from '../support/ort';
import { random, randomArray } from '../support/ort';
import type { Nd } from '../support/tensors';
import { at, int32, same, tensor, toNd } from '../support/tensors';
import { runNetwork } from './layers';

const V = 7;
const stacks: Record<string, StackSpec> = {
  'one GRU': { layers: [{ cell: 'gru', hidden: 4 }] },
  'bidirectional below, residual above': {
    layers: [
      { cell: 'gru', hidden: 2, bidirectional: true },
      { cell: 'lstm', hidden: 4 },
      { cell: 'gru', hidden: 4, linearBeforeReset: true },
    ],
    residual: true,
  },
  'two bidirectional LSTM layers': {
    layers: [
      { cell: 'lstm', hidden: 3, bidirectional: true },
      { cell: 'lstm', hidden: 2, bidirectional: true },
    ],
  },
};

const architecture = (encoder: StackSpec): Architecture => ({
  embedding: 3,
  encoder,
  decoder: { layers: [{ cell: 'gru', hidden: 4 }] },
  attention: null,
  sourceVocabulary: V,
  targetVocabulary: V,
});

/** Padding is any word at all: nothing may depend on it. */
const padded = (sentences: number[][], padding: number): Feeds => {
  const S = Math.max(...sentences.map((s) => s.length));
  const steps = Array.from({ length: S }, (_, t) => sentences.map((s) => s[t] ?? padding));
  return {
    source: int32([S, sentences.length], steps.flat()),
    lengths: int32(
      [sentences.length],
      sentences.map((s) => s.length),
    ),
  };
};

/** The same weights at every call. */
const run = (spec: StackSpec, feeds: Feeds): Promise<Record<string, Nd>> =>
  runNetwork(
    (p, x) => {
      const { outputs, final, mask, size } = encode(p, architecture(spec), x.source, x.lengths, noDropout);
      assert.equal(outputs.shape[2], size);
      const results: Record<string, Value> = { outputs, mask };
      final.flat().forEach((f, i) => (results[`final.${i}`] = f));
      return results;
    },
    feeds,
    {},
    random(77),
  );

const sentences = [[1, 2, 3, 4, 5], [6], [3, 3, 2], [0, 5, 1, 1]];

for (const [name, spec] of Object.entries(stacks)) {
  describe(`encoder: ${name}`, () => {
    it('gives each sentence of a padded batch what it gives the sentence alone', async () => {
      const batch = await run(spec, padded(sentences, 0));
      for (const [b, sentence] of sentences.entries()) {
        const alone = await run(spec, padded([sentence], 0));
        const { outputs } = alone;
        const own = tensor([sentence.length, 1, outputs.dims[2]], ([t, , j]) => at(batch.outputs, [t, b, j]));
        same(own, outputs, 1e-6);
        for (const final of Object.keys(alone).filter((n) => n.startsWith('final')))
          same(
            tensor(alone[final].dims, ([, j]) => at(batch[final], [b, j])),
            alone[final],
            1e-6,
          );
      }
    });

    it('does not look at padding, and says 0 there', async () => {
      const one = await run(spec, padded(sentences, 0));
      const other = await run(spec, padded(sentences, 4));
      assert.deepEqual(other, one);
      const [S, B, size] = one.outputs.dims;
      for (let t = 0; t < S; t++)
        for (let b = 0; b < B; b++)
          for (let j = 0; j < size; j++)
            assert.equal(
              at(one.outputs, [t, b, j]) === 0,
              t >= sentences[b].length,
              `step ${t}, sentence ${b}`,
            );
    });
  });
}

describe('encoder', () => {
  it('masks steps from the length on', async () => {
    const { mask } = await run(stacks['one GRU'], padded(sentences, 0));
    assert.deepEqual(
      mask,
      tensor([5, 4, 1], ([t, b]) => Number(t < sentences[b].length)),
    );
  });

  it('looks words up in its embedding', async () => {
    // With weights that pass the input through (Z = 0, no recurrence), H is tanh of the word's vector.
    const table = toNd(randomArray(random(5), [V, 3]));
    const identity = tensor([3, 9], ([i, j]) => Number(j === i + 6));
    const spec: StackSpec = { layers: [{ cell: 'gru', hidden: 3 }] };
    const shut: Nd = tensor([9], ([j]) => (j >= 3 && j < 6 ? -100 : 0));
    const weights: Record<string, Record<string, Nd>> = {
      encoder: { embedding: table },
      'encoder.0': { W_x: identity, W_h: tensor([3, 9], () => 0), b: shut },
    };
    const { outputs } = await runNetwork(
      (p, x) => ({ outputs: encode(p, architecture(spec), x.source, x.lengths, noDropout).outputs }),
      padded([[4, 0, 6]], 0) as Record<string, Array32>,
      weights,
    );
    same(
      outputs,
      tensor([3, 1, 3], ([t, , j]) => Math.tanh(at(table, [[4, 0, 6][t], j]))),
      1e-6,
    );
  });
});
