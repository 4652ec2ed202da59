import assert from 'node:assert/strict';
import fc from 'fast-check';
import { KeptAnswers } from '../../../../src/extension/panel/kept-answers';

describe('kept answers', () => {
  it('are found as they were, and are nobody else’s to change', () => {
    const kept = new KeptAnswers(10_000);
    const answer = { candidates: [{ text: 'Où ?', score: -1.5 }] };
    kept.set('a', answer);
    const found = kept.get('a') as typeof answer;
    assert.deepEqual(found, answer);
    found.candidates.length = 0;
    assert.deepEqual(kept.get('a'), answer);
    assert.equal(kept.get('b'), undefined);
  });

  it('have no more than their bytes, and those asked for last stay', () => {
    const LIMIT = 2000;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(600)), { maxLength: 60 }), (asked) => {
        const kept = new KeptAnswers(LIMIT);
        for (const [key, length] of asked) kept.set(String(key), 'x'.repeat(length));
        const there = [...Array(10).keys()].flatMap((key) => {
          const answer = kept.get(String(key)) as string | undefined;
          return answer === undefined ? [] : [2 * (1 + JSON.stringify(answer).length)];
        });
        assert.ok(there.reduce((a, b) => a + b, 0) <= LIMIT);
        const last = asked.at(-1);
        if (last) assert.equal(kept.get(String(last[0])), 'x'.repeat(last[1]));
      }),
      { seed: 24, numRuns: 300 },
    );
  });

  it('are not kept when one is larger than all may be, nor after they were cleared', () => {
    const kept = new KeptAnswers(100);
    kept.set('large', 'x'.repeat(200));
    assert.equal(kept.get('large'), undefined);
    kept.set('small', 1);
    assert.equal(kept.get('small'), 1);
    kept.clear();
    assert.equal(kept.get('small'), undefined);
  });
});
