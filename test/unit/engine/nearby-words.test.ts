/** The words of the text nearby beside the network's: probabilities by counting, and orders that follow from them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Continuation } from '../../../src/engine/complete/continuation';
import { NearbyWords, withNearby } from '../../../src/engine/complete/nearby-words';

const word = fc.constantFrom(
  'cache',
  'cached',
  'caches',
  'fetchUserList',
  'max_retry_count',
  'the',
  'reads',
  'fs.readFile',
);
const texts = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(' '));
const begun = fc.constantFrom('', 'c', 'ca', 'cach', 'fetch', 'max_', 'fs.', 'x');

const continuation = (text: string, probability: number): Continuation => {
  const ends = Array.from(text.matchAll(/\S+/g), ({ 0: one, index }) => index + one.length);
  const words = ends.map((length, i) => ({
    length,
    probability: probability ** ((i + 1) / ends.length),
    tokens: i + 1,
  }));
  return { text, probability, words };
};

describe('words of the text nearby', () => {
  it('goes on with the letters that are there, by probabilities that are some, best first', () => {
    fc.assert(
      fc.property(texts, begun, word, (text, letters, previous) => {
        const found = new NearbyWords(text).next(letters, previous);
        for (const [i, { word: one, probability }] of found.entries()) {
          assert.ok(one.startsWith(letters) && one !== letters && text.split(' ').includes(one), one);
          assert.ok(probability > 0 && probability <= 1);
          assert.ok(i === 0 || probability <= found[i - 1].probability);
        }
        assert.ok(found.reduce((sum, { probability }) => sum + probability, 0) < 1 + 1e-9);
      }),
    );
  });

  it('is what counting says, where one word only fits', () => {
    const nearby = new NearbyWords('call fetchUserList twice; fetchUserList is cached');
    assert.deepEqual(nearby.next('fetchU', undefined), [{ word: 'fetchUserList', probability: 1 }]);
    assert.deepEqual(nearby.next('zz', undefined), []);
  });

  it('prefers what has followed the word before', () => {
    const nearby = new NearbyWords('the modules the modules a model a model a model');
    assert.equal(nearby.next('mod', 'the')[0].word, 'modules');
    assert.equal(nearby.next('mod', 'a')[0].word, 'model');
  });

  it('says nothing without letters unless it has seen it twice', () => {
    assert.deepEqual(new NearbyWords('a retry policy').next('', 'retry'), []);
    assert.equal(new NearbyWords('a retry policy, the retry policy').next('', 'retry')[0].word, 'policy');
  });
});

describe('the network and the words nearby together', () => {
  it('brings up a name that the network cannot know', () => {
    const nearby = new NearbyWords('max_retry_count = 3; if max_retry_count is 0');
    const [best] = withNearby([continuation('imum size', 0.1)], nearby, 'Set max');
    assert.equal(best.text, '_retry_count');
  });

  it('keeps every continuation of the network, and no probability grows above one', () => {
    fc.assert(
      fc.property(
        texts,
        begun,
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        (text, letters, probability) => {
          const found = [continuation('d values', probability), continuation('re', probability / 2)];
          const mixed = withNearby(found, new NearbyWords(text), `it ${letters}`);
          for (const { text: kept } of found) assert.ok(mixed.some((one) => one.text === kept));
          for (const one of mixed) {
            assert.ok(one.probability > 0 && one.probability <= 1 + 1e-9, String(one.probability));
            assert.equal(one.words[one.words.length - 1].length, one.text.length);
          }
        },
      ),
    );
  });

  it('writes the space that is missing, and none twice', () => {
    const nearby = new NearbyWords('retry policy retry policy');
    const texts = (before: string): string[] => withNearby([], nearby, before).map(({ text }) => text);
    assert.deepEqual(texts('the retry '), ['policy']);
    assert.deepEqual(texts('the (retry)'), [' policy']);
  });
});
