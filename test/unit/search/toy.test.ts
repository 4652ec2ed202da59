import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  beamSearch,
  exactSearch,
  exhaustiveSearch,
  forcedScore,
  greedy,
  NOTES_TOY,
  SearchError,
  toyDecoder,
  type Hypothesis,
} from '../../../src/search';

const fixture = JSON.parse(readFileSync('test/fixtures/toy-search.json', 'utf8')) as typeof NOTES_TOY & {
  length: number;
  greedy: { sequence: string; probability: number };
  best: { sequence: string; probability: number };
};

describe("the notes' toy tables", () => {
  const lengths = { minLength: fixture.length, maxLength: fixture.length };

  function assertFound(hypothesis: Hypothesis, expected: { sequence: string; probability: number }): void {
    assert.equal(hypothesis.tokens.map((t) => fixture.vocabulary[t]).join(' '), expected.sequence);
    assert.ok(Math.abs(Math.exp(hypothesis.logProb) - expected.probability) < 1e-7);
  }

  it('are the ones built in', () => {
    assert.deepEqual(NOTES_TOY, { vocabulary: fixture.vocabulary, tables: fixture.tables });
  });

  it('greedy search finds A B C <eos> at 0.048', async () => {
    const { sentences } = await greedy(toyDecoder(fixture), lengths);
    assertFound(sentences[0][0], fixture.greedy);
  });

  it('exhaustive search finds A C B <eos> at 0.054', async () => {
    const { hypotheses, sequences } = await exhaustiveSearch(toyDecoder(fixture), lengths);
    assertFound(hypotheses[0], fixture.best);
    // 3 words in each of 3 places, less A B C A, which is no sequence of this length; the table's 0 cuts nothing of length 4.
    assert.equal(sequences, 27);
  });

  it('beam search with k = 2 finds both, the better one first', async () => {
    const { sentences } = await beamSearch(toyDecoder(fixture), { ...lengths, beamSize: 2, nBest: 2 });
    assertFound(sentences[0][0], fixture.best);
    assertFound(sentences[0][1], fixture.greedy);
  });

  it('exact search proves the optimum and that greedy search missed it', async () => {
    const decoder = toyDecoder(fixture);
    const [incumbent] = (await greedy(decoder, lengths)).sentences[0];
    const exact = await exactSearch(decoder, { ...lengths, incumbent });
    assertFound(exact.best!, fixture.best);
    assert.deepEqual([exact.complete, exact.improved], [true, true]);
  });

  it('scores a sequence in several sentences, listed prefixes and uniform ones', async () => {
    const { sentences } = await forcedScore(toyDecoder(fixture, 2), [
      [0, 2, 1, 3],
      [1, 1],
    ]);
    assertFound(sentences[0][0], fixture.best);
    assert.ok(Math.abs(Math.exp(sentences[1][0].logProb) - 0.2 * 0.25) < 1e-7);
  });

  it('never takes a token of probability 0', async () => {
    const certain = toyDecoder({ vocabulary: ['A', '<eos>'], tables: { '': [0, 1] } });
    for (const search of [greedy(certain, { minLength: 2, maxLength: 3 })]) {
      assert.deepEqual((await search).sentences, [[]]);
    }
    const beam = await beamSearch(certain, { minLength: 2, maxLength: 3, beamSize: 3, tree: true });
    assert.deepEqual(beam.sentences, [[]]);
    assert.equal(beam.trees![0].stopped, 'no live hypothesis');
    const { hypotheses } = await exhaustiveSearch(certain, { minLength: 2, maxLength: 3 });
    assert.deepEqual(hypotheses, []);
    const exact = await exactSearch(certain, { minLength: 2, maxLength: 3 });
    assert.deepEqual([exact.best, exact.complete, exact.improved], [null, true, false]);
  });

  for (const [what, tables, vocabulary] of [
    ['a sum that is not 1', { '': [0.5, 0.4] }, ['A', '<eos>']],
    ['a negative probability', { '': [1.5, -0.5] }, ['A', '<eos>']],
    ['too few columns', { A: [1] }, ['A', '<eos>']],
    ['an unknown word', { 'A X': [0.5, 0.5] }, ['A', '<eos>']],
    ['no <eos>', {}, ['A', 'B']],
    ['a word twice', {}, ['A', 'A', '<eos>']],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => toyDecoder({ vocabulary, tables }),
        (error) => error instanceof SearchError && error.code === 'invalid-table',
      );
    });
  }
});
