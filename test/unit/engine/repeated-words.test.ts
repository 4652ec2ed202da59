/** Fillers that say again what stands beside their blank are no proposals. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withoutRepeated } from '../../../src/engine/complete/repeated-words';

const fillers = (...texts: string[]) => texts.map((text, i) => ({ text, probability: 0.5 / (i + 1) }));
const texts = (before: string, after: string, ...all: string[]): string[] =>
  withoutRepeated(fillers(...all), before, after).map(({ text }) => text);

describe('fillers beside words', () => {
  it('never begin with the word before the blank, nor end with the one after it', () => {
    const words = fc.array(fc.constantFrom('a', 'B', 'very', 'so', 'not'), { minLength: 1, maxLength: 3 });
    const text = words.map((all) => all.join(' '));
    fc.assert(
      fc.property(text, text, fc.uniqueArray(text, { maxLength: 8 }), (before, after, all) => {
        const kept = texts(`${before} `, ` ${after}`, ...all);
        for (const one of all) {
          const own = one.toLowerCase().split(' ');
          const doubled =
            own[0] === before.toLowerCase().split(' ').at(-1) ||
            own.at(-1) === after.toLowerCase().split(' ')[0];
          assert.equal(kept.includes(one), !doubled, `${before} [${one}] ${after}`);
        }
      }),
    );
  });

  it('a sign between them parts them: no, no', () => {
    assert.deepEqual(texts('No, ', ', I said.', 'no', 'I said'), ['no', 'I said']);
  });

  it('a word of degree is replaced by another, which comes before what means something else', () => {
    assert.deepEqual(texts('I am ', ' very hungry', 'very', 'not', 'so'), ['so', 'not']);
    // The network wanted something else first.
    assert.deepEqual(texts('I am ', ' very hungry', 'not', 'very', 'so'), ['not', 'so']);
    assert.deepEqual(texts('I am ', ' very hungry', 'very', 'not'), ['not']);
  });
});
