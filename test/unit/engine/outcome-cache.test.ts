import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { OutcomeCache } from '../../../src/engine/translate/outcome-cache';
import { annotateSentence } from '../../../src/text';

const decoding = { beamSize: 5, lengthPenalty: 0.75, maxLength: 200 };
const textOf = (n: number): string => `${'word '.repeat(n % 7)}${n}`;
const outcome = (text: string) => ({ text, from: 'model' as const });

describe('translations kept beside a model', () => {
  it('are those that were put in last, whatever was put in and asked for, and never more than there is room for', () => {
    const step = fc.record({ n: fc.nat(40), put: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 300, max: 8000 }), (steps, room) => {
        const cache = new OutcomeCache(room);
        cache.keepOnly(decoding, []);
        const latest = new Map<number, string>();
        steps.forEach(({ n, put }, time) => {
          const sentence = annotateSentence(textOf(n));
          const found = cache.get(sentence);
          if (found) assert.deepEqual(found, outcome(latest.get(n)!));
          if (!put) return;
          latest.set(n, `${n} at ${time}`);
          cache.put(sentence, outcome(latest.get(n)!));
        });
        const kept = [...latest.keys()].filter((n) => cache.get(annotateSentence(textOf(n))));
        // The texts alone: two bytes a character, of source and translation.
        const bytes = kept.reduce((sum, n) => sum + 2 * (textOf(n).length + latest.get(n)!.length), 0);
        assert.ok(bytes <= room, `${bytes} of ${room}`);
      }),
      { seed: 3 },
    );
  });

  it('lose the longest unused first', () => {
    const cache = new OutcomeCache(1000);
    cache.keepOnly(decoding, []);
    const [a, b, ...more] = ['first', 'second', 'third', 'fourth', 'fifth'].map(annotateSentence);
    cache.put(a, outcome('a'));
    cache.put(b, outcome('b'));
    for (const one of more) {
      assert.ok(cache.get(a));
      cache.put(one, outcome('x'));
    }
    assert.deepEqual(cache.get(a), outcome('a'));
    assert.equal(cache.get(b), undefined);
  });

  it('hold under the settings and the glossary they were made with, and what is masked belongs to the sentence', () => {
    const cache = new OutcomeCache();
    const glossary = [{ term: 'word', translations: ['mot'] }];
    const sentence = annotateSentence('Open `a.ts` now.');
    cache.keepOnly(decoding, glossary);
    cache.put(sentence, outcome('x'));
    cache.keepOnly({ ...decoding }, structuredClone(glossary));
    assert.deepEqual(cache.get(sentence), outcome('x'));
    assert.equal(cache.get(annotateSentence('Open `b.ts` now.')), undefined);
    const others: [typeof decoding, typeof glossary][] = [
      [{ ...decoding, beamSize: 4 }, glossary],
      [{ ...decoding, lengthPenalty: 1 }, glossary],
      [{ ...decoding, maxLength: 100 }, glossary],
      [decoding, []],
      [decoding, [{ term: 'word', translations: ['terme'] }]],
    ];
    for (const [other, terms] of others) {
      cache.keepOnly(decoding, glossary);
      cache.put(sentence, outcome('x'));
      cache.keepOnly(other, terms);
      assert.equal(cache.get(sentence), undefined);
    }
  });
});
