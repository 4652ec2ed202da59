/** The side panel's services on a tiny model with random weights, on the notes' tables, and on the shipped figures. */
import assert from 'node:assert/strict';
import { ort } from '../../../src/node/onnxruntime';
import { Engine } from '../../../src/engine/engine';
import { wordsOf } from '../../../src/engine/search/search-words';
import type { InspectionServices } from '../../../src/engine/inspection';
import type { GatesParams } from '../../../src/protocol/gates';
import type { SearchConstraints, SearchSubject } from '../../../src/protocol/search';
import { tinyModel } from '../support/tiny-model';

const quiet = () => ({ signal: new AbortController().signal, progress: () => undefined });
const FREE: SearchConstraints = { prefix: [], typed: '', forced: [], forbidden: [] };
const subject: SearchSubject = {
  kind: 'model',
  model: 'tiny',
  text: 'Hello there, how are you?',
  sentence: 0,
};
const decodingWith = (beamSize: number, lengthPenalty = 0.75) => ({ beamSize, lengthPenalty, maxLength: 12 });

describe('tracing a search', () => {
  let services: InspectionServices;
  before(async () => {
    const engine = new Engine({ ort, backendName: 'test', threads: 1 });
    await engine.loadModel({ id: 'tiny', files: await tinyModel() });
    services = engine.inspection;
  });

  it('finds the same hypotheses whatever α is: α only orders them', async () => {
    const found = await Promise.all(
      [0, 0.75, 2].map((alpha) =>
        services.traceSearch({ subject, decoding: decodingWith(4, alpha), constraints: FREE }, quiet()),
      ),
    );
    const sets = found.map(({ candidates }) =>
      candidates.map(({ tokens }) => tokens.map(({ id }) => id).join()).sort(),
    );
    assert.equal(sets[0].length, 4);
    assert.deepEqual(sets[1], sets[0]);
    assert.deepEqual(sets[2], sets[0]);
    for (const [i, alpha] of [0, 0.75, 2].entries())
      for (const { score, logProb, tokens } of found[i].candidates)
        assert.ok(Math.abs(score - logProb / tokens.length ** alpha) < 1e-9);
  });

  it('gives the candidates before the tree, and a tree in which they are', async () => {
    const seen: boolean[] = [];
    const context = {
      ...quiet(),
      progress: ({ candidates }: { candidates?: unknown[] }) => void seen.push(candidates !== undefined),
    };
    const answer = await services.traceSearch(
      { subject, decoding: decodingWith(3), constraints: FREE },
      context,
    );
    assert.equal(seen.at(-1), true);
    assert.ok(seen.length > 2 && seen.slice(0, -1).every((one) => !one));
    for (const { tokens } of answer.candidates) {
      let at = 0;
      for (const { id } of tokens) {
        const next = answer.tree.find(({ parent, token }) => parent === at && token === id);
        assert.ok(next, `token ${id} after node ${at}`);
        at = next.id;
      }
      assert.equal(answer.tree[at].state, 'finished');
    }
    assert.equal(answer.cost.expansions, answer.cost.rows * answer.cost.vocabulary);
  });

  it('has attention rows that sum to 1, one a token', async () => {
    const { candidates, source } = await services.traceSearch(
      { subject, decoding: decodingWith(2), constraints: FREE },
      quiet(),
    );
    const { attention, tokens } = candidates[0];
    const width = source.tokens.length;
    assert.equal(attention!.length, tokens.length * width);
    for (let t = 0; t < tokens.length; t++) {
      const sum = attention!.slice(t * width, (t + 1) * width).reduce((a, b) => a + b);
      assert.ok(Math.abs(sum - 1) < 1e-5);
    }
  });

  it('keeps what was chosen, typed and forced, and leaves out what was forbidden', async () => {
    const ask = async (constraints: Partial<SearchConstraints>) => {
      const params = { subject, decoding: decodingWith(6), constraints: { ...FREE, ...constraints } };
      return (await services.traceSearch(params, quiet())).candidates;
    };
    const [free] = await ask({});
    const prefix = free.tokens.slice(0, 2).map(({ id }) => id);
    for (const { tokens } of await ask({ prefix }))
      assert.deepEqual(
        tokens.slice(0, 2).map(({ id }) => id),
        prefix,
      );
    for (const { text } of await ask({ typed: 'Bonjour' })) assert.ok(text.startsWith('Bonjour'), text);
    const forced = await ask({ forced: ['ça'] });
    assert.ok(forced.length > 0);
    for (const { text } of forced) assert.ok(text.includes(' ça'), text);
    // Chinese stands without a space.
    for (const { text } of await ask({ forced: ['你好'] })) assert.match(text, /(?<! )你好/);
    const word = free.words.find(({ text }) => /\p{L}/u.test(text))?.text;
    if (word)
      for (const { words } of await ask({ forbidden: [word] }))
        assert.ok(words.every(({ text }) => text !== word));
  });

  it('offers other words with probabilities of at most 1 in all, the best first', async () => {
    const others = await services.alternatives({ subject, prefix: [], count: 8 }, quiet());
    assert.ok(others.length > 1);
    assert.ok(others.reduce((sum, { probability }) => sum + probability, 0) <= 1 + 1e-6);
    others.slice(1).forEach(({ probability }, i) => assert.ok(probability <= others[i].probability));
  });

  it('offers no words after a prefix that is none', async () => {
    for (const kind of [subject, { kind: 'toy' as const }])
      for (const wrong of [-1, 0.5, NaN, 1e6])
        await assert.rejects(
          services.alternatives({ subject: kind, prefix: [0, wrong], count: 8 }, quiet()),
          { name: 'SearchError', code: 'invalid-option' },
        );
  });

  it('finds the notes’ 0.048 and 0.054 with the same code, and that a beam of one misses the best', async () => {
    const toy: SearchSubject = { kind: 'toy' };
    const best = async (beamSize: number) => {
      const params = { subject: toy, decoding: decodingWith(beamSize), constraints: FREE };
      const { candidates, greedy } = await services.traceSearch(params, quiet());
      const exact = await services.searchExactly(
        { ...params, incumbent: candidates[0], nodeBudget: 1000 },
        quiet(),
      );
      return { beam: candidates[0], greedy: greedy!, exact };
    };
    const one = await best(1);
    assert.equal(one.beam.text, 'A B C <eos>');
    assert.equal(one.greedy.text, 'A B C <eos>');
    assert.ok(Math.abs(Math.exp(one.beam.logProb) - 0.048) < 1e-6);
    assert.deepEqual(
      [one.exact.improved, one.exact.complete, one.exact.best!.text],
      [true, true, 'A C B <eos>'],
    );
    const two = await best(2);
    assert.ok(Math.abs(Math.exp(two.beam.logProb) - 0.054) < 1e-6);
    assert.equal(two.exact.improved, false);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const params = { subject, decoding: decodingWith(4), constraints: FREE };
    const context = { signal: controller.signal, progress: () => controller.abort() };
    await assert.rejects(services.traceSearch(params, context), { name: 'AbortError' });
  });

  it('says that a text has no words', async () => {
    const empty: SearchSubject = { kind: 'model', model: 'tiny', text: ' … ', sentence: 0 };
    await assert.rejects(
      services.traceSearch({ subject: empty, decoding: decodingWith(2), constraints: FREE }, quiet()),
      { name: 'EngineError', code: 'no-words' },
    );
  });
});

describe('reading gates', () => {
  let services: InspectionServices;
  before(async () => {
    const engine = new Engine({ ort, backendName: 'test', threads: 1 });
    await engine.loadModel({ id: 'tiny', files: await tinyModel(1, { quantization: 'float32' }) });
    services = engine.inspection;
  });

  const SENTENCE = 'I am not very hungry.';
  const read = (layer: number, params: Partial<GatesParams> = {}) =>
    services.gates({ model: 'tiny', source: SENTENCE, sentence: 0, target: null, layer, ...params }, quiet());

  it('of every layer and direction, and the equations hold in them', async () => {
    const { layers } = await read(0);
    assert.deepEqual(
      layers.map(({ half, direction, cell }) => [half, direction, cell]),
      [
        ['encoder', 'forward', 'gru'],
        ['encoder', 'backward', 'gru'],
        ['decoder', 'only', 'gru'],
        ['decoder', 'only', 'lstm'],
      ],
    );
    for (const layer of layers.keys()) {
      const answer = await read(layer);
      const { hidden, cell, direction, half } = answer.layers[layer];
      const steps = answer.tokens.length;
      const at = (name: string, t: number, u: number) => answer.activations[name][t * hidden + u];
      for (const values of Object.values(answer.activations)) assert.equal(values.length, steps * hidden);
      for (let t = 0; t < steps; t++) {
        const before = direction === 'backward' ? t + 1 : t - 1;
        // The decoder starts from what the encoder gave it, which is not shown.
        const known = before >= 0 && before < steps;
        if (!known && half === 'decoder') continue;
        for (let u = 0; u < hidden; u++) {
          const state = (name: string) => (known ? at(name, before, u) : 0);
          const expected =
            cell === 'gru'
              ? at('Z', t, u) * state('H') + (1 - at('Z', t, u)) * at('candidate', t, u)
              : at('O', t, u) * Math.tanh(at('F', t, u) * state('C') + at('I', t, u) * at('candidate', t, u));
          assert.ok(Math.abs(at('H', t, u) - expected) < 1e-5, `layer ${layer}, step ${t}, unit ${u}`);
        }
      }
    }
  });

  it('on the sentence that the search finds, with the same probabilities', async () => {
    const { target } = await read(2);
    const found = await services.traceSearch(
      {
        subject: { kind: 'model', model: 'tiny', text: SENTENCE, sentence: 0 },
        decoding: { beamSize: 3, lengthPenalty: 0.75, maxLength: 200 },
        constraints: FREE,
      },
      quiet(),
    );
    assert.deepEqual(
      target.map(({ id }) => id),
      found.candidates[0].tokens.map(({ id }) => id),
    );
    target.forEach(({ logProb }, i) =>
      assert.ok(Math.abs(logProb - found.candidates[0].tokens[i].logProb) < 1e-4),
    );
  });

  it('on any candidate, of any sentence of a text, with the probabilities that the search gave it', async () => {
    const source = `Hello there. ${SENTENCE}`;
    const { candidates } = await services.traceSearch(
      {
        subject: { kind: 'model', model: 'tiny', text: source, sentence: 1 },
        decoding: { beamSize: 4, lengthPenalty: 0.75, maxLength: 200 },
        constraints: FREE,
      },
      quiet(),
    );
    assert.ok(candidates.length > 1);
    for (const { tokens } of candidates) {
      const target = tokens.map(({ id }) => id);
      const followed = await read(64, { source, sentence: 1, target });
      assert.equal(followed.layer, followed.layers.length - 1);
      assert.deepEqual(
        followed.target.map(({ id }) => id),
        target,
      );
      followed.target.forEach(({ logProb }, i) => assert.ok(Math.abs(logProb - tokens[i].logProb) < 1e-4));
      // The text before it is no part of the sentence.
      const alone = await read(64, { target });
      for (const [name, values] of Object.entries(followed.activations))
        assert.deepEqual(values, alone.activations[name]);
    }
  });

  it('refuses a translation whose tokens the model does not have', async () => {
    for (const target of [[], [65_535]])
      await assert.rejects(read(0, { target }), { name: 'EngineError', code: 'bad-params' });
  });
});

describe('words out of pieces', () => {
  const words = (pieces: string[]) => wordsOf(pieces).map(({ text }) => text);

  it('begin at spaces, signs and Chinese characters; hyphens and apostrophes join', () => {
    assert.deepEqual(words(['Com', 'ment', ' allez', '-', 'vous', ' ?', '<eos>']), [
      'Comment',
      'allez-vous',
      '?',
      '<eos>',
    ]);
    assert.deepEqual(words([' aujourd', "'", 'hui', '.']), ["aujourd'hui", '.']);
    assert.deepEqual(words(['你', '好', '。']), ['你', '好', '。']);
  });

  it('hold every piece once, in order', () => {
    const pieces = [' a', 'b', '.', ' c', '«', 'd', '»'];
    const spans = wordsOf(pieces);
    assert.equal(spans[0].start, 0);
    assert.equal(spans.at(-1)!.end, pieces.length);
    spans.slice(1).forEach(({ start }, i) => assert.equal(start, spans[i].end));
  });
});
