/** What tells two languages apart in a few words, out of a small parallel text. */
import assert from 'node:assert/strict';
import { languageStatistics } from '../../../src/train';

describe('statistics of two languages', () => {
  const pairs = Array.from({ length: 100 }, (): [string, string] => [
    'The opening of installation windows',
    "L'ouverture des fenêtres installation",
  ]);
  const { trigrams, shared } = languageStatistics(pairs, 50);

  it('has letters that speak for one of them, and says for which', () => {
    assert.ok(trigrams.get('ing')! > 0 && trigrams.get('ng$')! > 0);
    assert.ok(trigrams.get('ure')! < 0 && trigrams.get('^fe')! < 0);
    assert.ok(trigrams.size <= 50);
  });

  it('has the words of both apart, whose letters say nothing', () => {
    assert.deepEqual(shared, ['installation']);
    assert.equal(trigrams.get('^in'), undefined);
  });
});
