import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  beamSearch,
  exactSearch,
  exhaustiveSearch,
  NOTES_TOY,
  SearchError,
  toyDecoder,
  type ExactSearchProgress,
} from '../../../src/search';
import { bruteForce, HashModel, occurs } from './models';

const seed = fc.integer({ min: 0, max: 1 << 30 });
const alphas = fc.constantFrom(0, 0.5, 0.75, 1, 2);

describe('exhaustive search', () => {
  it('is brute force: same n-best list, same number of sequences, few states alive', async () => {
    await fc.assert(
      fc.asyncProperty(
        seed,
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 9 }),
        alphas,
        async (s, vocabularySize, maxLength, less, nBest, alpha) => {
          const minLength = Math.max(1, maxLength - less);
          const model = new HashModel({ vocabularySize, seeds: [99, s] });
          const found = await exhaustiveSearch(model, {
            sentence: 1,
            maxLength,
            minLength,
            nBest,
            lengthPenalty: alpha,
          });
          const all = bruteForce(model, 1, { minLength, maxLength, alpha });
          assert.equal(found.sequences, all.length);
          assert.deepEqual(
            found.hypotheses.map(({ tokens, logProb, score }) => ({ tokens, logProb, score })),
            all.slice(0, nBest),
          );
          assert.equal(model.alive, 0);
          assert.ok(model.mostAlive <= maxLength);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('refuses above the limit and prints the count right: 1000^10 = 10^30', async () => {
    const vocabulary = Array.from({ length: 999 }, (_, i) => `w${i}`).concat('<eos>');
    const decoder = toyDecoder({ vocabulary, tables: {} });
    await assert.rejects(exhaustiveSearch(decoder, { maxLength: 10 }), (error) => {
      assert.ok(error instanceof SearchError && error.code === 'too-many-sequences');
      assert.match(error.message, /1000\^10 = 10\^30 sequences/);
      return true;
    });
  });

  it('starts at the limit and refuses one below it', async () => {
    const model = new HashModel({ vocabularySize: 3, seeds: [5] });
    assert.equal((await exhaustiveSearch(model, { maxLength: 4, limit: 81 })).hypotheses.length, 1);
    await assert.rejects(exhaustiveSearch(model, { maxLength: 4, limit: 80 }), /3\^4 = 81 sequences/);
  });
});

describe('exact search', () => {
  it('is brute force, whatever the length penalty and the lengths', async () => {
    await fc.assert(
      fc.asyncProperty(
        seed,
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 4 }),
        alphas,
        fc.integer({ min: 1, max: 8 }),
        async (s, vocabularySize, maxLength, less, alpha, sharpness) => {
          const minLength = Math.max(1, maxLength - less);
          const model = new HashModel({ vocabularySize, seeds: [s], sharpness });
          const options = { maxLength, minLength, lengthPenalty: alpha };
          const exact = await exactSearch(model, options);
          const [best] = bruteForce(model, 0, { minLength, maxLength, alpha });
          assert.deepEqual([exact.best!.tokens, exact.best!.score], [best.tokens, best.score]);
          assert.deepEqual([exact.complete, exact.improved], [true, true]);
          assert.equal(model.alive, 0);
          assert.ok(model.mostAlive <= maxLength);

          const beam = await beamSearch(model, { ...options, beamSize: 2 });
          const [incumbent] = beam.sentences[0];
          assert.ok(incumbent.score <= exact.best!.score);
          const again = await exactSearch(model, { ...options, incumbent });
          assert.deepEqual(again.best!.tokens, best.tokens);
          assert.equal(again.improved, incumbent.tokens.join() !== best.tokens.join());
          assert.ok(again.nodes <= exact.nodes);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('visits the prefixes of the toy that can still win, and no other', async () => {
    const { nodes } = await exactSearch(toyDecoder(NOTES_TOY), {
      minLength: 4,
      maxLength: 4,
      lengthPenalty: 0,
    });
    // bos, A, A B, A B C (0.048); not A B x (0.04); A C (0.15), A C B (0.054); not A C C (0.03), not A A (0.05);
    // B and C (0.2 each), not their children (0.05).
    assert.equal(nodes, 8);
  });

  it('is brute force under constraints', async () => {
    await fc.assert(
      fc.asyncProperty(
        seed,
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
        async (s, prefix) => {
          const model = new HashModel({ vocabularySize: 5, seeds: [s] });
          const phrase = [(s % 4) + 1, ((s >> 4) % 4) + 1];
          fc.pre(!occurs(prefix, phrase));
          const lengths = { minLength: 3, maxLength: 5 };
          const exact = await exactSearch(model, {
            ...lengths,
            lengthPenalty: 1,
            forcedPrefix: [prefix],
            forbiddenPhrases: [[phrase]],
          });
          const [best] = bruteForce(
            model,
            0,
            { ...lengths, alpha: 1 },
            (tokens) => prefix.every((t, i) => tokens[i] === t) && !occurs(tokens, phrase),
          );
          assert.deepEqual(exact.best!.tokens, best.tokens);
        },
      ),
    );
  });

  it('asks for more children than at first where they may lead on', async () => {
    // Uniform over 300 words: every child of the root may lead on until a sentence has ended.
    const vocabulary = Array.from({ length: 299 }, (_, i) => `w${i}`).concat('<eos>');
    const tables = { '': vocabulary.map((_, i) => (i === 298 ? 0.002 : 0.998 / 299)) };
    const last = Object.fromEntries(
      vocabulary.slice(0, 298).map((word) => [word, vocabulary.map((_, i) => (i === 299 ? 0 : 1 / 299))]),
    );
    const decoder = toyDecoder({ vocabulary, tables: { ...tables, ...last } });
    const { best, complete } = await exactSearch(decoder, { minLength: 2, maxLength: 2 });
    // Only the least probable first word, w298, can be followed by <eos>.
    assert.deepEqual(best!.tokens, [298, 299]);
    assert.ok(complete);
  });

  it('says that the node budget ended it, and keeps what it has', async () => {
    const model = new HashModel({ vocabularySize: 5, seeds: [3], sharpness: 1 });
    const options = { minLength: 4, maxLength: 5, lengthPenalty: 0 };
    const full = await exactSearch(model, options);
    for (const nodeBudget of [1, 5, full.nodes - 1]) {
      const cut = await exactSearch(model, { ...options, nodeBudget });
      assert.deepEqual([cut.complete, cut.nodes], [false, nodeBudget]);
      assert.equal(model.alive, 0);
    }
    const enough = await exactSearch(model, { ...options, nodeBudget: full.nodes });
    assert.ok(enough.complete);
    const [incumbent] = (await beamSearch(model, { ...options, beamSize: 3 })).sentences[0];
    const kept = await exactSearch(model, { ...options, incumbent, nodeBudget: 1 });
    assert.deepEqual([kept.best!.tokens, kept.improved, kept.complete], [incumbent.tokens, false, false]);
  });

  it('reports what it has found while it runs', async () => {
    const model = new HashModel({ vocabularySize: 4, seeds: [8], sharpness: 1 });
    const seen: ExactSearchProgress[] = [];
    const { nodes, best } = await exactSearch(model, { maxLength: 4, onVisit: (p) => seen.push(p) });
    assert.equal(seen.length, nodes);
    assert.deepEqual(seen.at(-1), { nodes, best });
  });

  it('refuses an incumbent that is outside of what it looks at', async () => {
    const model = new HashModel({ vocabularySize: 4, seeds: [8] });
    const incumbent = {
      tokens: [1, 2, 0],
      logProbs: [-1, -1, -1],
      logProb: -3,
      score: -3,
      ended: 'eos' as const,
    };
    await assert.rejects(exactSearch(model, { maxLength: 2, incumbent }), /incumbent has 3 tokens/);
    const open = { ...incumbent, tokens: [1, 2, 3] };
    await assert.rejects(exactSearch(model, { maxLength: 3, incumbent: open }), /does not end in <eos>/);
  });
});
