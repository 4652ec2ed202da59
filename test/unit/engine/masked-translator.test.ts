/** Terms that the search is made to write, by a network of random weights that would never write them by itself. */
import assert from 'node:assert/strict';
import { ort } from '../../../src/node/onnxruntime';
import type { LoadedModel } from '../../../src/engine/loaded-model';
import { loadModel } from '../../../src/engine/loaded-model';
import { translateAnnotated } from '../../../src/engine/translate/masked-translator';
import { annotateSentence } from '../../../src/text';
import { tinyModel } from '../support/tiny-model';

/** A network that ends its sentences. */
const SEED = 10;

describe('terms of the glossary', () => {
  let model: LoadedModel;
  before(async () => {
    model = await loadModel(ort, await tinyModel(SEED), 1);
  });
  after(() => model.session.dispose());

  const written = async (text: string, term: string, translations: string[]): Promise<string> => {
    const [{ outcome }] = await translateAnnotated(
      model,
      [annotateSentence(text)],
      [{ term, translations }],
      { beamSize: 3, lengthPenalty: 0, maxLength: 60, nBest: 3, batchSize: 8 },
      { signal: new AbortController().signal, progress: () => undefined },
    );
    return 'text' in outcome ? outcome.text : `kept: ${outcome.kept}`;
  };

  it('are written, with the masks of the sentence', async () => {
    const text = await written('Open the file {0} now.', 'file', ['fichier', 'fichiers']);
    assert.match(text, /(?<!\p{L})fichiers?(?!\p{L})/iu);
    assert.match(text, /⦑0⦒/);
  });

  it('are written without a space before them in Chinese', async () => {
    const text = await written('Open the file {0} now.', 'file', ['档案']);
    assert.match(text, /档案/);
    assert.doesNotMatch(text, / 档案/);
  });
});
