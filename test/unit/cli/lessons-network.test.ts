/** The lessons' road from examples to decoded words, with networks small enough to train in a second. */
import assert from 'node:assert/strict';
import type { Task } from '../../../src/cli/lessons/lessons-network';
import {
  architectureOf,
  decodeGreedily,
  MODELS,
  trainNetwork,
} from '../../../src/cli/lessons/lessons-network';

const ids = { pad: 0, bos: 1, eos: 2, unk: 3 };
/** Four sentences whose translations share no length and no order with them. */
const EXAMPLES = [
  [[4], [7, 8, 9]],
  [[4, 5], [6]],
  [
    [5, 4],
    [9, 9],
  ],
  [
    [6, 5, 4, 4],
    [8, 4, 7, 5],
  ],
].map(([source, target]) => ({ source: Int32Array.from(source), target: Int32Array.from(target) }));

function taskOf(model: (typeof MODELS)[number]): Task {
  const stack = { layers: [1, 2].map(() => ({ cell: 'gru' as const, hidden: 24 })) };
  return {
    architecture: architectureOf(model, { embedding: 16, stack, source: 10, target: 10 }),
    examples: EXAMPLES,
    ids,
    training: {
      seed: 1,
      batchTokens: 100,
      steps: 120,
      learningRate: 0.02,
      warmupSteps: 5,
      dropout: 0,
      labelSmoothing: 0,
      beta1: 0.9,
      beta2: 0.98,
      epsilon: 1e-8,
      clipNorm: 1,
    },
    threads: 1,
  };
}

describe('a network of the lessons', () => {
  for (const model of MODELS) {
    it(`${model}: says what it was taught, whatever the batch`, async () => {
      const { session, loss } = await trainNetwork(taskOf(model));
      assert.ok(loss < 0.05, `the loss is ${loss}`);
      const sources = EXAMPLES.map(({ source }) => source);
      const targets = EXAMPLES.map(({ target }) => [...target]);
      assert.deepEqual(await decodeGreedily(session, sources, ids, 10), targets);
      assert.deepEqual(await decodeGreedily(session, [sources[3]], ids, 10), [targets[3]]);
      await session.dispose();
    });
  }

  it('plain hands over the last state alone, attention all states', () => {
    const [plain, attention] = MODELS.map((model) => taskOf(model).architecture);
    assert.equal(plain.attention, null);
    assert.equal(attention.attention?.score, 'additive');
    assert.deepEqual(plain.encoder, plain.decoder);
  });
});
