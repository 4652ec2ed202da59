/** Two sentences word beside word, and the difference of their attention. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PanelModel } from '../../../src/protocol/panel';
import { initialState } from '../../../webview/app/state';
import { alignWords, attentionDifference, largest } from '../../../webview/compare/compare-model';
import { othersOfPair, secondOf } from '../../../webview/compare/second';

const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
/** Length of the longest common subsequence, by the textbook's table. */
function common(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      table[i][j] =
        a[i - 1] === b[j - 1] ? table[i - 1][j - 1] + 1 : Math.max(table[i - 1][j], table[i][j - 1]);
  return table[a.length][b.length];
}

describe('two sentences side by side', () => {
  it('have every word once, in order, and as many the same as can be', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const pairs = alignWords(a, b);
        assert.deepEqual(
          pairs.flatMap(({ first }) => first ?? []),
          [...a.keys()],
        );
        assert.deepEqual(
          pairs.flatMap(({ second }) => second ?? []),
          [...b.keys()],
        );
        const same = pairs.filter((one) => one.same);
        for (const { first, second } of same) assert.equal(a[first!], b[second!]);
        assert.equal(same.length, common(a, b));
      }),
    );
  });

  it('words that took the place of others stand beside them', () => {
    assert.deepEqual(alignWords(['I', 'am', 'hungry'], ['I', 'am', 'very', 'angry']).slice(2), [
      { first: 2, second: 2, same: false },
      { first: null, second: 3, same: false },
    ]);
  });
});

describe('the difference of attention', () => {
  const first = {
    source: ['the', 'cat'],
    target: ['le', 'chat'],
    weights: [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
  };

  it('of a translation from itself is nothing', () => {
    const same = attentionDifference(first, first);
    assert.deepEqual(same.values, [
      [0, 0],
      [0, 0],
    ]);
    assert.equal(largest(same), null);
  });

  it('turns its signs when the sides are swapped', () => {
    const weightsOf = (rows: number, columns: number) =>
      fc.array(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: columns, maxLength: columns }),
        {
          minLength: rows,
          maxLength: rows,
        },
      );
    const some = fc
      .tuple(
        fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 4 }),
        fc.array(fc.constantFrom('x', 'y'), { minLength: 1, maxLength: 4 }),
      )
      .chain(([source, target]) =>
        weightsOf(target.length, source.length).map((weights) => ({ source, target, weights })),
      );
    fc.assert(
      fc.property(some, (one) => {
        const two = { ...one, weights: one.weights.map((row) => row.map((value) => 1 - value)) };
        const there = attentionDifference(one, two).values.flat();
        const back = attentionDifference(two, one).values.flat();
        there.forEach((value, i) => assert.ok(Math.abs(value! + back[i]!) < 1e-12));
      }),
    );
  });

  it('compares words in the same place, and none that only one translation has', () => {
    const second = {
      source: ['the', 'dog', 'barks'],
      target: ['le', 'chien', 'aboie'],
      weights: [
        [0.5, 0.25, 0.25],
        [0, 1, 0],
        [0, 0, 1],
      ],
    };
    const { values } = attentionDifference(first, second);
    const rounded = values.map((row) =>
      row.map((value) => (value === null ? null : Number(value.toFixed(9)))),
    );
    assert.deepEqual(rounded, [
      [0.4, -0.15, -0.25],
      [0.2, -0.2, 0],
      [null, null, null],
    ]);
    assert.deepEqual(largest(attentionDifference(first, second)), { row: 0, column: 0 });
  });
});

describe('the second side of a comparison', () => {
  const model = (id: string, source = 'en', target = 'fr'): PanelModel => ({
    id,
    source,
    target,
    description: id,
  });
  const models = [model('en-fr'), model('own'), model('fr-en', 'fr', 'en')];
  const state = (text: string, second: string) => ({
    ...initialState(),
    model: 'en-fr',
    text: 'Hello.',
    compare: { text, model: second },
  });

  it('is another text, another model of the same languages, or both; else there is none', () => {
    const of = (text: string, second: string) => {
      const found = secondOf(state(text, second), models);
      return found && [found.text, found.model];
    };
    assert.deepEqual(of('Bye.', ''), ['Bye.', 'en-fr']);
    assert.deepEqual(of('', 'own'), ['Hello.', 'own']);
    assert.deepEqual(of('Bye.', 'own'), ['Bye.', 'own']);
    for (const [text, second] of [
      ['', ''],
      [' ', 'en-fr'],
      ['Hello.', ''],
      // Of other languages, or gone.
      ['', 'fr-en'],
      ['', 'removed'],
    ])
      assert.equal(of(text, second), null, `${text} ${second}`);
  });

  it('offers no model of other languages, and not the first again', () => {
    assert.deepEqual(
      othersOfPair('en-fr', models).map(({ id }) => id),
      ['own'],
    );
    assert.deepEqual(othersOfPair('unknown', models), []);
  });
});
