import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beamSearch, greedy, toyDecoder } from '../../../src/search';
import { bruteForce, HashModel, occurs, repeatsNgram } from './models';
import { referenceBeam } from './reference';

const seed = fc.integer({ min: 0, max: 1 << 30 });
const alphas = fc.constantFrom(0, 0.5, 0.75, 1, 2);

describe('beam search', () => {
  it('with k = 1 is greedy search: same tokens, same score', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(seed, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 3 }),
        alphas,
        async (seeds, vocabularySize, maxLength, less, noRepeatNgramSize, lengthPenalty) => {
          const options = {
            maxLength,
            minLength: Math.max(1, maxLength - less),
            lengthPenalty,
            noRepeatNgramSize,
          };
          const model = new HashModel({ vocabularySize, seeds, sourceLength: 3 });
          const one = await greedy(model, options);
          const beam = await beamSearch(model, { ...options, beamSize: 1 });
          assert.deepEqual(beam.sentences, one.sentences);
          assert.deepEqual(beam.cost, one.cost);
          assert.equal(model.alive, 0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('with k = n^T is exhaustive: the n-best list is that of brute force', async () => {
    await fc.assert(
      fc.asyncProperty(
        seed,
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 6 }),
        alphas,
        async (s, vocabularySize, maxLength, less, nBest, alpha) => {
          const minLength = Math.max(1, maxLength - less);
          const model = new HashModel({ vocabularySize, seeds: [s] });
          const beamSize = Math.max(nBest, vocabularySize ** maxLength);
          const { sentences } = await beamSearch(model, {
            beamSize,
            nBest,
            maxLength,
            minLength,
            lengthPenalty: alpha,
          });
          const all = bruteForce(model, 0, { minLength, maxLength, alpha });
          assert.deepEqual(
            sentences[0].map(({ tokens, logProb, score }) => ({ tokens, logProb, score })),
            all.slice(0, nBest),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('gives every sentence of a batch what it gets alone, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ s: seed, maxLength: fc.integer({ min: 1, max: 8 }) }), {
          minLength: 2,
          maxLength: 5,
        }),
        fc.integer({ min: 1, max: 6 }),
        async (batch, beamSize) => {
          const run = async (part: typeof batch): Promise<unknown[]> => {
            const model = new HashModel({ vocabularySize: 7, seeds: part.map((p) => p.s), sourceLength: 2 });
            const { sentences, trees } = await beamSearch(model, {
              beamSize,
              nBest: beamSize,
              maxLength: part.map((p) => p.maxLength),
              forbiddenTokens: [5],
              noRepeatNgramSize: 2,
              tree: true,
            });
            return sentences.map((hypotheses, i) => ({ hypotheses, tree: trees![i] }));
          };
          const together = await run(batch);
          const alone = (await Promise.all(batch.map((one) => run([one])))).flat();
          assert.deepEqual(together, alone);
          assert.deepEqual((await run([...batch].reverse())).reverse(), alone);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('returns sorted, distinct hypotheses within the lengths that never beat brute force', async () => {
    await fc.assert(
      fc.asyncProperty(
        seed,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 5 }),
        alphas,
        async (s, beamSize, maxLength, less, alpha) => {
          const minLength = Math.max(1, maxLength - less);
          const model = new HashModel({ vocabularySize: 4, seeds: [s] });
          const { sentences } = await beamSearch(model, {
            beamSize,
            nBest: beamSize,
            maxLength,
            minLength,
            lengthPenalty: alpha,
          });
          const [hypotheses] = sentences;
          const [best] = bruteForce(model, 0, { minLength, maxLength, alpha });
          assert.ok(hypotheses.length >= 1 && hypotheses[0].score <= best.score);
          assert.equal(new Set(hypotheses.map((h) => h.tokens.join())).size, hypotheses.length);
          hypotheses.forEach((h, i) => {
            assert.ok(i === 0 || hypotheses[i - 1].score >= h.score);
            assert.ok(h.tokens.length >= minLength && h.tokens.length <= maxLength);
            assert.equal(h.tokens.indexOf(0), h.tokens.length - 1);
            const logProbs = h.tokens.map((token, t) => model.after(0, h.tokens.slice(0, t))[token]);
            assert.deepEqual(h.logProbs, logProbs);
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('finds with a few candidates a row and a bound what the long way finds with all and none', async () => {
    await fc.assert(
      fc.asyncProperty(
        seed,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
        fc.array(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
        async (s, beamSize, minLength, noRepeatNgramSize, forbiddenTokens, forcedPhrases) => {
          fc.pre(!forcedPhrases.flat().some((token) => forbiddenTokens.includes(token)));
          fc.pre(!forcedPhrases.some((p, i) => forcedPhrases.some((q, j) => i !== j && occurs(p, q))));
          const model = new HashModel({ vocabularySize: 7, seeds: [s], sharpness: 5 });
          const options = { beamSize, minLength, maxLength: 7, noRepeatNgramSize, forbiddenTokens };
          const { sentences } = await beamSearch(model, {
            ...options,
            nBest: beamSize,
            forcedPhrases: [forcedPhrases],
          });
          const expected = referenceBeam(model, 0, { ...options, alpha: 0.75, forcedPhrases, banks: true });
          assert.deepEqual(
            sentences[0].map(({ tokens, logProb, score }) => ({ tokens, logProb, score })),
            expected,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('breaks ties towards the better hypothesis and the smaller token', async () => {
    const { sentences } = await beamSearch(toyDecoder({ vocabulary: ['A', 'B', 'C', '<eos>'], tables: {} }), {
      beamSize: 3,
      nBest: 3,
      minLength: 3,
      maxLength: 3,
    });
    assert.deepEqual(
      sentences[0].map((h) => h.tokens),
      [
        [0, 0, 3],
        [0, 1, 3],
        [0, 2, 3],
      ],
    );
  });

  it('keeps its promises about n-grams', async () => {
    await fc.assert(
      fc.asyncProperty(seed, fc.integer({ min: 1, max: 3 }), async (s, size) => {
        const model = new HashModel({ vocabularySize: 4, seeds: [s] });
        const { sentences } = await beamSearch(model, {
          beamSize: 4,
          nBest: 4,
          maxLength: 12,
          minLength: size === 1 ? 3 : 8,
          noRepeatNgramSize: size,
        });
        assert.ok(sentences[0].length > 0);
        assert.ok(sentences[0].every((h) => !repeatsNgram(h.tokens, size)));
      }),
    );
  });

  it('never steps a finished hypothesis or more than k rows a sentence', async () => {
    const model = new HashModel({ vocabularySize: 6, seeds: [1, 2, 3] });
    const { cost, sentences } = await beamSearch(model, { beamSize: 4, nBest: 4, maxLength: [2, 5, 9] });
    assert.deepEqual(
      sentences.map((hypotheses) => hypotheses.length > 0),
      [true, true, true],
    );
    assert.equal(model.rowsPerStep[0], 3);
    assert.ok(model.rowsPerStep.every((rows, i) => rows <= [3, 12, 8, 8, 8, 4, 4, 4, 4][i]));
    assert.equal(cost.steps, model.steps);
    assert.equal(
      cost.rows,
      model.rowsPerStep.reduce((a, b) => a + b),
    );
    assert.equal(cost.expansions, cost.rows * 6);
  });
});
