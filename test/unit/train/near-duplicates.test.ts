import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Pair } from '../../../src/train';
import { setApart } from '../../../src/train';
import { nearKeys } from '../../../src/train/near-duplicates';

/** What tells the names from other words: they stand inside sentences, in capitals only. */
const CORPUS = ['I saw Tom and Mary in Boston.', 'We know Tom, Mary and John from Boston.', 'Is John there?'];

describe('near-duplicates', () => {
  const key = nearKeys(CORPUS);
  const same: [string, string, string][] = [
    ['case and spacing', 'Where  is it?', 'where is it?'],
    ['punctuation', 'Where is it?', '« Where is it »!'],
    ['numbers', 'Wait 30 seconds.', 'Wait 5 seconds.'],
    ['numbers with separators', 'It costs 1,500.75 francs.', 'It costs 3 francs.'],
    ['placeholders', 'Unable to write {0}.', 'Unable to write `a.txt`.'],
    ['a placeholder and a number', 'Line {0} is empty.', 'Line 12 is empty.'],
    ['names, also where they begin the sentence', 'Tom is in Boston.', 'Mary is in Boston.'],
    ['several names', 'Is Tom there?', 'Is John there?'],
    ['Chinese punctuation', '你好，世界！', '你好 世界'],
    ['numbers in Chinese', '等待 30 秒。', '等待5秒'],
  ];
  for (const [what, one, other] of same) it(`differ in ${what}`, () => assert.equal(key(one), key(other)));

  const different: [string, string, string][] = [
    ['words', 'Where is she?', 'Where is he?'],
    ['a person and a name', 'I lost.', 'Tom lost.'],
    ['a word that is not only a name', 'Open the file.', 'Close the file.'],
    ['accents', 'Il a pêché.', 'Il a péché.'],
    ['nothing but placeholders, and other ones', '{0}', '{1}'],
    ['nothing but numbers', '12', '13'],
    ['Chinese characters', '他在家。', '她在家。'],
  ];
  for (const [what, one, other] of different)
    it(`are not sentences that differ in ${what}`, () => assert.notEqual(key(one), key(other)));

  it('of held-out sentences are never trained on, by source or by target; everything else is', () => {
    const word = fc.array(fc.constantFrom(...'abcdefghijkl'), { minLength: 4, maxLength: 9 });
    const phrase = word.map((letters) => letters.join(''));
    const disguise = fc.constantFrom<(s: string) => string>(
      (s) => s.toUpperCase(),
      (s) => `${s} !`,
      (s) => s.replace('{}', '17'),
      (s) => s.replace('{}', '`x.y`'),
    );
    const plain = (s: string): string => s.replace('{}', '3');
    fc.assert(
      fc.property(
        fc.uniqueArray(phrase, { minLength: 40, maxLength: 60 }),
        fc.array(disguise, { minLength: 3, maxLength: 3 }),
        (words, [one, two, three]) => {
          const pairs = words.map((w) => ({ source: `the {} ${w} is`, target: `le {} ${w} est` }));
          const [first, ...rest] = pairs;
          const { train, test } = setApart(
            [
              entry('all', [
                ...pairs.map(({ source, target }) => ({ source: plain(source), target: plain(target) })),
              ]),
              entry(
                'again',
                [
                  { source: one(first.source), target: 'tout autre chose' },
                  { source: 'something else', target: two(first.target) },
                  { source: three(rest[0].source), target: three(rest[0].target) },
                ],
                'training',
              ),
              entry('set', [{ source: plain(first.source), target: plain(first.target) }], 'test'),
            ],
            { heldOut: { seed: 1, development: 0, test: 0 } },
          );
          assert.equal(test.length, 1);
          assert.equal(train.length, rest.length + 1);
          assert.ok(
            train.every(({ source, target }) => !source.includes(words[0]) && !target.includes(words[0])),
          );
        },
      ),
      { seed: 14, numRuns: 50 },
    );
  });
});

type Corpus = Parameters<typeof setApart>[0][number];
const entry = (name: string, pairs: Pair[], use?: Corpus['entry']['use']): Corpus => ({
  name,
  pairs,
  entry: { path: name, licence: 'MIT', use },
});
