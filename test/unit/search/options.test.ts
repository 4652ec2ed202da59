import assert from 'node:assert/strict';
import {
  beamSearch,
  exactSearch,
  exhaustiveSearch,
  forcedScore,
  greedy,
  sample,
  SearchError,
  type BeamSearchOptions,
  type Decoder,
  type SearchErrorCode,
} from '../../../src/search';
import { HashModel } from './models';

/** Two sentences, five tokens, `<eos>` is 0. */
const model = (): HashModel => new HashModel({ vocabularySize: 5, seeds: [1, 2] });
const random = (): number => 0;

function refused(code: SearchErrorCode, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof SearchError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  };
}

describe('search options', () => {
  const beam = (options: Partial<BeamSearchOptions>) => (decoder: Decoder) =>
    beamSearch(decoder, { beamSize: 2, maxLength: 4, ...options });

  const cases: [string, SearchErrorCode, RegExp, (decoder: Decoder) => Promise<unknown>][] = [
    ['beamSize 0', 'invalid-option', /beamSize is 0/, beam({ beamSize: 0 })],
    ['beamSize 1.5', 'invalid-option', /beamSize is 1.5/, beam({ beamSize: 1.5 })],
    ['nBest above beamSize', 'invalid-option', /nBest 3 is above beamSize 2/, beam({ nBest: 3 })],
    ['nBest 0', 'invalid-option', /nBest is 0/, beam({ nBest: 0 })],
    ['maxLength 0', 'invalid-option', /maxLength is 0/, beam({ maxLength: 0 })],
    ['maxLength NaN', 'invalid-option', /maxLength is NaN/, beam({ maxLength: NaN })],
    ['one maxLength of two', 'invalid-option', /maxLength has 1 entries for 2/, beam({ maxLength: [4] })],
    ['a bad maxLength', 'invalid-option', /maxLength\[1\] is -1/, beam({ maxLength: [4, -1] })],
    ['minLength 0', 'invalid-option', /minLength is 0/, beam({ minLength: 0 })],
    [
      'min above max',
      'conflicting-constraints',
      /Sentence 1: minLength 4 is above/,
      beam({ minLength: 4, maxLength: [4, 3] }),
    ],
    ['negative α', 'invalid-option', /lengthPenalty is -0.1/, beam({ lengthPenalty: -0.1 })],
    ['infinite α', 'invalid-option', /lengthPenalty is Infinity/, beam({ lengthPenalty: Infinity })],
    ['negative β', 'invalid-option', /coveragePenalty is -1/, beam({ coveragePenalty: -1 })],
    ['negative n-gram', 'invalid-option', /noRepeatNgramSize is -1/, beam({ noRepeatNgramSize: -1 })],
    [
      'n-grams of one sentence',
      'invalid-option',
      /noRepeatNgramSize has 1 entries for 2 sentences/,
      beam({ noRepeatNgramSize: [2] }),
    ],
    ['one prefix of two', 'invalid-option', /forcedPrefix has 1 entries/, beam({ forcedPrefix: [[1]] })],
    [
      'one phrase list of two',
      'invalid-option',
      /forcedPhrases has 1 entries/,
      beam({ forcedPhrases: [[[1]]] }),
    ],
    [
      'three phrase lists',
      'invalid-option',
      /forbiddenPhrases has 3 entries/,
      beam({ forbiddenPhrases: [[], [], []] }),
    ],
    [
      'token out of range',
      'invalid-option',
      /forbiddenTokens holds 5.*0 to 4/,
      beam({ forbiddenTokens: [5] }),
    ],
    ['half a token', 'invalid-option', /forcedPrefix\[1\] holds 1.5/, beam({ forcedPrefix: [[], [1.5]] })],
    ['forbidden <eos>', 'invalid-option', /forbiddenTokens holds <eos>/, beam({ forbiddenTokens: [0] })],
    [
      'forced <eos>',
      'invalid-option',
      /forcedPhrases\[0\]\[0\] holds <eos>/,
      beam({ forcedPhrases: [[[1, 0]], []] }),
    ],
    [
      'an empty phrase',
      'invalid-option',
      /forbiddenPhrases\[1\]\[0\] is empty/,
      beam({ forbiddenPhrases: [[], [[]]] }),
    ],
    [
      'a prefix too long',
      'conflicting-constraints',
      /Sentence 0: a forcedPrefix of 4/,
      beam({ forcedPrefix: [[1, 1, 1, 1], []] }),
    ],
    [
      'phrases too long',
      'conflicting-constraints',
      /Sentence 1: .* raise it to 5/,
      beam({
        forcedPhrases: [
          [],
          [
            [1, 2],
            [3, 4],
          ],
        ],
      }),
    ],
    [
      'a forbidden prefix',
      'conflicting-constraints',
      /forcedPrefix contains the forbidden token 2/,
      beam({ forcedPrefix: [[2], []], forbiddenTokens: [2] }),
    ],
    [
      'a forbidden phrase in a prefix',
      'conflicting-constraints',
      /forbidden phrase \[2 3\]/,
      beam({ forcedPrefix: [[1, 2, 3], []], forbiddenPhrases: [[[2, 3]], []] }),
    ],
    [
      'a forced phrase that is forbidden',
      'conflicting-constraints',
      /forcedPhrases\[0\]\[0\] contains/,
      beam({ forcedPhrases: [[[2, 3]], []], forbiddenPhrases: [[[3]], []] }),
    ],
    ['greedy without a length', 'invalid-option', /maxLength is 0/, (d) => greedy(d, { maxLength: 0 })],
    [
      'greedy with negative α',
      'invalid-option',
      /lengthPenalty/,
      (d) => greedy(d, { maxLength: 2, lengthPenalty: -1 }),
    ],
    [
      'temperature 0',
      'invalid-option',
      /temperature is 0/,
      (d) => sample(d, { maxLength: 2, random, temperature: 0 }),
    ],
    ['topP 0', 'invalid-option', /topP is 0/, (d) => sample(d, { maxLength: 2, random, topP: 0 })],
    ['topP 1.1', 'invalid-option', /topP is 1.1/, (d) => sample(d, { maxLength: 2, random, topP: 1.1 })],
    ['topK 0', 'invalid-option', /topK is 0/, (d) => sample(d, { maxLength: 2, random, topK: 0 })],
    ['no samples', 'invalid-option', /samples is 0/, (d) => sample(d, { maxLength: 2, random, samples: 0 })],
    [
      'no such sentence',
      'invalid-option',
      /sentence is 2.*0 to 1/,
      (d) => exactSearch(d, { maxLength: 2, sentence: 2 }),
    ],
    [
      'sentence -1',
      'invalid-option',
      /sentence is -1/,
      (d) => exhaustiveSearch(d, { maxLength: 2, sentence: -1 }),
    ],
    [
      'no budget',
      'invalid-option',
      /nodeBudget is 0/,
      (d) => exactSearch(d, { maxLength: 2, nodeBudget: 0 }),
    ],
    ['no limit', 'invalid-option', /limit is 0/, (d) => exhaustiveSearch(d, { maxLength: 2, limit: 0 })],
    ['a sequence too few', 'invalid-option', /sequences has 1 entries/, (d) => forcedScore(d, [[1]])],
    ['an empty sequence', 'invalid-option', /sequences\[1\] is empty/, (d) => forcedScore(d, [[1], []])],
    ['<eos> inside', 'invalid-option', /sequences\[0\] holds <eos>/, (d) => forcedScore(d, [[0, 1], [1]])],
  ];
  for (const [what, code, message, run] of cases) {
    it(`are checked before the first step: ${what}`, async () => {
      const decoder = model();
      await assert.rejects(run(decoder), refused(code, message));
      assert.equal(decoder.steps, 0);
    });
  }
});

describe('every search', () => {
  const searches: Record<string, (decoder: Decoder, signal?: AbortSignal) => Promise<unknown>> = {
    greedy: (d, signal) => greedy(d, { minLength: 4, maxLength: 5, signal }),
    beam: (d, signal) => beamSearch(d, { minLength: 4, maxLength: 5, beamSize: 3, signal }),
    sample: (d, signal) => sample(d, { minLength: 4, maxLength: 5, random, signal }),
    exhaustive: (d, signal) => exhaustiveSearch(d, { maxLength: 5, signal }),
    exact: (d, signal) => exactSearch(d, { minLength: 4, maxLength: 5, signal }),
    forcedScore: (d, signal) => forcedScore(d, [[1, 2, 3, 0], [1]], { signal }),
  };
  for (const [name, run] of Object.entries(searches)) {
    it(`${name}: leaves no state behind when it finishes, nor takes the decoder's own`, async () => {
      const decoder = model();
      await run(decoder);
      assert.equal(decoder.alive, 0);
      await run(decoder);
      assert.ok(decoder.steps >= 8);
    });

    it(`${name}: passes the engine's error on and leaves no state behind`, async () => {
      for (const failAt of [1, 2, 4]) {
        const decoder = new HashModel({ vocabularySize: 5, seeds: [1, 2], failAt });
        await assert.rejects(run(decoder), RangeError);
        assert.equal(decoder.alive, 0);
        assert.equal(decoder.steps, failAt);
      }
    });

    it(`${name}: stops at the step in which it is cancelled`, async () => {
      for (const abortAt of [0, 1, 2, 4]) {
        const decoder = model();
        const controller = new AbortController();
        if (abortAt === 0) {
          controller.abort();
        }
        const step = decoder.step.bind(decoder);
        decoder.step = (request) => {
          if (decoder.steps + 1 === abortAt) {
            controller.abort();
          }
          return step(request);
        };
        await assert.rejects(run(decoder, controller.signal), (error) => {
          assert.ok(error instanceof SearchError);
          assert.deepEqual([error.name, error.code], ['AbortError', 'aborted']);
          return true;
        });
        assert.equal(decoder.steps, abortAt);
        assert.equal(decoder.alive, 0);
      }
    });

    for (const [what, spoil] of [
      ['NaN', (r) => r.logProbs.fill(NaN)],
      ['a log-probability above 0', (r) => r.logProbs.fill(0.5)],
      ['too few tokens', (r) => (r.tokens = r.tokens.slice(1))],
    ] as [string, (r: Awaited<ReturnType<Decoder['step']>>) => void][]) {
      it(`${name}: refuses ${what} from the engine`, async () => {
        const decoder = model();
        const step = decoder.step.bind(decoder);
        decoder.step = async (request) => {
          const result = await step(request);
          spoil(result);
          return result;
        };
        await assert.rejects(run(decoder), refused('invalid-decoder-output', /decoder returned/));
        assert.equal(decoder.alive, 0);
      });
    }
  }

  it('beam: ends with what onStep throws, and leaves no state behind', async () => {
    const decoder = model();
    const onStep = (): void => {
      throw new RangeError('the panel is gone');
    };
    await assert.rejects(beamSearch(decoder, { beamSize: 2, maxLength: 5, onStep }), RangeError);
    assert.equal(decoder.alive, 0);
  });
});
