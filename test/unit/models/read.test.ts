/** Folders that are broken in every way there is: each is refused with its code, its file and a sentence. */
import assert from 'node:assert/strict';
import type { OnnxGraph } from '../../../src/graph';
import { readModel, writeModel } from '../../../src/graph';
import { readModelFolder, readWeights } from '../../../src/models';
import { tensorOf } from './broken';
import { CARDS, CONTENTS } from './broken-cards';
import { ONNX, TOKENIZERS } from './broken-files';
import type { Files } from './folders';
import { attending, errorOf, makeFolder, randomWeights } from './folders';

describe('a broken model folder is refused with code, file and sentence', () => {
  let files: Files;
  before(async () => {
    files = await makeFolder();
  });
  for (const { name, break: breakIt, code, file, message } of [
    ...CARDS,
    ...CONTENTS,
    ...ONNX,
    ...TOKENIZERS,
  ]) {
    it(name, async () => {
      const error = await errorOf(readModelFolder(await breakIt(files)));
      assert.ok(error, 'it was read');
      assert.deepEqual({ code: error.code, file: error.file }, { code, file });
      assert.match(error.message, message);
      assert.match(error.message, /^[^\n]+$/);
    });
  }
});

describe('weights', () => {
  it('that are not there, or of another shape or type, are refused with their name', async () => {
    const files = await makeFolder();
    const folder = await readModelFolder(files);
    const edits: [RegExp, (graph: OnnxGraph) => void][] = [
      [/"output\.b" should be .* \[264\] and is missing/, (g) => (tensorOf(g, 'output.b').name = 'other')],
      [/"output\.b" .* shape \[1, 264\]/, (g) => (tensorOf(g, 'output.b').dims = [1, 264])],
      [/"output\.b" .* data type 6/, (g) => (tensorOf(g, 'output.b').dataType = 6)],
      [/"attention\.W\.scale" .* missing/, (g) => (tensorOf(g, 'attention.W.scale').name = 'other')],
      [/"attention\.W\.scale" .* shape \[3\]/, (g) => (tensorOf(g, 'attention.W.scale').dims = [3])],
    ];
    for (const [message, edit] of edits) {
      const model = readModel(writeModel(folder.decoder));
      edit(model.graph!);
      const error = await errorOf((async () => readWeights({ ...folder, decoder: model }))());
      assert.deepEqual({ code: error?.code, file: error?.file }, { code: 'weights', file: 'decoder.onnx' });
      assert.match(error!.message, message);
    }
  });

  it('that are not finite are not written', async () => {
    const weights = randomWeights(attending);
    weights.get('attention.W')!.data[2] = NaN;
    const error = await errorOf(makeFolder({ weights }));
    assert.equal(error?.code, 'weights');
    assert.match(error.message, /"attention\.W" has entries that are not finite/);
  });
});
