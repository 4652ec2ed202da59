/** What is exported is what was imported, under PyTorch's names and in its order. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mapping } from '../../../src/interchange';
import { exportModel, importModel, InterchangeError, readTensors } from '../../../src/interchange';
import type { ModelFolder } from '../../../src/models';
import { readModelFolder } from '../../../src/models';
import { tinyModel } from '../support/tiny-model';

const FIXTURES = join(__dirname, '../../fixtures/interchange');
const read = (file: string): Uint8Array => new Uint8Array(readFileSync(join(FIXTURES, file)));
const SPECIAL = { bos: '<s>', eos: '</s>' };

async function imported(weights: string, kind: Mapping['kind']): Promise<ModelFolder> {
  const mapping: Mapping = {
    kind,
    id: 'foreign',
    source: 'en',
    target: 'fr',
    licence: 'MIT',
    weights,
    vocabulary: { source: { file: 'source.txt', ...SPECIAL }, target: { file: 'target.txt', ...SPECIAL } },
  };
  const files = await importModel(mapping, 'm.json', read, { quantization: 'float32', today: '2026-11-28' });
  return readModelFolder(Object.fromEntries(files));
}

/** The numbers of the file it came from, and of the one it becomes. */
async function both(weights: string, kind: Mapping['kind']) {
  const before = readTensors(read(weights), weights);
  const after = readTensors(exportModel(await imported(weights, kind)), 'out.safetensors');
  const numbers = (tensors: typeof before, name: string): number[] => [
    ...(tensors.get(name)?.float32() ?? []),
  ];
  return {
    before: (name: string) => numbers(before, name),
    after: (name: string) => numbers(after, name),
    names: [...after.keys()],
  };
}

const sum = (a: number[], b: number[]): number[] => a.map((value, i) => Math.fround(value + b[i]));

describe('an exported model', () => {
  it('has the layers of torch.nn.GRU as they were', async () => {
    const { before, after } = await both('d2l.safetensors', 'd2l');
    for (const [side, layer] of [
      ['encoder', 0],
      ['encoder', 1],
      ['decoder', 0],
      ['decoder', 1],
    ] as const) {
      const [from, to] = [`${side}.rnn.rnn`, `${side}.rnn.${layer}`];
      for (const what of ['weight_ih', 'weight_hh'])
        assert.deepEqual(
          after(`${to}.${what}_l0`),
          before(`${from}.${what}_l${layer}`),
          `${side} ${layer} ${what}`,
        );
      // Of reset and update gate only the sum of the two biases counts.
      const [ih, hh] = ['bias_ih', 'bias_hh'].map((what) => before(`${from}.${what}_l${layer}`));
      assert.deepEqual(sum(after(`${to}.bias_ih_l0`), after(`${to}.bias_hh_l0`)), sum(ih, hh));
      assert.deepEqual(after(`${to}.bias_hh_l0`).slice(12), hh.slice(12));
    }
    assert.deepEqual(after('output.weight'), before('decoder.dense.weight'));
    assert.deepEqual(after('output.bias'), before('decoder.dense.bias'));
    assert.deepEqual(after('encoder.embedding.weight'), before('encoder.embedding.weight'));
  });

  it('has both directions of torch.nn.LSTM, and linear layers as they were', async () => {
    const { before, after } = await both('joeynmt-luong-lstm.pt', 'joeynmt');
    for (const what of ['weight_ih_l0', 'weight_hh_l0', 'weight_ih_l0_reverse', 'weight_hh_l0_reverse'])
      assert.deepEqual(after(`encoder.rnn.0.${what}`), before(`model_state.encoder.rnn.${what}`), what);
    assert.deepEqual(after('decoder.readout.weight'), before('model_state.decoder.att_vector_layer.weight'));
    assert.deepEqual(
      after('attention.keys.weight'),
      before('model_state.decoder.attention.key_layer.weight'),
    );
    assert.deepEqual(after('bridge.0.1.weight'), before('model_state.decoder.bridge_layer.weight'));
  });

  it('comes back as the same model', async () => {
    const folder = await imported('joeynmt-luong-lstm.pt', 'joeynmt');
    const bytes = exportModel(folder);
    const mapping: Mapping = {
      kind: 'interlinear',
      id: 'foreign',
      source: 'en',
      target: 'fr',
      licence: 'MIT',
      weights: 'out.safetensors',
      vocabulary: { source: { file: 'source.txt', ...SPECIAL }, target: { file: 'target.txt', ...SPECIAL } },
    };
    const files = await importModel(
      mapping,
      'm.json',
      (file) => (file === 'out.safetensors' ? bytes : read(file)),
      {
        quantization: 'float32',
        today: '2026-11-28',
      },
    );
    const again = await readModelFolder(Object.fromEntries(files));
    assert.deepEqual(again.card.architecture, folder.card.architecture);
    assert.deepEqual(again.encoder, folder.encoder);
    assert.deepEqual(again.decoder, folder.decoder);
  });

  it('is refused where PyTorch has no such cell', async () => {
    const folder = await readModelFolder(await tinyModel());
    assert.throws(
      () => exportModel(folder),
      (error) => error instanceof InterchangeError && /decoder\.0.*before the product/.test(error.message),
    );
  });
});
