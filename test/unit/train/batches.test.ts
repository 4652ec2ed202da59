import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Example } from '../../../src/train';
import { makeBatch, planEpoch } from '../../../src/train';
import { Random } from '../../../src/random';

const ids = { pad: 0, bos: 1, eos: 2 };
const example = (source: number[], target: number[]): Example => ({
  source: Int32Array.from(source),
  target: Int32Array.from(target),
});
const words = fc.array(fc.integer({ min: 3, max: 99 }), { minLength: 1, maxLength: 30 });
const examples = fc.array(
  fc.tuple(words, words).map(([s, t]) => example(s, t)),
  { minLength: 1, maxLength: 80 },
);

/** On the longer side, <eos> counted. */
const paddedTokens = (batch: Int32Array, all: Example[]): number =>
  batch.length *
  Math.max(...Array.from(batch, (i) => Math.max(all[i].source.length, all[i].target.length) + 1));

describe("an epoch's plan", () => {
  it('has every example exactly once, in batches within the budget, a longer sentence alone', () => {
    fc.assert(
      fc.property(examples, fc.integer({ min: 1, max: 300 }), fc.nat(), (all, budget, seed) => {
        const plan = planEpoch(all, budget, new Random(seed));
        const numbers = plan.flatMap((batch) => [...batch]).sort((a, b) => a - b);
        assert.deepEqual(numbers, [...all.keys()]);
        for (const batch of plan) assert.ok(batch.length === 1 || paddedTokens(batch, all) <= budget);
      }),
    );
  });

  it('wastes little on padding, and fills the batches', () => {
    const random = new Random(1);
    const lengths = () => 1 + Math.floor(30 * random.uniform() ** 2);
    const all = Array.from({ length: 5000 }, () => {
      const length = lengths();
      const other = Math.max(1, length + random.below(5) - 2);
      return example(new Array<number>(length).fill(3), new Array<number>(other).fill(3));
    });
    const plan = planEpoch(all, 1000, random);
    const real = all.reduce((sum, e) => sum + Math.max(e.source.length, e.target.length) + 1, 0);
    const padded = plan.reduce((sum, batch) => sum + paddedTokens(batch, all), 0);
    assert.ok(real / padded > 0.85, `${real} of ${padded}`);
    assert.ok(padded / plan.length > 850, `${padded / plan.length} of 1000 tokens a batch`);
  });

  it('follows from the generator, and is another one the next time', () => {
    const all = Array.from({ length: 200 }, (_, i) => example(new Array<number>(1 + (i % 9)).fill(3), [4]));
    const random = new Random(3);
    const first = planEpoch(all, 50, random);
    assert.deepEqual(planEpoch(all, 50, new Random(3)), first);
    assert.notDeepEqual(planEpoch(all, 50, random), first);
    const sizes = first.map((batch) => all[batch[0]].source.length);
    assert.notDeepEqual(
      sizes,
      [...sizes].sort((a, b) => a - b),
      'short sentences do not come first',
    );
  });
});

describe('a batch', () => {
  it('is laid out step by step, for teacher forcing', () => {
    const batch = makeBatch([example([5, 6, 7], [8]), example([9], [10, 11])], ids);
    assert.deepEqual([batch.size, batch.sourceSteps, batch.targetSteps, batch.targetTokens], [2, 4, 3, 5]);
    assert.deepEqual([...batch.source], [5, 9, 6, 2, 7, 0, 2, 0]);
    assert.deepEqual([...batch.lengths], [4, 2]);
    assert.deepEqual([...batch.targetIn], [1, 1, 8, 10, 0, 11]);
    assert.deepEqual([...batch.targetOut], [8, 10, 2, 11, 0, 2]);
    assert.deepEqual([...batch.weights], [1, 1, 1, 1, 0, 1]);
  });

  it('holds any sentences: each can be read back, and what is fed is what should be said, one step later', () => {
    fc.assert(
      fc.property(examples, (all) => {
        const b = makeBatch(all, ids);
        const column = (steps: Int32Array | Float32Array, i: number) =>
          Array.from(steps).filter((_, at) => at % b.size === i);
        all.forEach(({ source, target }, i) => {
          const from = column(b.source, i);
          assert.deepEqual(from.slice(0, b.lengths[i]), [...source, ids.eos]);
          assert.ok(from.slice(b.lengths[i]).every((id) => id === ids.pad));
          const n = target.length + 1;
          assert.deepEqual(column(b.targetOut, i).slice(0, n), [...target, ids.eos]);
          assert.deepEqual(column(b.targetIn, i).slice(0, n), [ids.bos, ...target]);
          column(b.weights, i).forEach((w, t) => assert.equal(w, Number(t < n)));
        });
        assert.equal(
          b.targetTokens,
          b.weights.reduce((sum, w) => sum + w, 0),
        );
      }),
    );
  });
});
