/** Going on with a text, with a language model of random weights: what it says is held against scoring the same words. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ort } from '../../../src/node/onnxruntime';
import type { Continuation } from '../../../src/engine/complete/continuation';
import { complete } from '../../../src/engine/complete/completion';
import { continueText } from '../../../src/engine/complete/continuation';
import type { LoadedModel } from '../../../src/engine/loaded-model';
import { loadModel } from '../../../src/engine/loaded-model';
import { forcedScore } from '../../../src/search';
import { tinyLanguageModel } from '../support/tiny-model';
import { Random } from '../../../src/random';

const seeded = (seed: number): (() => number) => {
  const random = new Random(seed);
  return () => random.uniform();
};

const quiet = { signal: new AbortController().signal };
const options = { beamSize: 3, nBest: 4, maxTokens: 5, signal: new AbortController().signal };

describe('going on with a text', () => {
  let model: LoadedModel;
  before(async () => {
    model = await loadModel(ort, await tinyLanguageModel(), 1);
  });
  after(() => model.session.dispose());

  /** log p of a sequence of tokens from the start. */
  async function logProbOf(tokens: number[]): Promise<number> {
    const decoder = await model.session.encode([[]]);
    const { sentences } = await forcedScore(decoder, [tokens]);
    decoder.dispose();
    return sentences[0][0].logProb;
  }

  const text = fc.constantFrom(
    'Hello',
    'Hello ',
    'I am',
    'I am not v',
    'how are you? ',
    'x',
    'Bonjour, comment ç',
    'It is {0}',
  );

  it('is ordered and distinct, and begins a word where the text has ended one', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (t) => {
        const found = await continueText(model, t, options);
        assert.ok(found.length <= options.nBest);
        assert.equal(new Set(found.map((f) => f.text)).size, found.length);
        for (const { text: added, probability } of found) {
          assert.ok(added.trim() !== '' && probability > 0 && probability <= 1, JSON.stringify(added));
          assert.doesNotMatch(added, /[\u2991\u2992]/);
          if (t.endsWith(' ')) assert.ok(!added.startsWith(' '));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('has the probability that scoring the same tokens gives', async () => {
    const { target } = model;
    const head = [...target.encode('Hello there,')];
    const found: Continuation[] = await continueText(model, 'Hello there,', {
      ...options,
      nBest: 50,
      beamSize: 8,
      maxTokens: 9,
    });
    assert.ok(found.length > 0);
    const before = await logProbOf(head);
    let compared = 0;
    for (const { text: added, probability } of found) {
      const tokens = [...target.encode(added)];
      // The network may also write a text in other tokens than the tokenizer, or end it: those are not comparable.
      const after = await logProbOf([...head, ...tokens]);
      const ended = await logProbOf([...head, ...tokens, target.ids.eos]);
      const p = [after, ended].map((logProb) => Math.exp(logProb - before));
      if (p.some((expected) => Math.abs(expected - probability) < 1e-5 * expected)) compared++;
    }
    assert.ok(compared > found.length / 2, `${compared} of ${found.length} agree with their scores`);
  });

  it('ends before it is less probable than is wanted, and is silent where its first word is', async () => {
    const ask = (minProbability?: number): ReturnType<typeof complete> =>
      complete({ language: model }, 'Hello ', '', { candidates: 4, words: 5, minProbability, ...quiet });
    const all = await ask();
    assert.ok(all.length > 1);
    const floor = all[1].probability;
    const sure = await ask(floor);
    assert.ok(sure.length > 0 && sure.every(({ probability }) => probability >= floor));
    const { words } = (
      await continueText(model, 'Hello ', { ...options, nBest: 1, beamSize: 6, maxTokens: 10 })
    )[0];
    for (const [i, { probability }] of words.entries())
      assert.ok(i === 0 || probability <= words[i - 1].probability);
    assert.deepEqual(await ask(1), []);
  });

  it('reads code as the token that stands for it', async () => {
    const texts = ['Run `npm start` in /etc/hosts ', 'Run ⦑0⦒ in ⦑1⦒ ', 'Run npm in etc '];
    const [code, masks, words] = await Promise.all(texts.map((t) => continueText(model, t, options)));
    assert.deepEqual(code, masks);
    assert.notDeepEqual(code, words);
  });

  it('draws words where it is asked to, the same for the same random numbers, whatever they are when it is cold', async () => {
    const draw = (seed: number, temperature: number): Promise<Continuation[]> => {
      const sampling = { temperature, topP: 0.95, random: seeded(seed) };
      return continueText(model, 'I am ', { ...options, maxTokens: 12, sampling });
    };
    assert.deepEqual(await draw(1, 1), await draw(1, 1));
    assert.notDeepEqual(await draw(1, 1), await draw(2, 1));
    assert.ok((await draw(1, 1)).length > 1);
    assert.deepEqual(await draw(1, 1e-3), await draw(2, 1e-3));
  });

  it('stops when it is cancelled, and says nothing about nothing', async () => {
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(continueText(model, 'Hello there, you', { ...options, signal: stop.signal }));
    assert.deepEqual(await continueText(model, '  ', options), []);
  });
});
