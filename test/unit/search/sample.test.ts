import assert from 'node:assert/strict';
import fc from 'fast-check';
import { forcedScore, greedy, NOTES_TOY, sample, toyDecoder, type SampleOptions } from '../../../src/search';
import { HashModel } from './models';
import { Random } from '../../../src/random';

const seeded = (seed: number): (() => number) => {
  const random = new Random(seed);
  return () => random.uniform();
};

describe('sampling', () => {
  it('is repeated by its seed and changed by another', async () => {
    const draw = async (seed: number): Promise<string[]> => {
      const model = new HashModel({ vocabularySize: 9, seeds: [1, 2], sharpness: 1 });
      const { sentences } = await sample(model, { maxLength: 12, samples: 3, random: seeded(seed) });
      return sentences.flat().map((h) => h.tokens.join(' '));
    };
    assert.deepEqual(await draw(7), await draw(7));
    assert.notDeepEqual(await draw(7), await draw(8));
  });

  it('is greedy search with topK 1, with a small topP, and at a temperature near 0', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), fc.nat(), async (seeds, seed) => {
        const model = new HashModel({ vocabularySize: 6, seeds });
        const lengths = { minLength: 2, maxLength: 6 };
        const { sentences } = await greedy(model, lengths);
        for (const cut of [{ topK: 1 }, { topP: 0.01 }, { temperature: 1e-6 }]) {
          const drawn = await sample(model, { ...lengths, ...cut, random: seeded(seed) });
          assert.deepEqual(drawn.sentences, sentences);
        }
        assert.equal(model.alive, 0);
      }),
      { numRuns: 50 },
    );
  });

  /** Shares of A, B, C, <eos> among 4,000 first tokens of the notes' toy; true shares .5 .2 .2 .1. */
  async function shares(options: Partial<SampleOptions>): Promise<number[]> {
    const drawn = await sample(toyDecoder(NOTES_TOY), {
      maxLength: 4,
      samples: 4000,
      random: seeded(42),
      ...options,
    });
    const counts = [0, 0, 0, 0];
    drawn.sentences[0].forEach((h) => counts[h.tokens[0]]++);
    return counts.map((count) => count / 4000);
  }

  for (const [what, options, expected] of [
    ['as the model says', {}, [0.5, 0.2, 0.2, 0.1]],
    ['squared at temperature 1/2', { temperature: 0.5 }, [25 / 34, 4 / 34, 4 / 34, 1 / 34]],
    ['among the topK', { topK: 3 }, [5 / 9, 2 / 9, 2 / 9, 0]],
    ['in the smallest set that reaches topP', { topP: 0.6 }, [5 / 7, 2 / 7, 0, 0]],
    ['in the one token that reaches topP', { topP: 0.5 }, [1, 0, 0, 0]],
    ['with topP counted after topK', { topK: 2, topP: 0.75 }, [5 / 7, 2 / 7, 0, 0]],
    ['among the allowed', { forbiddenTokens: [0], minLength: 2 }, [0, 0.5, 0.5, 0]],
  ] as const) {
    it(`draws ${what}`, async () => {
      // Four standard deviations of a share of 4,000 are at most 0.032.
      (await shares(options)).forEach((share, token) =>
        assert.ok(Math.abs(share - expected[token]) < 0.032, `token ${token}: ${share}`),
      );
    });
  }

  it("reports the model's log-probabilities, not the tempered ones", async () => {
    const model = new HashModel({ vocabularySize: 6, seeds: [5] });
    const { sentences } = await sample(model, {
      maxLength: 6,
      temperature: 3,
      topK: 4,
      random: seeded(3),
    });
    const scored = await forcedScore(model, [sentences[0][0].tokens]);
    assert.deepEqual(scored.sentences[0][0].logProbs, sentences[0][0].logProbs);
  });
});

describe('forced scoring', () => {
  it('gives every token its log-probability, sentences of any length together', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            seed: fc.nat(),
            words: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 }),
            ended: fc.boolean(),
          }),
          { minLength: 1, maxLength: 5 },
        ),
        async (batch) => {
          const sequences = batch.map((b) => (b.ended || b.words.length === 0 ? [...b.words, 0] : b.words));
          const model = new HashModel({
            vocabularySize: 6,
            seeds: batch.map((b) => b.seed),
            sourceLength: 2,
          });
          const { sentences } = await forcedScore(model, sequences, { lengthPenalty: 1 });
          sentences.forEach(([h], s) => {
            assert.deepEqual(h.tokens, sequences[s]);
            assert.deepEqual(
              h.logProbs,
              sequences[s].map((token, t) => model.after(s, sequences[s].slice(0, t))[token]),
            );
            assert.equal(
              h.logProb,
              h.logProbs.reduce((a, b) => a + b, 0),
            );
            assert.equal(h.score, h.logProb / h.tokens.length);
            assert.equal(h.ended, h.tokens.at(-1) === 0 ? 'eos' : 'open');
            assert.equal(h.attention!.length, h.tokens.length);
          });
          assert.deepEqual(
            model.rowsPerStep,
            Array.from(
              { length: Math.max(...sequences.map((q) => q.length)) },
              (_, t) => sequences.filter((q) => q.length > t).length,
            ),
          );
          assert.equal(model.alive, 0);
        },
      ),
      { numRuns: 80 },
    );
  });
});
