/**
 * Matched n-grams against brute force and against the counts of BLEU.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bleuMatches, sentenceBleu } from '../../../src/metrics';
import { mixedLine } from './lines';

/** How often the tokens of `ngram` stand in a row in `tokens`. */
function occurrences(tokens: readonly string[], ngram: readonly string[]): number[] {
  return tokens.map((_, i) => i).filter((i) => ngram.every((token, j) => tokens[i + j] === token));
}

const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 });

describe('metrics: matched n-grams', () => {
  it('are, for each n-gram, its first occurrences, as many as the richest reference has', () => {
    fc.assert(
      fc.property(letters, fc.array(letters, { minLength: 1, maxLength: 3 }), (tokens, references) => {
        const texts = references.map((reference) => reference.join(' '));
        const { matches } = bleuMatches(tokens.join(' '), texts, { tokenize: 'none' });
        const expected: string[] = [];
        for (let order = 1; order <= 4; order++) {
          for (let start = 0; start + order <= tokens.length; start++) {
            const ngram = tokens.slice(start, start + order);
            const granted = Math.max(...references.map((reference) => occurrences(reference, ngram).length));
            const rank = occurrences(tokens, ngram).indexOf(start);
            if (rank < granted) expected.push(`${order} ${start} ${start + order} ${ngram.join(' ')}`);
          }
        }
        assert.deepEqual(
          matches.map(({ order, start, end, text }) => `${order} ${start} ${end} ${text}`),
          expected,
        );
      }),
    );
  });

  it('are as many of each order as BLEU counts', () => {
    const tokenize = fc.constantFrom('13a' as const, 'zh' as const, 'char' as const);
    fc.assert(
      fc.property(mixedLine, mixedLine, tokenize, fc.boolean(), (hypothesis, reference, name, lowercase) => {
        const options = { tokenize: name, lowercase };
        const { tokens, matches } = bleuMatches(hypothesis, [reference], options);
        const { counts, hypLen } = sentenceBleu(hypothesis, [reference], options);
        const found = [1, 2, 3, 4].map((n) => matches.filter(({ order }) => order === n).length);
        assert.deepEqual(found, counts);
        assert.equal(tokens.length, hypLen);
      }),
    );
  });

  it('need a reference', () => {
    assert.throws(() => bleuMatches('a', []), { name: 'MetricsError', code: 'no-reference' });
  });
});
