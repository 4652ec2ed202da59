/**
 * BLEU: properties over generated text, sacreBLEU's README example, and bad input. The golden figures are in
 * `bleu-golden.test.ts`.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { corpusBleu, sentenceBleu, type BleuOptions } from '../../../src/metrics';
import { assertClose } from './golden';
import { bite, mixedLine } from './lines';

const options: fc.Arbitrary<BleuOptions> = fc.record({
  tokenize: fc.constantFrom('13a', 'zh', 'char', 'intl', 'none'),
  smooth: fc.constantFrom('exp', 'floor', 'add-k', 'none'),
  lowercase: fc.boolean(),
  effectiveOrder: fc.boolean(),
});

/** Hypotheses with two streams of references; some of the second stream are missing. */
const corpus = fc
  .array(fc.tuple(mixedLine, mixedLine, fc.option(mixedLine)), { minLength: 1, maxLength: 6 })
  .map((rows) => ({
    hypotheses: rows.map(([hypothesis]) => hypothesis),
    streams: [rows.map(([, first]) => first), rows.map(([, , second]) => second)],
  }));

describe('metrics: BLEU', () => {
  it("agrees with sacreBLEU's README and its tests", () => {
    const score = (tokenize: BleuOptions['tokenize']): number =>
      corpusBleu(bite.hypotheses, bite.references, { tokenize }).score;
    assertClose(score('13a'), 48.530827009929865, '13a');
    assertClose(score('none'), 49.19195660047277, 'none');
    assertClose(score('intl'), 43.91623493336995, 'intl');
  });

  it('agrees with sacreBLEU where some references are missing', () => {
    const actual = corpusBleu(bite.hypotheses, bite.withMissing);
    assertClose(actual.score, 45.06750632106114, 'score');
    assert.deepEqual(actual.counts, [12, 6, 4, 3]);
    assert.equal(actual.refLen, 17);
    assert.equal(actual.signature, 'nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0');
  });

  it('lies between 0 and 100, whatever the text', () => {
    fc.assert(
      fc.property(corpus, options, ({ hypotheses, streams }, chosen) => {
        const { score, bp, precisions } = corpusBleu(hypotheses, streams, chosen);
        assert.ok(score >= 0 && score <= 100 + 1e-9, `score ${score}`);
        assert.ok(bp >= 0 && bp <= 1, `bp ${bp}`);
        assert.ok(precisions.every((precision) => precision >= 0 && precision <= 100 + 1e-9));
      }),
    );
  });

  it('is 100 for the reference itself, if it has four tokens or effective order is on', () => {
    fc.assert(
      fc.property(fc.array(mixedLine, { minLength: 1, maxLength: 4 }), options, (lines, chosen) => {
        const long = lines.map((line) => `one two three four ${line}`);
        assertClose(corpusBleu(long, [long], chosen).score, 100, 'score');
        assertClose(
          sentenceBleu(`a ${lines[0]}`, [`a ${lines[0]}`], { tokenize: chosen.tokenize }).score,
          100,
          'a',
        );
      }),
    );
    assert.equal(sentenceBleu('a b c', ['a b c'], { effectiveOrder: false }).score, 0);
    assertClose(
      sentenceBleu('a b c', ['a b c'], { effectiveOrder: undefined }).score,
      100,
      'left to the default',
    );
  });

  it('with lowercase is BLEU of the lower-cased text', () => {
    fc.assert(
      fc.property(corpus, options, ({ hypotheses, streams }, chosen) => {
        const lower = (line: string | null): string | null => line && line.toLowerCase();
        const lowered = corpusBleu(
          hypotheses.map((line) => line.toLowerCase()),
          streams.map((stream) => stream.map(lower)),
          { ...chosen, lowercase: false },
        );
        const actual = corpusBleu(hypotheses, streams, { ...chosen, lowercase: true });
        assert.equal(actual.score, lowered.score);
        assert.deepEqual(actual.counts, lowered.counts);
      }),
    );
  });

  it('does not depend on the order of the references, and a further one never costs a match', () => {
    fc.assert(
      fc.property(corpus, options, ({ hypotheses, streams }, chosen) => {
        const both = corpusBleu(hypotheses, streams, chosen);
        assert.deepEqual(corpusBleu(hypotheses, streams.toReversed(), chosen), both);
        const one = corpusBleu(hypotheses, streams.slice(0, 1), chosen);
        assert.ok(one.counts.every((count, n) => count <= both.counts[n]));
      }),
    );
  });

  it('counts of a corpus are the sums over its sentences', () => {
    fc.assert(
      fc.property(corpus, options, ({ hypotheses, streams }, chosen) => {
        const plain = { ...chosen, smooth: 'none' } as const;
        const whole = corpusBleu(hypotheses, streams, plain);
        const parts = hypotheses.map((hypothesis, line) => {
          const references = streams.map((stream) => stream[line]).filter((text) => text !== null);
          return sentenceBleu(hypothesis, references, plain);
        });
        const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
        assert.equal(whole.hypLen, sum(parts.map((part) => part.hypLen)));
        assert.equal(whole.refLen, sum(parts.map((part) => part.refLen)));
        for (let n = 0; n < 4; n++) {
          assert.equal(whole.counts[n], sum(parts.map((part) => part.counts[n])));
          assert.equal(whole.totals[n], sum(parts.map((part) => part.totals[n])));
        }
      }),
    );
  });

  it('takes the closest reference length, of two equally close ones the shorter', () => {
    const refLen = (...references: string[]): number => sentenceBleu('a b c d', references).refLen;
    assert.equal(refLen('a b c d e f g', 'a b c d e'), 5);
    assert.equal(refLen('a b c d e', 'a b c'), 3);
    assert.equal(refLen('a b c', 'a b c d e'), 3);
  });

  it('an empty hypothesis scores 0', () => {
    assert.equal(sentenceBleu('', ['a b c']).score, 0);
    assert.equal(sentenceBleu(' ', ['a b c']).bp, 0);
    assert.equal(corpusBleu(['', ''], [['', '']]).score, 0);
  });
});

describe('metrics: BLEU says what is wrong with its input', () => {
  it('different numbers of lines: which stream, and both numbers', () => {
    assert.throws(
      () =>
        corpusBleu(
          ['a', 'b', 'c'],
          [
            ['a', 'b', 'c'],
            ['a', 'b'],
          ],
        ),
      {
        name: 'MetricsError',
        code: 'line-count',
        message: /stream 2 has 2 lines, the hypotheses have 3/,
      },
    );
  });

  it('a sentence without any reference: which line', () => {
    const streams = [
      ['a', null],
      [null, null],
    ];
    assert.throws(() => corpusBleu(['a', 'b'], streams), { code: 'no-reference', message: /Line 2 / });
    assert.throws(() => sentenceBleu('a', []), { code: 'no-reference' });
  });

  it('nothing to score', () => {
    assert.throws(() => corpusBleu([], [[]]), { code: 'no-sentences' });
  });

  it('unknown smoothing, negative smoothing values', () => {
    const wrong = { smooth: 'laplace' } as unknown as BleuOptions;
    assert.throws(() => sentenceBleu('a', ['a'], wrong), {
      code: 'bad-option',
      message: /exp, floor, add-k, none/,
    });
    for (const smoothValue of [-1, NaN, Infinity]) {
      assert.throws(() => sentenceBleu('a', ['a'], { smooth: 'floor', smoothValue }), { code: 'bad-option' });
    }
  });
});
