import assert from 'node:assert/strict';
import type { Recipe } from '../../../src/train';
import { stagesOf, TrainError } from '../../../src/train';

const recipe = {
  id: 'en-fr',
  from: 'runs/older',
  data: [
    { path: 'a/en-fr.tsv', licence: 'MIT', repeat: 3 },
    { path: 'b/en-fr.tsv', licence: 'MIT' },
    { path: 'a/en-fr.tsv', licence: 'MIT', first: 5, use: 'training' },
  ],
  training: { seed: 1, steps: 10, dropout: 0.1 },
} as unknown as Recipe;

describe('the stages of a recipe', () => {
  it('are one where it names none: the recipe as it is', () => {
    assert.deepEqual(stagesOf(recipe), [recipe]);
  });

  it('differ in what they say, and only the first starts from another model', () => {
    const stages = [{ training: { steps: 4 } }, { repeat: { b: 0, 'a (2)': 2.5 }, training: { seed: 7 } }];
    const [first, second] = stagesOf({ ...recipe, stages } as Recipe);
    assert.deepEqual(first, { ...recipe, training: { seed: 1, steps: 4, dropout: 0.1 } });
    assert.equal(second.from, undefined);
    assert.deepEqual(
      second.data.map(({ repeat }) => repeat),
      [3, 0, 2.5],
    );
    assert.deepEqual(second.training, { seed: 7, steps: 10, dropout: 0.1 });
    assert.ok(!('stages' in second));
  });

  it('cannot repeat a corpus that is not there', () => {
    assert.throws(
      () => stagesOf({ ...recipe, stages: [{}, { repeat: { c: 1 } }] }),
      (error) =>
        error instanceof TrainError && /stages\.1\.repeat names c,.*a, b, a \(2\)/.test(error.message),
    );
  });
});
