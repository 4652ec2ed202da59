/** What the guide of a word tells: the word among its alternatives, what was looked at, what the gates kept. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GatesAnswer } from '../../../src/protocol/gates';
import type { SearchCandidate } from '../../../src/protocol/search';
import { choicesOf, gatesAt, keptAt, lookedAt, wordAt } from '../../../webview/translate/guide-model';

/** Of three words, the second of two pieces. */
const candidate = (attention?: Float32Array): SearchCandidate => ({
  text: 'la gare.',
  tokens: [
    { id: 5, text: 'la', logProb: Math.log(0.5) },
    { id: 6, text: ' ga', logProb: Math.log(0.4) },
    { id: 7, text: 're', logProb: Math.log(0.5) },
    { id: 8, text: '.', logProb: 0 },
  ],
  words: [
    { text: 'la', start: 0, end: 1 },
    { text: 'gare', start: 1, end: 3 },
    { text: '.', start: 3, end: 4 },
  ],
  logProb: Math.log(0.1),
  score: 0,
  ended: 'eos',
  ...(attention && { attention }),
});

const other = (text: string, probability: number, tokens = [100]) => ({
  text,
  tokens,
  probability,
  end: false,
});

describe('why this word', () => {
  it('every token is of one word, and none beyond', () => {
    assert.deepEqual(
      [-1, 0, 1, 2, 3, 4].map((token) => wordAt(candidate(), token)),
      [-1, 0, 1, 1, 2, -1],
    );
  });

  it('what stands there is among what might have, once, with the probability of all its pieces', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 9 });
    fc.assert(
      fc.property(shares, fc.boolean(), fc.integer({ min: 1, max: 8 }), (probabilities, isFound, most) => {
        const found = probabilities.map((p, i) => other(`w${i}`, p));
        if (isFound) found.push(other('gare', 0.2, [6, 7]));
        const choices = choicesOf(candidate(), 1, found, most);
        const written = choices.filter((one) => one.isWritten);
        assert.equal(written.length, 1);
        assert.ok(Math.abs(written[0].probability - 0.2) < 1e-9);
        assert.ok(choices.length <= most + 1);
        choices.slice(1).forEach((one, i) => assert.ok(one.probability <= choices[i].probability));
      }),
    );
  });

  it('attention is that of the word: the mean over its pieces', () => {
    const attention = Float32Array.of(1, 0, 0.5, 0.5, 0, 1, 0.25, 0.75);
    const source = [
      { text: 'the', start: 0, end: 1 },
      { text: 'station', start: 1, end: 2 },
    ];
    assert.deepEqual(lookedAt(candidate(attention), source, 1), [0.25, 0.75]);
    assert.equal(lookedAt(candidate(), source, 1), undefined);
  });

  it('gates are means over units and pieces; what is kept is Z of a GRU, F of an LSTM', () => {
    const answer = (cell: 'gru' | 'lstm', activations: GatesAnswer['activations']): GatesAnswer => ({
      layers: [{ half: 'decoder', layer: 0, direction: 'only', cell, linearBeforeReset: true, hidden: 2 }],
      layer: 0,
      tokens: ['<bos>', 'la', ' ga', 're'],
      activations,
      target: [],
    });
    const steps = Float32Array.of(0, 1, 0.25, 0.75, 1, 1, 0, 0);
    const none = new Float32Array(8);
    const gru = answer('gru', { R: none, Z: steps, candidate: none, H: none });
    assert.deepEqual(keptAt(gru, candidate().words), [0.5, 0.75, 0]);
    assert.deepEqual(
      gatesAt(gru, candidate().words[1]).map(({ sign, mean }) => [sign, mean]),
      [
        ['R', 0],
        ['Z', 0.75],
      ],
    );
    const lstm = answer('lstm', { I: none, F: steps, O: none, candidate: none, C: none, H: none });
    assert.deepEqual(keptAt(lstm, candidate().words), [0.5, 0.75, 0]);
  });
});
