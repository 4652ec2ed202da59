import assert from 'node:assert/strict';
import { exportModel } from '../../../../src/graph';
import type { StoredWeight } from '../../../../src/rnn';
import { decoderGraph, encoderGraph, trainingGraph } from '../../../../src/rnn';
import type { Tuning } from '../../../../src/runtime';
import { architectures } from '../../rnn/architectures';
import { random } from '../../support/ort';
import { assertSame, randomArchitecture, randomScript } from '../equality';
import { runScript } from '../run-script';
import type { Built } from './built';
import { built } from './built';
import { Chromium } from './chromium';
import type { Script } from './script';

const FORMATS: Tuning['weights'][] = ['int8', 'int16', 'float32'];
const tuning = (weights: Tuning['weights'], rows = 5, group = 8, slices = 1): Tuning => ({
  rows,
  batchRows: rows + 1,
  group,
  slices,
  weights,
});

describe('WebGL beside onnxruntime', function () {
  this.timeout(600_000);
  let chromium: Chromium;
  before(async () => {
    chromium = await Chromium.open();
    // As long as a model is loaded, the others find their shaders compiled.
    const { wire, onnxruntime } = await built(architectures['plain GRU'], 'int8', 1);
    await chromium.call('open', 'kept', wire);
    await onnxruntime.dispose();
  });
  after(() => chromium?.close());

  async function compare(model: Built, script: Script, options: Tuning, tolerance: number): Promise<void> {
    await chromium.call('open', 'model', model.wire, options);
    try {
      const { reads } = await chromium.call('usage', 'model');
      const found = await chromium.call('run', 'model', script);
      assertSame(found, await runScript(model.onnxruntime, script), script.steps, tolerance);
      const usage = await chromium.call('usage', 'model');
      assert.equal(usage.error, 0, 'an error of WebGL');
      // Beyond what the GPU ranks, attention and logits are read back one after the other.
      if (script.steps.every(({ k }) => k <= 32))
        assert.equal(usage.reads - reads, script.steps.length, 'read-backs');
      assert.equal(usage.taken, 0, 'textures in use after everything was disposed of');
    } finally {
      await chromium.call('close', 'model');
    }
  }

  Object.entries(architectures).forEach(([name, architecture], i) => {
    const format = FORMATS[i % FORMATS.length];
    it(`computes the same: ${name}, ${format}`, async () => {
      const model = await built(architecture, format === 'int8' ? 'int8' : 'float32', 3);
      const script = randomScript(architecture, random(4), 3, 7, 5);
      await compare(model, script, tuning(format), 1e-4);
      await model.onnxruntime.dispose();
    });
  });

  Object.entries(architectures).forEach(([name, architecture], i) => {
    const format = FORMATS[(i + 1) % FORMATS.length];
    it(`computes the same from sums in slices: ${name}, ${format}`, async () => {
      const model = await built(architecture, format === 'int8' ? 'int8' : 'float32', 5);
      const script = randomScript(architecture, random(6), 3, 4, 5);
      await compare(model, script, tuning(format, 4, 8, 2 + (i % 3)), 1e-4);
      await model.onnxruntime.dispose();
    });
  });

  it('computes the same for random networks, batches of 1 to 64 and sizes that are no multiples of 4', async () => {
    for (let seed = 1; seed <= 8; seed++) {
      const next = random(seed);
      const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
      const architecture = randomArchitecture(next);
      const format = FORMATS[seed % 3];
      const model = await built(architecture, format === 'int8' ? 'int8' : 'float32', seed);
      const B = [1, 2, 5, 8, 17, 64, 3, 33][seed - 1];
      const script = randomScript(architecture, next, B, integer(1, 64), integer(1, 8));
      await compare(model, script, tuning(format, integer(3, 6), [4, 8][seed % 2], integer(1, 8)), 1e-4);
      await model.onnxruntime.dispose();
    }
  });

  it('ranks as many words as are asked for, up to the whole vocabulary', async () => {
    const architecture = { ...architectures['additive attention'], targetVocabulary: 203 };
    const model = await built(architecture, 'float32', 9);
    for (const k of [1, 9, 20, 32, 33, 203])
      await compare(model, randomScript(architecture, random(k), 2, 4, k), tuning('float32'), 1e-4);
    await model.onnxruntime.dispose();
  });

  it('gives equal logits to the smaller word', async () => {
    const architecture = { ...architectures['plain GRU'], targetVocabulary: 150 };
    const model = await built(architecture, 'float32', 2);
    const zeros = new Map<string, StoredWeight>(
      trainingGraph(architecture, { labelSmoothing: 0, dropout: false, gradients: false }).parameters.map(
        ({ name, shape }) => {
          const data = new Float32Array(shape.reduce((p, d) => p * d, 1));
          if (name === 'output.b') for (const word of [3, 70, 71, 149]) data[word] = 1;
          return [name, { tensor: { dtype: 'float32', dims: shape, data } }];
        },
      ),
    );
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    const wire = {
      ...model.wire,
      encoder: base64(exportModel(encoderGraph(architecture, zeros))),
      decoder: base64(exportModel(decoderGraph(architecture, zeros))),
    };
    await chromium.call('open', 'zeros', wire, tuning('float32', 5, 4));
    const step = { from: 0, parents: [0], tokens: [1], k: 7 };
    const [{ tokens }] = await chromium.call('run', 'zeros', { sources: [[3]], steps: [step] });
    assert.deepEqual(tokens, [3, 70, 71, 149, 0, 1, 2]);
    await chromium.call('close', 'zeros');
    await model.onnxruntime.dispose();
  });

  it('refuses a graph that computes something else than its architecture', async () => {
    const a = architectures['plain GRU'];
    const model = await built(a, 'float32', 1);
    const other = await built(
      { ...a, decoder: { layers: [{ ...a.decoder.layers[0], linearBeforeReset: true }] } },
      'float32',
      1,
    );
    const wire = { ...model.wire, decoder: other.wire.decoder };
    await assert.rejects(
      chromium.call('open', 'other', wire),
      /RuntimeError unknown-graph: the decoder's "state.0.next"/,
    );
    await model.onnxruntime.dispose();
    await other.onnxruntime.dispose();
  });
});
