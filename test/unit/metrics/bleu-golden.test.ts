/**
 * Every BLEU figure of `metrics-golden.json`, computed by sacreBLEU 2.6.0.
 */
import assert from 'node:assert/strict';
import { corpusBleu, sentenceBleu } from '../../../src/metrics';
import { assertClose, golden } from './golden';

describe('metrics: BLEU against sacreBLEU', () => {
  for (const set of golden.sets) {
    for (const expected of set.bleu) {
      it(`${set.name} ${expected.signature}`, () => {
        const { tokenize, smooth, lowercase, effectiveOrder } = expected;
        const smoothValue = expected.smoothValue ?? undefined;
        const options = { tokenize, smooth, smoothValue, lowercase, effectiveOrder };
        const actual = corpusBleu(set.hyp, set.refs, options);
        assertClose(actual.score, expected.score, 'score');
        assertClose(actual.bp, expected.bp, 'bp');
        expected.precisions.forEach((precision, n) => {
          assertClose(actual.precisions[n], precision, `precision ${n + 1}`);
        });
        assert.equal(actual.hypLen, expected.hypLen);
        assert.equal(actual.refLen, expected.refLen);
        assert.deepEqual(actual.counts, expected.counts);
        assert.deepEqual(actual.totals, expected.totals);
        assert.equal(actual.signature, expected.signature);
      });
    }

    it(`${set.name}: ${set.sentenceBleu.length} sentences`, () => {
      assert.ok(set.sentenceBleu.length > 0);
      const tokenize = set.name.startsWith('zh') ? 'zh' : '13a';
      for (const { index, score } of set.sentenceBleu) {
        const references = set.refs.map((stream) => stream[index]);
        const actual = sentenceBleu(set.hyp[index], references, { tokenize });
        assertClose(actual.score, score, `sentence ${index}`);
      }
    });
  }
});
