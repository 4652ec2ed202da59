/** Which words of a source a network passed over, told from its attention. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coveredWords, coveragePenalty, losesWords } from '../../../src/engine/translate/coverage';

/** Rows of attention: each step looks at one token, with what is left of the weight on the last. */
const looking = (tokens: number, at: readonly number[]): Float32Array[] =>
  at.map((s) =>
    Float32Array.from({ length: tokens }, (_, i) => (i === s ? 0.9 : i === tokens - 1 ? 0.1 : 0)),
  );

const attended = (sourcePieces: readonly string[], at: readonly number[]) => ({
  sourcePieces,
  attention: looking(sourcePieces.length, at),
});

describe('the coverage of a source', () => {
  const pieces = ['F', 'ixed', ' by', ' ⦑0⦒', ' in', ' the', ' last', ' release', '.'];

  it('is that of its telling words, each with the token of it that got most', () => {
    const words = coveredWords(attended(pieces, [1, 3, 7]));
    assert.deepEqual(
      words.map(({ text, mask }) => [text, mask]),
      [
        ['Fixed', false],
        ['⦑0⦒', true],
        ['last', false],
        ['release', false],
      ],
    );
    assert.deepEqual(
      words.map(({ coverage }) => coverage > 0.5),
      [true, true, false, true],
    );
  });

  it('is that of tokens in Chinese, without particles', () => {
    const words = coveredWords(attended(['缓存', '的', '大小', '。'], [0, 2]));
    assert.deepEqual(
      words.map(({ text }) => text),
      ['缓存', '大小'],
    );
  });

  it('costs nothing where all was looked at, and more the less was', () => {
    const all = [...pieces.keys()];
    const penalty = (at: readonly number[]): number => coveragePenalty(attended(pieces, at));
    assert.ok(Math.abs(penalty([...all, ...all])) < 1e-6);
    fc.assert(
      fc.property(fc.subarray(all, { minLength: 1 }), fc.subarray(all, { minLength: 1 }), (some, more) => {
        const both = [...new Set([...some, ...more])];
        assert.ok(penalty(some) <= penalty(both) + 1e-9);
        assert.ok(penalty(both) <= 0);
      }),
    );
    assert.ok(Math.abs(coveragePenalty({ sourcePieces: pieces })) < 1e-9);
  });

  for (const [what, own, at, lost] of [
    ['all words beside what is copied', [' Fixed', ' in', ' ⦑0⦒'], [2, 2], true],
    ['none beside what is copied', [' Fixed', ' in', ' ⦑0⦒'], [0, 1, 2], false],
    ['what is copied, written blindly', [' Fixed', ' in', ' ⦑0⦒', ' today', '.'], [0, 1, 3, 4], true],
    ['two words side by side', [' Children', ' play', ' football', ' outside', '.'], [0, 3, 4], true],
    ['a single word of many', [' Children', ' play', ' football', ' outside', '.'], [0, 2, 3, 4], false],
    [
      'small words',
      [' jusqu', "'", 'à', ' ce', ' que', ' le', ' serveur', ' réponde', '.'],
      [6, 7, 8],
      false,
    ],
  ] as const)
    it(`${lost ? 'finds' : 'does not take for lost'}: ${what}`, () =>
      assert.equal(losesWords(attended(own, at)), lost));
});
