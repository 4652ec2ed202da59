import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readRecipe, TrainError } from '../../../src/train';

const GOOD = readFileSync(join(__dirname, '../../../media/models/en-fr/recipe.json'), 'utf8');

function refusal(text: string): string {
  try {
    readRecipe(text, 'my/recipe.json');
  } catch (error) {
    assert.ok(error instanceof TrainError && error.code === 'recipe', String(error));
    return error.message;
  }
  assert.fail('it was taken');
}

describe('the file of a recipe', () => {
  it('that is whole is taken, with a byte order mark too', () => {
    assert.deepEqual(readRecipe(`\ufeff${GOOD}`, 'x'), readRecipe(GOOD, 'x'));
  });

  const bad: [string, string, RegExp][] = [
    ['that is empty', '', /^my\/recipe\.json, line 1: /],
    ['that is no JSON', '{\n  "id": "x",\n  "source" "en"\n}', /^my\/recipe\.json, line 3: .*colon expected/],
    ['that ends early', '{\n  "id": "x",\n', /^my\/recipe\.json, line 3: .*JSON/],
    ['with a comment', '{\n  // no\n}', /^my\/recipe\.json, line 2: /],
    ['that is a list', '\n[]', /^my\/recipe\.json, line 2: a recipe is an object.*not an array/],
    ['that is a number', '3', /line 1: a recipe is an object.*not a number/],
    ['that is null', 'null', /line 1: a recipe is an object.*not a null/],
  ];
  for (const [what, text, message] of bad) it(what, () => assert.match(refusal(text), message));

  it('has every problem told with its line and what is expected there', () => {
    const lines = GOOD.split('\n');
    const at = (pattern: RegExp): number => lines.findIndex((line) => pattern.test(line)) + 1;
    const text = GOOD.replace(/"batchTokens": \d+/, '"batchTokens": "many"').replace(
      /"licence"/,
      '"license"',
    );
    const message = refusal(text);
    assert.ok(message.includes(`training.batchTokens: `));
    assert.match(
      message,
      new RegExp(`training\\.batchTokens: .*padded tokens.*\\(line ${at(/"batchTokens"/)}\\)`),
    );
    assert.match(message, /licence: is missing: of the trained weights/);
    assert.match(message, new RegExp(`license: there is no such key \\(line ${at(/"licence"/)}\\)`));
  });

  it('is never refused with a word of JavaScript', () => {
    fc.assert(
      fc.property(fc.json(), (json) =>
        assert.doesNotMatch(refusal(json), /undefined|Function|prototype|NaN/),
      ),
      { seed: 14, numRuns: 200 },
    );
  });
});
