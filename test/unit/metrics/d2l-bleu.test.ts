/**
 * BLEU of the notes: the worked example, the figures printed in D2L's notebooks, and edges.
 */
import assert from 'node:assert/strict';
import { bleuD2l } from '../../../src/metrics';
import { assertClose } from './golden';

describe('metrics: BLEU of the notes', () => {
  it('works the example of the notes: label A B C D E F, prediction A B B C D', () => {
    const { precisions, penalty, score, matches } = bleuD2l('A B B C D', 'A B C D E F', 4);
    assert.deepEqual(precisions, [4 / 5, 3 / 4, 1 / 3, 0]);
    assertClose(penalty, Math.exp(-1 / 5), 'penalty');
    assert.equal(score, 0);
    assert.deepEqual(
      matches.map(({ start, text }) => `${start}:${text}`),
      ['0:A', '1:B', '3:C', '4:D', '0:A B', '2:B C', '3:C D', '2:B C D'],
    );
    assertClose(bleuD2l('A B B C D', 'A B C D E F', 2).score, 0.681477, 'k = 2');
    assertClose(bleuD2l('A B B C D', 'A B C D E F', 3).score, 0.594034, 'k = 3');
  });

  const printed: [prediction: string, label: string, score: string][] = [
    ['il est riche .', 'il est calme .', '0.658'],
    ['il est paresseux .', 'il est calme .', '0.658'],
    ['va ! feu', 'va !', '0.687'],
    ["j'ai perdu gagné aller ?", "j'ai perdu .", '0.447'],
    ['je suis en retard ?', 'je suis chez moi .', '0.447'],
    ['elle court .', 'il est calme .', '0.000'],
    ['tu cours .', 'il est calme .', '0.000'],
    ['je suis chez moi .', 'je suis chez moi .', '1.000'],
  ];
  for (const [prediction, label, score] of printed) {
    it(`D2L prints ${score} for "${prediction}"`, () => {
      assert.equal(bleuD2l(prediction, label, 2).score.toFixed(3), score);
    });
  }

  it('has no penalty for a prediction longer than the label', () => {
    const { score, penalty } = bleuD2l('je suis chez x y z w', 'je suis chez moi .', 2);
    assert.equal(penalty, 1);
    assertClose(score, (3 / 7) ** (1 / 2) * (2 / 6) ** (1 / 4), 'score');
  });

  it('stops at the length of a short prediction, as D2L does', () => {
    assert.deepEqual(bleuD2l('a', 'a', 4).precisions, [1]);
    assert.equal(bleuD2l('a b', 'a b', 4).score, 1);
  });

  it('gives 0 for an empty prediction or label, without crashing', () => {
    for (const [prediction, label] of [
      ['', 'a b'],
      ['', ''],
      ['a b', ''],
    ]) {
      assert.equal(bleuD2l(prediction, label, 2).score, 0);
    }
  });

  it('refuses a k that is not a positive whole number', () => {
    for (const k of [0, -1, 1.5, NaN]) {
      assert.throws(() => bleuD2l('a', 'a', k), { name: 'MetricsError', code: 'bad-option' });
    }
  });
});
