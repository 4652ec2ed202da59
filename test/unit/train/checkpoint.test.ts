import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { TrainerState } from '../../../src/train';
import { readCheckpoint, TrainError, writeCheckpoint } from '../../../src/train';

const generator = fc.uint32Array({ minLength: 4, maxLength: 4 });
const states: fc.Arbitrary<TrainerState> = fc.integer({ min: 1, max: 20 }).chain((size) => {
  const array = fc.float32Array({ minLength: size, maxLength: size });
  return fc.record(
    {
      step: fc.nat(),
      epoch: fc.nat(),
      position: fc.nat(),
      planState: generator,
      randomState: generator,
      parameters: array,
      m: array,
      v: array,
      averageSum: array,
      averageCount: fc.nat(),
    },
    { noNullPrototype: true },
  );
});
// What JSON can carry: it has no -0, which `jsonValue` may give.
const extras = fc.json().map((text): unknown => JSON.parse(text));

const [state] = fc.sample(states, { numRuns: 1, seed: 4 });

const refused = (bytes: Uint8Array, message: RegExp, recipe = 'r1') =>
  assert.throws(() => readCheckpoint(bytes, recipe), { name: 'TrainError', code: 'checkpoint', message });

describe('a checkpoint', () => {
  it('gives back what was put in, to the last bit', () => {
    fc.assert(
      fc.property(states, fc.string(), extras, (given, recipe, extra) => {
        const read = readCheckpoint(writeCheckpoint(given, recipe, extra), recipe);
        assert.deepEqual(read.state, given);
        assert.deepEqual(read.extra, extra);
      }),
    );
  });

  it('is read from any place in a buffer, and stands on its own', () => {
    const bytes = writeCheckpoint(state, 'r1', null);
    const larger = Buffer.alloc(bytes.length + 3);
    larger.set(bytes, 3);
    const read = readCheckpoint(larger.subarray(3), 'r1').state;
    larger.fill(0xff);
    assert.deepEqual(read, state);
  });

  it('of another recipe is refused', () =>
    refused(writeCheckpoint(state, 'r2', null), /another version of the recipe/));

  it('cut short anywhere, or with anything after its end, is refused', () => {
    const bytes = writeCheckpoint(state, 'r1', { measurements: [] });
    for (let length = 0; length < bytes.length; length++)
      refused(bytes.subarray(0, length), length < 6 ? /not a checkpoint/ : /cut short/);
    refused(Uint8Array.of(...bytes, 0), /cut short/);
  });

  it('that is another file is refused', () => {
    refused(new TextEncoder().encode('{"id": "en-fr"}'), /not a checkpoint/);
    refused(new Uint8Array(1000), /not a checkpoint/);
  });

  it('with a damaged header gives TrainError or a state, never anything else', () => {
    const bytes = writeCheckpoint(state, 'r1', null);
    const header = bytes.length - 4 * 4 * state.parameters.length;
    fc.assert(
      fc.property(fc.nat({ max: header - 1 }), fc.nat({ max: 255 }), (place, value) => {
        const damaged = Uint8Array.from(bytes);
        damaged[place] = value;
        try {
          const read = readCheckpoint(damaged, 'r1').state;
          assert.equal(read.parameters.length, state.parameters.length);
          assert.equal(read.planState.length, 4);
        } catch (error) {
          assert.ok(error instanceof TrainError && error.code === 'checkpoint', String(error));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
