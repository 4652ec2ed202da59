/**
 * chrF against sacreBLEU 2.6.0: all chrF figures of `metrics-golden.json`, and properties.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { corpusChrf, sentenceChrf } from '../../../src/metrics';
import { assertClose, golden } from './golden';
import { bite, mixedLine } from './lines';

describe('metrics: chrF', () => {
  for (const set of golden.sets) {
    for (const { score, signature, ...options } of set.chrf) {
      it(`${set.name} ${signature} beta ${options.beta}`, () => {
        const actual = corpusChrf(set.hyp, set.refs, options);
        assertClose(actual.score, score, 'score');
        assert.equal(actual.signature, signature);
      });
    }
  }

  it('agrees with sacreBLEU where references are missing, white space counts, or epsilon smoothing is on', () => {
    const plusPlus = corpusChrf(bite.hypotheses, bite.withMissing, { wordOrder: 2 });
    assertClose(plusPlus.score, 54.074140984637495, 'chrF2++');
    assert.equal(plusPlus.name, 'chrF2++');
    assert.equal(plusPlus.signature, 'nrefs:var|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0');
    const spaced = corpusChrf(bite.hypotheses, bite.references, { whitespace: true });
    assertClose(spaced.score, 65.8764867358276, 'whitespace');
    assert.match(spaced.signature, /space:yes/);
    const smoothed = corpusChrf(bite.hypotheses, bite.references, { epsSmoothing: true, wordOrder: 1 });
    assertClose(smoothed.score, 60.82568742346534, 'epsilon');
    assert.match(smoothed.signature, /eff:no/);
  });

  it('splits punctuation off words as sacreBLEU does: one mark, the last one first', () => {
    const score = (hypothesis: string, reference: string): number =>
      sentenceChrf(hypothesis, [reference], { wordOrder: 2 }).score;
    assertClose(score('(the cat -sat "on', 'the cat sat on'), 51.90217223311775, 'marks before words');
    assertClose(score('the cat sat on', '(the (cat -sat "on'), 26.413392748878383, 'the other way round');
    const spoken = score('«on» (the) "mat", he said ... !', 'the (old) "mat", I said .!');
    assertClose(spoken, 44.838188616104866, 'marks on both sides');
  });

  it('lies between 0 and 100, is 100 for the text itself, and takes the best reference', () => {
    fc.assert(
      fc.property(
        mixedLine,
        fc.array(mixedLine, { minLength: 1, maxLength: 3 }),
        (hypothesis, references) => {
          const { score } = sentenceChrf(hypothesis, references);
          assert.ok(score >= 0 && score <= 100 + 1e-9);
          const alone = references.map((reference) => sentenceChrf(hypothesis, [reference]).score);
          assertClose(score, Math.max(...alone), 'best reference');
          assertClose(sentenceChrf(`x${hypothesis}`, [`x${hypothesis}`]).score, 100, 'itself');
          assertClose(sentenceChrf(hypothesis, references.toReversed()).score, score, 'reversed');
        },
      ),
    );
  });

  it('does not see case with lowercase', () => {
    const upper = bite.hypotheses.map((line) => line.toUpperCase());
    const options = { lowercase: true };
    const expected = corpusChrf(bite.hypotheses, bite.references, options).score;
    assert.equal(corpusChrf(upper, bite.references, options).score, expected);
    assert.notEqual(corpusChrf(upper, bite.references).score, expected);
  });

  it('refuses orders and betas that mean nothing', () => {
    for (const options of [
      { charOrder: 0 },
      { charOrder: 1.5 },
      { wordOrder: -1 },
      { beta: 0 },
      { beta: NaN },
    ]) {
      assert.throws(() => corpusChrf(['a'], [['a']], options), { name: 'MetricsError', code: 'bad-option' });
    }
  });
});
