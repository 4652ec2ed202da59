import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ort } from '../../../../src/node/onnxruntime';
import { bundledModels, modelFolder, readCard, readFolder } from '../../../../src/node/models';
import { continueText } from '../../../../src/engine/complete/continuation';
import type { LoadedModel } from '../../../../src/engine/loaded-model';
import { loadModel } from '../../../../src/engine/loaded-model';
import { fillBlanks } from '../../../../src/engine/complete/filler';
import { translateSentences } from '../../../../src/engine/translate/translator';
import type { ModelCard } from '../../../../src/models';
import type { SentenceTranslation } from '../../../../src/protocol/translation';
import { Chromium } from './chromium';

/** All 500 take minutes without a graphics card: INTERLINEAR_SENTENCES=500. */
const COUNT = Number(process.env.INTERLINEAR_SENTENCES ?? 6);
const SENTENCES = readFileSync(join(__dirname, '../../../fixtures/sentences-en.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const some = SENTENCES.filter((_, i) => i % Math.ceil(SENTENCES.length / COUNT) === 0);
/** Where a model differs from one that all are tried with in nothing but its weights. */
const few = some.slice(0, Math.ceil(COUNT / 2));
/** Of these each is lost and computed again. */
const LOST = 2;

const options = { beamSize: 5, lengthPenalty: 0.75, maxLength: 200, nBest: 5, batchSize: 8 };
const quiet = { signal: new AbortController().signal, progress: () => undefined };

const isTranslator = ({ task }: ModelCard): boolean => task === 'translate';
const isLanguageModel = ({ task }: ModelCard): boolean => task === 'complete';

/** Those of the fixture, in another language as a bundled model translates them. */
async function sentencesIn(language: string): Promise<string[]> {
  if (language === 'en') return few;
  const model = await loadModel(ort, readFolder(modelFolder(`en-${language}`)), 1);
  const translated = await translateSentences(model, few, options, quiet);
  await model.session.dispose();
  return [...new Set(translated.map(({ candidates }) => candidates[0].text))];
}

/** n-best lists: the same texts in the same order, but for neighbours whose scores differ by less than a rounding. */
function assertSameLists(found: SentenceTranslation[], wanted: SentenceTranslation[]): void {
  assert.equal(found.length, wanted.length);
  found.forEach(({ source, candidates }, i) => {
    const expected = wanted[i].candidates;
    assert.equal(candidates.length, expected.length, source);
    candidates.forEach((candidate, rank) => {
      const { text, score } = expected[rank];
      assert.ok(
        Math.abs(candidate.score - score) < 1e-3,
        `${source}: ${candidate.score} instead of ${score}`,
      );
      if (candidate.text === text) return;
      const tied = expected.some((e) => e.text === candidate.text && Math.abs(e.score - score) < 1e-4);
      assert.ok(tied, `${source}: "${candidate.text}" instead of "${text}"`);
    });
  });
}

describe('bundled models on WebGL', function () {
  this.timeout(3_600_000);
  let chromium: Chromium;
  let translator: LoadedModel;
  before(async () => {
    chromium = await Chromium.open();
    translator = await loadModel(ort, readFolder(modelFolder('en-fr')), 1);
  });
  after(async () => {
    await translator?.session.dispose();
    await chromium?.close();
  });

  /** A slow machine goes on without WebGL while its shaders are compiled. */
  async function onWebgl(id: string): Promise<void> {
    await chromium.call('loadModel', id, 'webgl');
    for (let i = 0; i < 1000; i++) {
      const { backend, detail } = await chromium.call('choice', id);
      if (backend === 'webgl') return;
      assert.equal(detail, undefined);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.fail('WebGL is not ready after 200 s');
  }

  it('give the n-best lists of onnxruntime: en-fr', async () => {
    await onWebgl('en-fr');
    const { sentences } = await chromium.call('translate', 'en-fr', some, options);
    assertSameLists(sentences, await translateSentences(translator, some, options, quiet));
  });

  for (const { id, source } of bundledModels().map(readCard).filter(isTranslator))
    if (id !== 'en-fr')
      it(`give the n-best lists of onnxruntime: ${id}`, async () => {
        const sentences = await sentencesIn(source);
        const model = await loadModel(ort, readFolder(modelFolder(id)), 1);
        const wanted = await translateSentences(model, sentences, options, quiet);
        await model.session.dispose();
        await onWebgl(id);
        const found = await chromium.call('translate', id, sentences, options);
        await chromium.call('unloadModel', id);
        assertSameLists(found.sentences, wanted);
      });

  for (const { id } of bundledModels().map(readCard).filter(isLanguageModel))
    it(`give the continuations of onnxruntime: ${id}`, async () => {
      const model = await loadModel(ort, readFolder(modelFolder(id)), 1);
      await onWebgl(id);
      for (const sentence of few) {
        const text = sentence.slice(0, sentence.length >> 1);
        const limits = { beamSize: 5, nBest: 5, maxTokens: 8 };
        const found = await chromium.call('goOn', id, text, limits);
        const wanted = await continueText(model, text, { ...limits, signal: quiet.signal });
        assert.equal(found.length, wanted.length, text);
        found.forEach(({ probability }, i) =>
          assert.ok(Math.abs(probability - wanted[i].probability) < 1e-4, text),
        );
        assert.equal(found[0]?.text, wanted[0]?.text, text);
      }
      await chromium.call('unloadModel', id);
      await model.session.dispose();
    });

  it('give the fillers of onnxruntime: en-fill, while another model is loaded', async () => {
    const filler = await loadModel(ort, readFolder(modelFolder('en-fill')), 1);
    await onWebgl('en-fill');
    for (const sentence of some) {
      const words = sentence.split(' ');
      const at = words.length >> 1;
      const text = [...words.slice(0, at), '___', ...words.slice(at + 1)].join(' ');
      const found = await chromium.call('fill', 'en-fill', text);
      const settings = { beamSize: 5, nBest: 5, maxLength: 8, signal: quiet.signal };
      const wanted = await fillBlanks(filler, text, settings);
      for (const list of ['pastAndFuture', 'pastOnly'] as const) {
        const probabilities = (blanks: typeof wanted.blanks) => blanks[0][list].map((f) => f.probability);
        const expected = probabilities(wanted.blanks);
        probabilities(found.blanks).forEach((p, i) => assert.ok(Math.abs(p - expected[i]) < 1e-4, text));
        assert.equal(found.blanks[0][list][0].text, wanted.blanks[0][list][0].text, text);
      }
    }
    await chromium.call('unloadModel', 'en-fill');
    await filler.session.dispose();
  });

  it('finish a sentence on onnxruntime when the context is lost in its middle, and come back', async () => {
    const wanted = await translateSentences(translator, some.slice(0, LOST), options, quiet);
    for (const loseAfter of [0, 1, 5]) {
      await chromium.call('heard');
      const lost = await chromium.call('translate', 'en-fr', some.slice(0, LOST), options, loseAfter);
      assertSameLists(lost.sentences, wanted);
      const lines = await chromium.call('heard');
      assert.match(lines.join('\n'), /onnxruntime context-lost/);
      assert.match(lines.join('\n'), /the processor finishes what WebGL began: the graphics driver took/);
      if (loseAfter === 5) break;
      let back = '';
      for (let i = 0; i < 200 && !back.includes('webgl setting'); i++) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        back += (await chromium.call('heard')).join('\n');
      }
      assert.match(back, /the WebGL context has been rebuilt/);
    }
  });

  it('are left to onnxruntime by `auto` where the processor draws', async () => {
    await chromium.call('unloadModel', 'en-fr');
    const choice = await chromium.call('loadModel', 'en-fr', 'auto');
    assert.deepEqual(choice, { backend: 'onnxruntime', reason: 'measuring' });
    await chromium.call('translate', 'en-fr', some.slice(0, 1), options);
    let lines = '';
    for (let i = 0; i < 100 && !lines.includes('software'); i++) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      lines += (await chromium.call('heard')).join('\n');
    }
    assert.match(lines, /onnxruntime software/);
  });
});
