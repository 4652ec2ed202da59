import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ort } from '../../../src/node/onnxruntime';
import { Engine } from '../../../src/engine/engine';
import type { LoadedModel } from '../../../src/engine/loaded-model';
import { loadModel } from '../../../src/engine/loaded-model';
import { fillBlanks } from '../../../src/engine/complete/filler';
import type { TranslateDocumentParams } from '../../../src/protocol/document';
import { translateTexts } from '../../../src/engine/translate/text-translation';
import type { TranslateProgress } from '../../../src/protocol/translation';
import { maskPlaceholders } from '../../../src/text';
import { tinyModel } from '../support/tiny-model';

const decoding = { beamSize: 3, lengthPenalty: 0.75, maxLength: 12 };
const options = { ...decoding, nBest: 2, batchSize: 4 };
const quiet = (signal = new AbortController().signal) => ({ signal, progress: () => undefined });

describe('translating texts', () => {
  let model: LoadedModel;
  before(async () => {
    model = await loadModel(ort, await tinyModel(), 1);
  });
  after(() => model.session.dispose());

  it('keeps white space and line ends, and what has no words, byte for byte', async () => {
    const part = fc.constantFrom(
      'Hello.',
      ' ',
      '\n',
      '\r\n',
      '\t',
      '42',
      '---',
      'How are you?',
      '  ',
      '“No.”',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        const text = parts.join('');
        const [{ text: translated }] = await translateTexts(model, [text], 'en', options, quiet());
        const frame = (s: string) =>
          s
            .replace(/[^\s]+/g, 'x')
            .match(/\r?\n/g)
            ?.join('');
        assert.equal(frame(translated), frame(text));
        assert.equal(translated.match(/^\s*/)?.[0], text.match(/^\s*/)?.[0]);
        assert.equal(translated.match(/\s*$/)?.[0], text.match(/\s*$/)?.[0]);
        if (!/\p{L}/u.test(text)) assert.equal(translated, text);
      }),
      { numRuns: 30 },
    );
  });

  it('brings every placeholder back exactly once, wherever the network would put it', async () => {
    const placeholder = fc.constantFrom(
      '{0}',
      '{1}',
      '%s',
      '`npm start`',
      'https://a.b/c?d',
      '<b>',
      '${x}',
      '⦑3⦒',
    );
    const part = fc.oneof(placeholder, fc.constantFrom(' Hello', ' there,', ' hungry', ' not'));
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 12 }), async (parts) => {
        const text = `Open ${parts.join(' ')} now`;
        const sorted = (t: string): string[] => maskPlaceholders(t).placeholders.sort();
        fc.pre(sorted(text).length <= 10);
        const [{ sentences }] = await translateTexts(
          model,
          [text],
          'en',
          { ...options, maxLength: 60 },
          quiet(),
        );
        assert.ok(sentences.length > 0);
        for (const { source, candidates } of sentences) {
          for (const candidate of candidates) {
            seen++;
            const occurrences = (p: string): number => candidate.text.split(p).length - 1;
            for (const p of sorted(source)) {
              const wanted = sorted(source).filter((other) => other.includes(p)).length;
              assert.ok(occurrences(p) >= wanted, `${source} → ${candidate.text}`);
            }
            assert.equal(candidate.tokens.map((t) => t.text).join(''), candidate.text);
          }
        }
      }),
      { numRuns: 60 },
    );
    assert.ok(seen > 0, 'the guards have refused every candidate');
  });

  it('leaves text that is all code as it is', async () => {
    for (const text of ['`npm start`', '{0} %s', 'https://example.org/a', '👩‍👧 🎉']) {
      const [translation] = await translateTexts(model, [text], 'en', options, quiet());
      assert.equal(translation.text, text);
    }
  });

  it('gives the same words alone and in a batch, in any order', async () => {
    const texts = ['Hello.', 'I am not very hungry.', '', 'How are you today?', 'Hello there.'];
    const together = await translateTexts(model, texts, 'en', options, quiet());
    for (const [i, text] of texts.entries()) {
      const [alone] = await translateTexts(model, [text], 'en', options, quiet());
      assert.equal(alone.text, together[i].text);
    }
  });

  it('gives candidates best first, whose tokens make the text and whose log-probabilities add up', async () => {
    // A network without training writes much that the guards refuse.
    const texts = [
      'How are you?',
      'I am not very hungry.',
      'Hello there.',
      'Hello',
      'not very hungry',
      'How are you today?',
    ];
    const translations = await translateTexts(model, texts, 'en', options, quiet());
    const found = translations
      .flatMap(({ sentences }) => sentences)
      .find((one) => one.candidates.length === 2);
    assert.ok(found, 'no sentence has two candidates');
    const { candidates } = found;
    assert.ok(candidates[0].score >= candidates[1].score);
    for (const { text, tokens, logProb, score } of candidates) {
      assert.equal(tokens.map((t) => t.text).join(''), text);
      const sum = tokens.reduce((s, t) => s + t.logProb, 0);
      assert.ok(Math.abs(sum - logProb) < 1e-4);
      assert.ok(Math.abs(score - logProb / tokens.length ** 0.75) < 1e-4);
    }
  });

  it('reports progress up to the last sentence, and says which sentence the maximum length cut', async () => {
    const seen: TranslateProgress[] = [];
    const context = {
      signal: new AbortController().signal,
      progress: (p: TranslateProgress) => void seen.push(p),
    };
    const texts = Array.from({ length: 9 }, (_, i) => `Hello number ${i}.`);
    const results = await translateTexts(model, texts, 'en', { ...options, maxLength: 2 }, context);
    assert.deepEqual(
      seen.map((p) => p.done),
      [4, 8, 9],
    );
    assert.ok(
      results.every((r) => r.sentences.every((s) => s.candidates.every((c) => c.tokens.length <= 2))),
    );
    assert.ok(results.some((r) => r.sentences[0].cut));
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(translateTexts(model, ['Hello.'], 'en', options, quiet(stop.signal)), {
      code: 'aborted',
    });
  });
});

describe('filling blanks', () => {
  it('fills every blank, keeps the text around, and shows the past alone beside', async () => {
    const model = await loadModel(ort, await tinyModel(2, { task: 'fill', target: 'en' }), 1);
    const settings = { beamSize: 4, nBest: 3, maxLength: 6, signal: new AbortController().signal };
    const { text, blanks } = await fillBlanks(model, 'I am ___ very hungry, I ____ you.', settings);
    assert.equal(blanks.length, 2);
    const [a, b] = blanks.map((blank) => blank.pastAndFuture[0].text);
    assert.equal(text, `I am ${a} very hungry, I ${b} you.`);
    for (const blank of blanks) {
      for (const list of [blank.pastAndFuture, blank.pastOnly]) {
        assert.equal(list.length, 3);
        assert.ok(
          list.every((f, i) => f.probability > 0 && (i === 0 || f.probability <= list[i - 1].probability)),
        );
      }
    }
    await model.session.dispose();
  });

  it('does not let the future leak into what the past alone says', async () => {
    const model = await loadModel(ort, await tinyModel(3, { task: 'fill', target: 'en' }), 1);
    const settings = { beamSize: 4, nBest: 4, maxLength: 6, signal: new AbortController().signal };
    const one = await fillBlanks(model, 'I am ___ very hungry.', settings);
    const other = await fillBlanks(model, 'I am ___ today, how are you?', settings);
    assert.deepEqual(one.blanks[0].pastOnly, other.blanks[0].pastOnly);
    assert.notDeepEqual(one.blanks[0].pastAndFuture, other.blanks[0].pastAndFuture);
    await model.session.dispose();
  });
});

describe('the engine', () => {
  const engine = new Engine({ ort, backendName: 'onnxruntime-node', threads: 1 });
  const documentFor = (model: string): TranslateDocumentParams => ({
    models: [model],
    text: 'Hello.',
    format: { kind: 'plain' },
    decoding,
    glossary: [],
    memory: [],
  });

  it('serves models by the name they were loaded under, and says so when there is none', async () => {
    const info = await engine.loadModel({ id: 'a', files: await tinyModel() });
    assert.equal(info.id, 'a');
    assert.equal(info.backend, 'onnxruntime-node');
    const { sentences } = await engine.translateDocument(documentFor('a'), quiet());
    assert.equal(sentences.length, 1);
    await engine.unloadModel('a');
    await assert.rejects(engine.translateDocument(documentFor('a'), quiet()), {
      name: 'EngineError',
      code: 'unknown-model',
    });
  });

  it('refuses to translate with a model for another task, and a broken folder as it is', async () => {
    await engine.loadModel({ id: 'fill', files: await tinyModel(2, { task: 'fill' }) });
    await assert.rejects(engine.translateDocument(documentFor('fill'), quiet()), {
      name: 'EngineError',
      code: 'wrong-task',
    });
    const files = await tinyModel();
    delete files['decoder.onnx'];
    await assert.rejects(engine.loadModel({ id: 'b', files }), {
      name: 'ModelError',
      code: 'missing',
      file: 'decoder.onnx',
    });
  });
});
