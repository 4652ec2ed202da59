/** The three sentences of the lecture notes, whose blank the future decides, in the blank filler that ships. */
import assert from 'node:assert/strict';
import { ort } from '../../../src/node/onnxruntime';
import { modelFolder, readCard, readFolder } from '../../../src/node/models';
import type { FilledBlank } from '../../../src/protocol/fill';
import { fillBlanks } from '../../../src/engine/complete/filler';
import type { LoadedModel } from '../../../src/engine/loaded-model';
import { loadModel } from '../../../src/engine/loaded-model';

const ADJECTIVES = [
  'happy',
  'tired',
  'busy',
  'hungry',
  'sick',
  'sad',
  'ready',
  'sorry',
  'alone',
  'angry',
  'cold',
];
const SENTENCES: [text: string, fitting: string[]][] = [
  ['I am ___.', ADJECTIVES],
  ['I am ___ very hungry.', ['not']],
  // “very” stands there already.
  ['I am ___ very hungry, I could eat half a pig.', ['so', 'really']],
];

describe('the blanks of the notes, filled by en-fill', () => {
  let model: LoadedModel;
  before(async () => {
    model = await loadModel(ort, readFolder(modelFolder('en-fill')), 1);
  });
  after(() => model.session.dispose());

  async function blankOf(text: string): Promise<FilledBlank> {
    const { beamSize } = readCard('en-fill').decoding;
    const signal = new AbortController().signal;
    const { blanks } = await fillBlanks(model, text, { beamSize, nBest: 5, maxLength: 8, signal });
    return blanks[0];
  }

  for (const [text, fitting] of SENTENCES)
    it(`${text} gets one of: ${fitting.join(', ')}`, async () => {
      const [best] = (await blankOf(text)).pastAndFuture;
      assert.ok(fitting.includes(best.text), best.text);
    });

  it('the past alone says the same of all three', async () => {
    const said = await Promise.all(SENTENCES.map(async ([text]) => (await blankOf(text)).pastOnly));
    assert.deepEqual(said[1], said[0]);
    assert.deepEqual(said[2], said[0]);
  });
});
