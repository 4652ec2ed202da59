/** Encoder and decoder step, word by word, against the training graph that sees the whole target at once. */
import assert from 'node:assert/strict';
import type { Architecture } from '../../../src/rnn';
import {
  decoderGraph,
  decoderStateSizes,
  encoderGraph,
  MissingWeightError,
  trainingGraph,
} from '../../../src/rnn';
import type { Array32, Feeds } from '../support/ort';
import { open, random, run } from '../support/ort';
import { at, int32, int64, same, tensor, toNd } from '../support/tensors';
import type { Sentences } from './architectures';
import {
  architectures,
  BOS,
  EOS,
  foreignArchitectures,
  randomWeights,
  sentences,
  sourceFeeds,
  stored,
  trainingFeeds,
} from './architectures';

const trainingLoss = { labelSmoothing: 0, dropout: false, gradients: false };

const weightsOf = (a: Architecture, seed = 17): Record<string, Array32> =>
  randomWeights(trainingGraph(a, trainingLoss).parameters, random(seed));

/** Feeds of the memory: what the encoder gave, and which sentence each row reads. */
const memoryFeeds = (a: Architecture, encoded: Record<string, Array32>, rows: number[]): Feeds =>
  a.attention
    ? {
        sentences: int32([rows.length], rows),
        'memory.states': encoded['memory.states'],
        'memory.keys': encoded['memory.keys'],
        'memory.bias': encoded['memory.bias'],
      }
    : {};

/** Opens both halves and encodes. */
async function start(a: Architecture, weights: Record<string, Array32>, s: Sentences) {
  const encoded = await run(encoderGraph(a, stored(weights)), sourceFeeds(s));
  const step = await open(decoderGraph(a, stored(weights)));
  const states = decoderStateSizes(a).map((_, i) => encoded[`state.${i}`]);
  return { encoded, step, states };
}

const stateFeeds = (states: Array32[]): Feeds => Object.fromEntries(states.map((s, i) => [`state.${i}`, s]));
const nextStates = (a: Architecture, results: Record<string, Array32>): Array32[] =>
  decoderStateSizes(a).map((_, i) => results[`state.${i}.next`]);

/** Σ −log p of each target, the decoder fed one word after the other. */
async function wordByWord(
  a: Architecture,
  weights: Record<string, Array32>,
  s: Sentences,
): Promise<number[]> {
  const { encoded, step, states } = await start(a, weights, s);
  const rows = s.targets.map((_, b) => b);
  const totals = rows.map(() => 0);
  let carried = states;
  for (let t = 0; t <= Math.max(...s.targets.map((y) => y.length)); t++) {
    const results = await step({
      tokens: int32(
        [rows.length],
        s.targets.map((y) => (t === 0 ? BOS : (y[t - 1] ?? EOS))),
      ),
      parents: int32([rows.length], rows),
      probes: int32(
        [rows.length, 1],
        s.targets.map((y) => y[t] ?? EOS),
      ),
      k: int64([1], [1]),
      ...stateFeeds(carried),
      ...memoryFeeds(a, encoded, rows),
    });
    carried = nextStates(a, results);
    s.targets.forEach((y, b) => {
      if (t <= y.length) totals[b] -= Number(results['probe.logprobs'].data[b]);
    });
  }
  return totals;
}

for (const [name, a] of Object.entries({ ...architectures, ...foreignArchitectures })) {
  describe(`decoding: ${name}`, () => {
    const weights = weightsOf(a);

    it('word by word gives the log-probabilities of teacher forcing', async () => {
      const totals = await wordByWord(a, weights, sentences);
      for (const [b, total] of totals.entries()) {
        // Each sentence alone, so that every one of them is held, not their mean.
        const alone = { sources: [sentences.sources[b]], targets: [sentences.targets[b]] };
        const { loss } = await run(trainingGraph(a, trainingLoss).graph, {
          ...trainingFeeds(alone, a),
          ...weights,
        });
        const tokens = sentences.targets[b].length + 1;
        assert.ok(
          Math.abs(Number(loss.data[0]) * tokens - total) < 1e-5 * Math.max(1, total),
          `${loss.data[0]} × ${tokens}, not ${total}`,
        );
      }
      const { loss } = await run(trainingGraph(a, trainingLoss).graph, {
        ...trainingFeeds(sentences, a),
        ...weights,
      });
      const tokens = sentences.targets.reduce((sum, y) => sum + y.length + 1, 0);
      const total = totals.reduce((sum, n) => sum + n, 0);
      assert.ok(Math.abs(Number(loss.data[0]) * tokens - total) < 1e-5 * total);
    });

    it('rows may be repeated, dropped and reordered: parents and sentences decide', async () => {
      const { encoded, step, states } = await start(a, weights, sentences);
      const once = (parents: number[], rows: number[], tokens: number[], before: Array32[]) =>
        step({
          tokens: int32([tokens.length], tokens),
          parents: int32([tokens.length], parents),
          probes: int32(
            [tokens.length, 2],
            tokens.flatMap(() => [3, EOS]),
          ),
          k: int64([1], [4]),
          ...stateFeeds(before),
          ...memoryFeeds(a, encoded, rows),
        });
      const first = await once([0, 1, 2], [0, 1, 2], [BOS, BOS, BOS], states);
      const mixed = await once([2, 0, 2, 0], [2, 0, 2, 0], [4, 5, 6, 5], nextStates(a, first));
      for (const [row, parent] of [2, 0, 2, 0].entries()) {
        const single = await once([parent], [parent], [[4, 5, 6, 5][row]], nextStates(a, first));
        for (const output of ['top.logprobs', 'top.tokens', 'probe.logprobs', 'state.0.next']) {
          const part = toNd(mixed[output]);
          same(
            tensor([1, part.dims[1]], ([, j]) => at(part, [row, j])),
            toNd(single[output]),
          );
        }
      }
    });

    it('gives the best k of a distribution that sums to 1, in order', async () => {
      const { encoded, step, states } = await start(a, weights, sentences);
      const V = a.targetVocabulary;
      const results = await step({
        tokens: int32([3], [BOS, BOS, BOS]),
        parents: int32([3], [0, 1, 2]),
        probes: int32(
          [3, V],
          [0, 1, 2].flatMap(() => Array.from({ length: V }, (_, v) => v)),
        ),
        k: int64([1], [V]),
        ...stateFeeds(states),
        ...memoryFeeds(a, encoded, [0, 1, 2]),
      });
      const [tokens, logProbs, all] = ['top.tokens', 'top.logprobs', 'probe.logprobs'].map((n) =>
        toNd(results[n]),
      );
      for (let r = 0; r < 3; r++) {
        const row = Array.from({ length: V }, (_, v) => at(all, [r, v]));
        assert.ok(Math.abs(row.reduce((sum, l) => sum + Math.exp(l), 0) - 1) < 1e-5);
        const order = row.map((_, v) => v).sort((x, y) => row[y] - row[x] || x - y);
        assert.deepEqual(
          order.map((_, i) => at(tokens, [r, i])),
          order,
        );
        assert.deepEqual(
          order.map((_, i) => at(logProbs, [r, i])),
          order.map((v) => row[v]),
        );
      }
      if (!a.attention) return assert.equal(results.attention, undefined);
      const attention = toNd(results.attention);
      assert.deepEqual(attention.dims, [3, 5]);
      sentences.sources.forEach((source, r) => {
        const row = Array.from({ length: 5 }, (_, s) => at(attention, [r, s]));
        assert.ok(Math.abs(row.reduce((sum, w) => sum + w, 0) - 1) < 1e-6);
        row.forEach((w, s) => assert.equal(w > 0, s <= source.length));
      });
    });
  });
}

describe('stored weights', () => {
  const a = architectures['additive attention'];

  it('that are missing or of another shape are named', () => {
    const weights = weightsOf(a);
    const without = stored(weights);
    without.delete('decoder.0.W_h');
    const refused = (given: ReturnType<typeof stored>, message: RegExp) =>
      assert.throws(
        () => decoderGraph(a, given),
        (error: Error) => error instanceof MissingWeightError && message.test(error.message),
      );
    refused(without, /"decoder\.0\.W_h" of shape \[6,18\]; the weights have nothing/);
    const other = { ...weights, 'output.b': { dims: [12], data: new Float32Array(12) } };
    refused(stored(other), /"output\.b" of shape \[11\]; the weights have \[12\]/);
  });

  it('in int8 stand for int8 · scale, along either axis', async () => {
    const weights = weightsOf(a);
    const quantized = stored(weights);
    const next = random(99);
    for (const [name, axis] of [
      ['decoder.embedding', 0],
      ['decoder.0.W_h', 1],
      ['encoder.0.forward.W_x', 1],
    ] as const) {
      const { dims } = weights[name];
      const data = Int8Array.from({ length: dims[0] * dims[1] }, () => Math.floor(next() * 255) - 127);
      const scale = Float32Array.from({ length: dims[axis] }, () => next() / 127);
      quantized.set(name, { tensor: { dtype: 'int8', dims, data }, quantization: { scale, axis } });
      const real = Float32Array.from(
        data,
        (q, i) => q * scale[axis === 0 ? Math.floor(i / dims[1]) : i % dims[1]],
      );
      weights[name] = { dims, data: real };
    }
    const [small, large] = await Promise.all(
      [quantized, stored(weights)].map(async (given) => {
        const encoded = await run(encoderGraph(a, given), sourceFeeds(sentences));
        const step = await open(decoderGraph(a, given));
        return step({
          tokens: int32([3], [BOS, 4, 5]),
          parents: int32([3], [0, 1, 2]),
          probes: int32([3, 1], [0, 0, 0]),
          k: int64([1], [11]),
          ...stateFeeds([encoded['state.0']]),
          ...memoryFeeds(a, encoded, [0, 1, 2]),
        });
      }),
    );
    same(toNd(small['top.logprobs']), toNd(large['top.logprobs']));
    assert.deepEqual(small['top.tokens'].data, large['top.tokens'].data);
  });
});
