import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  beamSearch,
  exactSearch,
  exhaustiveSearch,
  greedy,
  sample,
  toyDecoder,
  type Hypothesis,
} from '../../../src/search';
import { ForcedPhrases } from '../../../src/search/forced-phrases';
import { bruteForce, HashModel, occurs, repeatsNgram } from './models';
import { referenceBeam } from './reference';
import { Random } from '../../../src/random';

const seeded = (seed: number): (() => number) => {
  const random = new Random(seed);
  return () => random.uniform();
};

const seed = fc.integer({ min: 0, max: 1 << 30 });
const word = fc.integer({ min: 1, max: 4 });
const phrase = fc.array(word, { minLength: 1, maxLength: 3 });

describe('forced phrases', () => {
  it('follow the longest part of a phrase that the hypothesis ends with', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 5 }), { maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 2 }), { maxLength: 12 }),
        (given, tokens) => {
          const kept = given.filter(
            (p, i) => !given.some((q, j) => i !== j && occurs(q, p) && (q.length > p.length || j < i)),
          );
          const phrases = new ForcedPhrases(given);
          let progress = phrases.start();
          tokens.forEach((token, t) => {
            const continuations = phrases.continuations(progress);
            progress = phrases.advance(progress, token);
            const soFar = tokens.slice(0, t + 1);
            const expected = kept.map((p) => {
              if (occurs(soFar, p)) {
                return p.length;
              }
              let length = Math.min(p.length, soFar.length);
              while (length > 0 && soFar.slice(-length).join() !== p.slice(0, length).join()) {
                length--;
              }
              return length;
            });
            assert.deepEqual(progress, expected);
            const unmetUnderWay = kept.some((p, i) => expected[i] > 0 && !occurs(tokens.slice(0, t), p));
            assert.equal(continuations.has(token), unmetUnderWay);
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('can always be finished: one token lowers what is missing by one at least', () => {
    fc.assert(
      fc.property(
        fc.array(phrase, { minLength: 1, maxLength: 3 }),
        fc.array(word, { maxLength: 8 }),
        (given, tokens) => {
          const phrases = new ForcedPhrases(given);
          const progress = tokens.reduce((p, t) => phrases.advance(p, t), phrases.start());
          const missing = phrases.missing(progress);
          assert.equal(
            missing === 0,
            given.every((p) => occurs(tokens, p)),
          );
          const best = Math.min(
            ...[...phrases.continuations(progress)].map((t) => phrases.missing(phrases.advance(progress, t))),
          );
          assert.ok(missing === 0 || best <= missing - 1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('occur in every hypothesis, with any beam, at any length with room for them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ s: seed, phrases: fc.array(phrase, { maxLength: 3 }) }), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 4 }),
        async (batch, beamSize, room) => {
          const model = new HashModel({ vocabularySize: 5, seeds: batch.map((b) => b.s), sharpness: 8 });
          const { sentences } = await beamSearch(model, {
            beamSize,
            nBest: beamSize,
            maxLength: batch.map((b) => b.phrases.flat().length + 1 + room),
            forcedPhrases: batch.map((b) => b.phrases),
          });
          sentences.forEach((hypotheses, i) => {
            assert.ok(hypotheses.length > 0);
            for (const { tokens } of hypotheses) {
              assert.ok(batch[i].phrases.every((p) => occurs(tokens, p)));
              assert.ok(tokens.length <= batch[i].phrases.flat().length + 1 + room);
            }
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('with a beam that holds everything are the best sequences that have the phrase', async () => {
    await fc.assert(
      fc.asyncProperty(seed, phrase, fc.constantFrom(0, 0.75), async (s, forced, alpha) => {
        const model = new HashModel({ vocabularySize: 5, seeds: [s], sharpness: 6 });
        const maxLength = 5;
        const { sentences } = await beamSearch(model, {
          beamSize: 5 ** 5,
          nBest: 5,
          maxLength,
          lengthPenalty: alpha,
          forcedPhrases: [[forced]],
        });
        const all = bruteForce(model, 0, { maxLength, alpha }, (tokens) => occurs(tokens, forced));
        assert.deepEqual(
          sentences[0].map((h) => h.tokens),
          all.slice(0, 5).map((h) => h.tokens),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('find better places than a beam that is not divided', async () => {
    const forced = [3, 1, 2];
    let better = 0;
    for (let s = 0; s < 40; s++) {
      const model = new HashModel({ vocabularySize: 8, seeds: [s], sharpness: 6 });
      const lengths = { beamSize: 8, maxLength: 10 };
      const { sentences } = await beamSearch(model, {
        ...lengths,
        lengthPenalty: 0,
        forcedPhrases: [[forced]],
      });
      const [undivided] = referenceBeam(model, 0, {
        ...lengths,
        minLength: 1,
        alpha: 0,
        noRepeatNgramSize: 0,
        forbiddenTokens: [],
        forcedPhrases: [forced],
        banks: false,
      });
      better += sentences[0][0].score > undivided.score ? 1 : 0;
    }
    assert.ok(better > 20, `${better} of 40`);
  });

  it('leave a place to the hypothesis without any, however probable they are', async () => {
    const vocabulary = ['A', 'B', 'C', 'D', 'E', '<eos>'];
    const decoder = toyDecoder({ vocabulary, tables: { '': [0.3, 0.2, 0.15, 0.1, 0.05, 0.2] } });
    const first: number[][] = [];
    await beamSearch(decoder, {
      beamSize: 2,
      maxLength: 6,
      forcedPhrases: [[[0], [1], [2]]],
      onStep: ({ step, hypotheses }) => {
        if (step === 1) {
          first.push(...hypotheses(0).map((h) => h.tokens));
        }
      },
    });
    // Of two places one goes to the best beginning with a phrase, A, the other to the best without, D.
    assert.deepEqual(first, [[0], [3]]);
  });

  it('may stand in the forced prefix', async () => {
    const model = new HashModel({ vocabularySize: 5, seeds: [4] });
    const { sentences } = await beamSearch(model, {
      beamSize: 2,
      maxLength: 4,
      forcedPrefix: [[1, 2, 3]],
      forcedPhrases: [[[2, 3]]],
    });
    assert.deepEqual(sentences[0][0].tokens, [1, 2, 3, 0]);
  });
});

describe('constraints', () => {
  const searches = {
    greedy: async (model: HashModel, options: Parameters<typeof greedy>[1]) =>
      (await greedy(model, options)).sentences[0],
    beam: async (model: HashModel, options: Parameters<typeof greedy>[1]) =>
      (await beamSearch(model, { ...options, beamSize: 4, nBest: 4 })).sentences[0],
    sample: async (model: HashModel, options: Parameters<typeof greedy>[1]) =>
      (await sample(model, { ...options, samples: 4, random: seeded(1) })).sentences[0],
    exact: async (model: HashModel, options: Parameters<typeof greedy>[1]): Promise<Hypothesis[]> => {
      const { best } = await exactSearch(model, { ...options, nodeBudget: 300 });
      return best ? [best] : [];
    },
  };
  for (const [name, search] of Object.entries(searches)) {
    it(`hold in every hypothesis of ${name} search`, async () => {
      let returned = 0;
      await fc.assert(
        fc.asyncProperty(
          seed,
          fc.array(word, { maxLength: 2 }),
          word,
          fc.array(fc.array(word, { minLength: 2, maxLength: 3 }), { maxLength: 3 }),
          fc.integer({ min: 2, max: 3 }),
          async (s, prefix, banned, phrases, noRepeatNgramSize) => {
            fc.pre(!prefix.includes(banned) && !phrases.some((p) => occurs(prefix, p)));
            const model = new HashModel({ vocabularySize: 6, seeds: [s], sharpness: 6 });
            const hypotheses = await search(model, {
              minLength: 4,
              maxLength: 7,
              forcedPrefix: [prefix],
              forbiddenTokens: [banned],
              forbiddenPhrases: [phrases],
              noRepeatNgramSize,
            });
            for (const { tokens } of hypotheses) {
              returned++;
              assert.deepEqual(tokens.slice(0, prefix.length), prefix);
              assert.ok(!tokens.includes(banned));
              assert.ok(!phrases.some((p) => occurs(tokens, p)));
              assert.ok(!repeatsNgram(tokens, noRepeatNgramSize));
              assert.ok(tokens.length >= 4 && tokens.length <= 7 && tokens.at(-1) === 0);
            }
          },
        ),
      );
      assert.ok(returned >= 100, 'the property was hardly tried');
    });
  }

  it('forbid a phrase of one token like a forbidden token', async () => {
    const model = new HashModel({ vocabularySize: 5, seeds: [1, 2], sharpness: 6 });
    const one = await beamSearch(model, { beamSize: 3, maxLength: 8, forbiddenPhrases: [[[2]], [[2]]] });
    const other = await beamSearch(model, { beamSize: 3, maxLength: 8, forbiddenTokens: [2] });
    assert.deepEqual(one.sentences, other.sentences);
  });

  it('let a token that may come once come once, and change nothing else', async () => {
    let doubled = 0;
    await fc.assert(
      fc.asyncProperty(seed, async (s) => {
        const model = new HashModel({ vocabularySize: 4, seeds: [s], sharpness: 3 });
        const times = (tokens: readonly number[]): number => tokens.filter((t) => t === 2).length;
        const all = await exhaustiveSearch(model, { maxLength: 5, nBest: 5000 });
        const allowed = all.hypotheses.filter(({ tokens }) => times(tokens) <= 1);
        if (times(all.hypotheses[0].tokens) > 1) doubled++;
        const { hypotheses } = await exhaustiveSearch(model, {
          maxLength: 5,
          nBest: 5000,
          onceTokens: [[2]],
        });
        assert.deepEqual(
          hypotheses.map(({ tokens }) => tokens),
          allowed.map(({ tokens }) => tokens),
        );
      }),
      { numRuns: 30 },
    );
    assert.ok(doubled > 0, 'the rule was never tried');
  });

  it('are those of each sentence, not of its neighbour', async () => {
    const model = new HashModel({ vocabularySize: 5, seeds: [1, 1] });
    const { sentences } = await beamSearch(model, {
      beamSize: 2,
      maxLength: [6, 4],
      minLength: [6, 1],
      forcedPrefix: [[], [4, 4]],
      forbiddenPhrases: [[[4]], []],
    });
    assert.equal(sentences[0][0].tokens.length, 6);
    assert.ok(!sentences[0][0].tokens.includes(4));
    assert.deepEqual(sentences[1][0].tokens.slice(0, 2), [4, 4]);
    assert.ok(sentences[1][0].tokens.length <= 4);
  });

  it('may leave nothing: the list is empty then', async () => {
    const model = new HashModel({ vocabularySize: 3, seeds: [1] });
    const impossible = { minLength: 4, maxLength: 5, noRepeatNgramSize: 1 };
    assert.deepEqual((await greedy(model, impossible)).sentences, [[]]);
    assert.deepEqual((await beamSearch(model, { ...impossible, beamSize: 3 })).sentences, [[]]);
    assert.equal((await exactSearch(model, impossible)).best, null);
    assert.equal(model.alive, 0);
  });
});
