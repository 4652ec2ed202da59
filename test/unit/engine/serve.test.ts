import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ort } from '../../../src/node/onnxruntime';
import { Engine } from '../../../src/engine/engine';
import { serveEngine } from '../../../src/engine/serve';
import type { EnginePlace } from '../../../src/extension/engine/engine-place';
import type { EngineFiles } from '../../../src/extension/engine/engine-session';
import { EngineSession } from '../../../src/extension/engine/engine-session';
import { portEndpoint } from '../../../src/rpc/endpoint';
import type { RpcError } from '../../../src/rpc/errors';
import { RemoteError } from '../../../src/rpc/errors';
import { compileKernels } from '../../../src/node/kernels';
import { tinyModel } from '../support/tiny-model';

const WASM = join(dirname(require.resolve('onnxruntime-web/wasm')), 'ort-wasm-simd-threaded.wasm');
const decoding = { beamSize: 3, lengthPenalty: 0.75, maxLength: 12 };
const constraints = { prefix: [], typed: '', forced: [], forbidden: [] };
const subject = { kind: 'model' as const, model: 'tiny', text: 'Hello.', sentence: 0 };
const translation = {
  models: ['tiny'],
  text: 'Hello.',
  format: { kind: 'plain' as const },
  decoding,
  glossary: [],
  memory: [],
};

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
    const native = new Engine({ ort, backendName: 'onnxruntime-node', threads: 1 });
    await native.loadModel({ id: 'tiny', files: await tinyModel() });
    const context = { signal: new AbortController().signal, progress: () => {} };
    for (const text of ['Hello there.', 'I am not very hungry.', 'How are you?']) {
      const params = { subject: { ...subject, text }, decoding, constraints };
      const expected = await native.inspection.traceSearch(params, context);
      const { candidates } = await session.rpc.request('traceSearch', params);
      assert.deepEqual(
        candidates.map((one) => one.text),
        expected.candidates.map((one) => one.text),
      );
      candidates.forEach(({ score }, i) => assert.ok(Math.abs(score - expected.candidates[i].score) < 1e-2));
    }
    const document = { ...translation, text: 'Hello there.\n  I am not very hungry.' };
    assert.deepEqual(
      await session.rpc.request('translateDocument', document),
      await native.translateDocument(document, context),
    );
    await native.unloadModel('tiny');
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
      session.rpc.request('translateDocument', { ...translation, models: [model] });
    await assert.rejects(ask('other'), { name: 'EngineError', code: 'unknown-model' });
    assert.equal((await ask('tiny')).sentences.length, 1);
  });

  it('refuses what is no request with an error that says so, and goes on', async () => {
    const good: Record<string, Record<string, unknown>> = {
      translateDocument: translation,
      detectLanguages: { text: 'Hello.', format: { kind: 'json', messages: true }, among: ['en', 'fr'] },
      traceSearch: { subject, decoding, constraints },
      alternatives: { subject, prefix: [], count: 3 },
      score: { candidate: 'a', references: ['a'], k: 2, tokenize: '13a', lowercase: false },
      gates: { model: 'tiny', source: 'Hello.', sentence: 0, target: null, layer: 0 },
    };
    const ask = (method: string, params: unknown) => session.rpc.request(method as 'gates', params as never);
    for (const [method, params] of Object.entries(good)) await ask(method, params);
    const wrong = fc.constantFrom<unknown>(null, -1, 1e9, NaN, true, 'a'.repeat(201), [null], { length: -1 });
    const request = fc
      .constantFrom(...Object.keys(good))
      .chain((method) => fc.tuple(fc.constant(method), fc.constantFrom(...Object.keys(good[method]))));
    // A list, an object or a number in the place of a text, or a text in the place of one of these, is none.
    await fc.assert(
      fc.asyncProperty(request, wrong, async ([method, key], value) => {
        fc.pre(typeof value !== typeof good[method][key]);
        const error = await ask(method, { ...good[method], [key]: value }).catch((e: unknown) => e);
        assert.ok(error instanceof RemoteError, `${method}.${key}: ${String(value)}`);
        assert.deepEqual([error.name, error.code], ['EngineError', 'bad-params']);
        assert.match(error.message, new RegExp(`^${method}: ${key}`));
      }),
      { seed: 15, numRuns: 300 },
    );
    const wide = { ...decoding, beamSize: 65 };
    const limits: [string, Record<string, unknown>][] = [
      ['translateDocument', { ...good.translateDocument, decoding: wide }],
      ['traceSearch', { ...good.traceSearch, decoding: wide }],
      ['alternatives', { ...good.alternatives, prefix: [-1] }],
      ['alternatives', { ...good.alternatives, prefix: 'ab' }],
      ['traceSearch', { ...good.traceSearch, subject: { ...subject, text: 'a'.repeat(200_001) } }],
    ];
    for (const [method, params] of limits)
      await assert.rejects(ask(method, params), { name: 'EngineError', code: 'bad-params' });
    await assert.rejects(ask('alternatives', { ...good.alternatives, prefix: [1e6] }), {
      code: 'invalid-option',
    });
    assert.equal((await ask('alternatives', good.alternatives)) !== undefined, true);
  });

  it('computes nothing of a flood of requests that are cancelled at once', async () => {
    let begun = 0;
    const controller = new AbortController();
    const flood = Array.from({ length: 2000 }, () =>
      session.rpc.request('translateDocument', translation, {
        signal: controller.signal,
        onProgress: () => begun++,
      }),
    );
    controller.abort();
    const ended = await Promise.allSettled(flood);
    assert.ok(
      ended.every((one) => one.status === 'rejected' && (one.reason as RpcError).code === 'cancelled'),
    );
    // What had its turn before the message came is a few at most.
    assert.ok(begun < 20, `${begun} were computed`);
  });
});
