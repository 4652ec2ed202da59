/** The most similar kept translation, held to a search that compares everything with everything. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MOST_WORDS, NEAR, NearIndex } from '../../../src/engine/translate/near-index';
import type { MemoryEntry } from '../../../src/protocol/document';

const entry = (source: string, place: number): MemoryEntry => ({
  source,
  translation: `translation ${place}`,
});

/** The whole table of Levenshtein's distance. */
function distance(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_unused, j) => (i === 0 ? j : i)),
  );
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const changed = table[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      table[i][j] = Math.min(changed, table[i - 1][j] + 1, table[i][j - 1] + 1);
    }
  return table[a.length][b.length];
}

/** Of all entries, none left out. */
function truth(sources: readonly string[], text: string): { similarity: number; place: number } | undefined {
  const words = text.split(' ');
  const all = sources
    .map((source, place) => {
      const others = source.split(' ');
      return { place, similarity: 1 - distance(words, others) / Math.max(words.length, others.length) };
    })
    .filter(({ similarity }) => similarity >= NEAR && similarity < 1)
    .sort((one, other) => other.similarity - one.similarity || other.place - one.place);
  return all.at(0);
}

const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
/** A sentence, and what becomes of it by some words put in, left out or replaced: most are near one another. */
const sentence = fc.array(word, { minLength: 1, maxLength: 24 });
const changes = fc.array(
  fc.record({ at: fc.nat(24), out: fc.nat(2), words: fc.array(word, { maxLength: 2 }) }),
  {
    maxLength: 4,
  },
);
const family = fc.record({ root: sentence, variants: fc.array(changes, { minLength: 2, maxLength: 20 }) });

describe('the entry of a memory most like a sentence', () => {
  it('is the one that comparing with all of them finds, of several the last', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(family, { minLength: 1, maxLength: 3 }), (families) => {
        const all = families.flatMap(({ root, variants }) =>
          variants.map((variant) => {
            const words = [...root];
            for (const { at, out, words: put } of variant) words.splice(at, out, ...put);
            return words.length > 0 ? words.join(' ') : 'a';
          }),
        );
        const [text, ...sources] = all;
        const expected = truth(sources, text);
        const near = new NearIndex(sources.map(entry)).find(text);
        assert.equal(near?.similarity, expected?.similarity);
        assert.equal(near?.translation, expected && `translation ${expected.place}`);
        if (expected) found++;
      }),
      { numRuns: 1500, seed: 20261128 },
    );
    assert.ok(found > 200, `${found} had one`);
  });

  it('may be as long as a sentence is, and is none beyond that', () => {
    const long = Array.from({ length: MOST_WORDS }, (_, i) => `w${i}`);
    const index = new NearIndex([entry(long.join(' '), 0), entry([...long, 'more'].join(' '), 1)]);
    assert.equal(index.find(long.slice(1).join(' '))?.translation, 'translation 0');
    assert.equal(index.find(['x', ...long.slice(1)].join(' '))?.translation, 'translation 0');
    assert.equal(index.find([...long, 'x'].join(' ')), undefined);
  });

  it('is found among twenty thousand, and looked for to an end among as many that are hard to tell apart', () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      entry(`the ${i} of ${i * 7} in ${i * 13} is here`, i),
    );
    const index = new NearIndex(many);
    for (let i = 0; i < 20_000; i += 4999)
      assert.equal(index.find(`the ${i} of ${i * 7} in ${i * 13} was here`)?.translation, `translation ${i}`);
    // The same words in other orders: every one must be compared.
    const words = Array.from({ length: 200 }, (_, i) => `w${i}`);
    const turned = (by: number): string => [...words.slice(by), ...words.slice(0, by)].join(' ');
    const hostile = new NearIndex(Array.from({ length: 20_000 }, (_, i) => entry(turned((i % 100) + 50), i)));
    assert.equal(hostile.find(words.join(' ')), undefined);
  });
});
