import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ort } from '../../../src/node/onnxruntime';
import { loadModel } from '../../../src/engine/loaded-model';
import { translateTexts } from '../../../src/engine/translate/text-translation';
import { serveEngine } from '../../../src/engine/serve';
import type { EnginePlace } from '../../../src/extension/engine/engine-place';
import type { EngineFiles } from '../../../src/extension/engine/engine-session';
import { EngineSession } from '../../../src/extension/engine/engine-session';
import { portEndpoint } from '../../../src/rpc/endpoint';
import { compileKernels } from '../../../src/node/kernels';
import { tinyModel } from '../support/tiny-model';

const WASM = join(dirname(require.resolve('onnxruntime-web/wasm')), 'ort-wasm-simd-threaded.wasm');
const decoding = { beamSize: 3, lengthPenalty: 0.75, maxLength: 12 };

/** As hostPlace, whose lazy import only webpack understands. */
const here: EnginePlace = {
  name: 'extension host',
  open() {
    const { port1, port2 } = new MessageChannel();
    const stop = serveEngine(portEndpoint(port2));
    return Promise.resolve({ endpoint: portEndpoint(port1), end: () => (stop(), port1.close()) });
  },
};

describe('the engine behind a port', () => {
  let session: EngineSession;
  let onnxruntimeReads = 0;

  const files: EngineFiles = {
    // A copy: it is transferred.
    readKernels: async () => structuredClone(await compileKernels()),
    readOnnxruntime: () => {
      onnxruntimeReads++;
      return Promise.resolve(new Uint8Array(readFileSync(WASM)));
    },
    readModel: () => tinyModel(),
    preference: () => ({ setting: 'auto' }),
  };

  before(async () => {
    const fail = (_: EngineSession, error: Error): void => assert.fail(error);
    session = await EngineSession.open(here, files, assert.fail, fail);
    const { id, beamSize } = await session
      .model('tiny', files)
      .then((info) => ({ id: info.id, beamSize: info.decoding.beamSize }));
    assert.deepEqual([id, beamSize], ['tiny', 3]);
  });

  after(() => session?.end(new Error('the test is over')));

  it('translates in WebAssembly as onnxruntime-node does', async () => {
    const texts = ['Hello there.\n  I am not very hungry.', 'How are you?'];
    const native = await loadModel(ort, await tinyModel(), 1);
    const expected = await translateTexts(
      native,
      texts,
      'en',
      { ...decoding, nBest: 1, batchSize: 8 },
      { signal: new AbortController().signal, progress: () => {} },
    );
    await native.session.dispose();
    const translated = await session.rpc.request('translate', { model: 'tiny', texts, decoding, nBest: 1 });
    assert.deepEqual(
      translated.map(({ text }) => text),
      expected.map(({ text }) => text),
    );
  });

  it('touches onnxruntime only for what its own kernels do not compute', async () => {
    const [info] = [await session.model('tiny', files)];
    assert.deepEqual([info.backend, info.choice?.backend, onnxruntimeReads], ['WebAssembly', 'wasm', 0]);
    const float32 = await tinyModel(1, { quantization: 'float32' });
    const refused = await session.rpc.request('loadModel', {
      id: 'float32',
      files: float32,
      backend: { setting: 'wasm' },
    });
    assert.deepEqual([refused.choice?.backend, refused.choice?.reason], ['onnxruntime', 'refused']);
    assert.match(refused.choice?.detail ?? '', /float32/);
    assert.equal(onnxruntimeReads, 1);
  });

  it('refuses a model that it does not have, and goes on', async () => {
    const ask = (model: string) =>
      session.rpc.request('translate', { model, texts: ['Hello.'], decoding, nBest: 1 });
    await assert.rejects(ask('other'), { name: 'EngineError', code: 'unknown-model' });
    assert.equal((await ask('tiny')).length, 1);
  });
});
