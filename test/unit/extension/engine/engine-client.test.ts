import assert from 'node:assert/strict';
import { EngineClient, isCancellation } from '../../../../src/extension/engine/engine-client';
import type { EngineClientOptions, EngineState } from '../../../../src/extension/engine/engine-client';
import type { DecodingSettings } from '../../../../src/protocol/model';
import type { TranslateProgress } from '../../../../src/protocol/translation';
import { applyEdits } from '../../../../src/text/edits';
import { FakePlace } from './fake-place';

class RuntimeError extends Error {
  override readonly name = 'RuntimeError';
  readonly code = 'run';
}

class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code = 'changed';
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('the engine client', () => {
  let place: FakePlace;
  let spare: FakePlace;
  let states: EngineState['kind'][];
  let warnings: string[];
  let reads: string[];
  let client: EngineClient;

  const create = (options: Partial<EngineClientOptions> = {}): EngineClient =>
    new EngineClient({
      places: [place, spare],
      files: {
        readKernels: async () => ({ relaxed: new Uint8Array(8), exact: new Uint8Array(8) }),
        readOnnxruntime: async () => new Uint8Array(8),
        readModel: async (id) => {
          reads.push(id);
          return { 'model.json': new Uint8Array(4) };
        },
      },
      log: { info: () => {}, warn: (line) => warnings.push(line) },
      onState: ({ kind }) => states.push(kind),
      idleMilliseconds: 60_000,
      graceMilliseconds: 20,
      startMilliseconds: 60_000,
      ...options,
    });

  interface Asked {
    model: string;
    signal: AbortSignal;
    onProgress: (progress: TranslateProgress) => void;
    decoding: (recommended: DecodingSettings) => DecodingSettings;
  }
  const translate = async (text: string, rest: Partial<Asked> = {}): Promise<string> => {
    const { model = 'en-fr', decoding = (recommended: DecodingSettings) => recommended } = rest;
    const { edits } = await client.request('translateDocument', {
      models: [model],
      params: ([info]) => ({
        models: [model],
        text,
        format: { kind: 'plain' },
        decoding: decoding(info.decoding),
        glossary: [],
        memory: [],
      }),
      signal: rest.signal ?? new AbortController().signal,
      onProgress: rest.onProgress,
    });
    return applyEdits(text, edits);
  };

  beforeEach(() => {
    [place, spare] = [new FakePlace('worker'), new FakePlace('extension host')];
    [states, warnings, reads] = [[], [], []];
    client = create();
  });

  afterEach(() => {
    client.dispose();
  });

  it('starts nothing before the first use, then one engine and each model once', async () => {
    assert.equal(place.opened, 0);
    assert.deepEqual(await Promise.all(['a', 'b', 'c'].map((text) => translate(text))), ['A', 'B', 'C']);
    assert.equal(await translate('d', { model: 'fr-en' }), 'D');
    assert.equal(place.opened, 1);
    assert.deepEqual(place.loaded, ['en-fr', 'fr-en']);
    assert.deepEqual(reads, place.loaded);
  });

  it('is made ready before anything is asked, and gives its memory back when nothing is', async () => {
    client = create({ idleMilliseconds: 30 });
    const { signal } = new AbortController();
    await Promise.all([client.ready(['en-fr'], signal), client.ready(['en-fr'], signal)]);
    assert.deepEqual([place.opened, place.loaded, states.at(-1)], [1, ['en-fr'], 'ready']);
    assert.equal(await translate('a'), 'A');
    assert.deepEqual([place.opened, place.loaded], [1, ['en-fr']]);
    while (place.alive > 0) await wait(5);
    assert.equal(states.at(-1), 'stopped');
  });

  it('tells what goes on', async () => {
    await translate('a');
    assert.deepEqual(states, ['starting', 'ready', 'working', 'ready']);
    client.dispose();
    assert.equal(states.at(-1), 'stopped');
  });

  it('asks how to decode with what the model recommends, and passes progress on', async () => {
    const seen: unknown[] = [];
    place.override.translateDocument = async ({ decoding }, { progress }) => {
      seen.push(decoding);
      progress({ done: 2, total: 3, edits: [] });
      return { edits: [], sentences: [] };
    };
    await translate('a', {
      decoding: (recommended) => ({ ...recommended, beamSize: recommended.beamSize + 1 }),
      onProgress: (progress) => seen.push(progress),
    });
    assert.deepEqual(seen, [
      { beamSize: 6, lengthPenalty: 1, maxLength: 200 },
      { done: 2, total: 3, edits: [] },
    ]);
  });

  it('takes the next place where an engine cannot run in the first, and remembers that', async () => {
    place.refuses = new Error('no workers here');
    assert.equal(await translate('a'), 'A');
    assert.equal(spare.opened, 1);
    assert.match(warnings.join(), /worker: no workers here/);
    spare.crash('for the test');
    place.refuses = undefined;
    assert.equal(await translate('b'), 'B');
    assert.deepEqual([place.opened, spare.opened], [0, 2]);
  });

  it('takes the next place where the worker cannot load its script', async () => {
    place.override.start = () => {
      place.crash('404');
      return new Promise(() => {});
    };
    assert.equal(await translate('a'), 'A');
    assert.deepEqual([place.alive, spare.alive], [0, 1]);
  });

  it('says why when no place works, and tries again the next time', async () => {
    [place, spare].forEach((p) => (p.refuses = new Error(`not in the ${p.name}`)));
    await assert.rejects(translate('a'), {
      code: 'start',
      message: /not in the worker; .*not in the extension host/,
    });
    assert.equal(states.at(-1), 'failed');
    spare.refuses = undefined;
    assert.equal(await translate('a'), 'A');
  });

  it('does not wait for ever for an engine that does not start', async () => {
    client = create({ startMilliseconds: 20 });
    place.override.loadModel = () => new Promise(() => {});
    await assert.rejects(translate('a'), { code: 'start' });
    await wait(0);
    assert.equal(place.alive, 0);
    place.override = {};
    assert.equal(await translate('a'), 'A');
  });

  it('rejects what is pending when the engine crashes, and starts another for the next use', async () => {
    place.hang();
    const pending = translate('a');
    const both = Promise.allSettled([pending, translate('b')]);
    while (place.loaded.length === 0) await wait(1);
    await wait(5);
    place.crash('out of memory');
    for (const result of await both)
      assert.equal((result as PromiseRejectedResult).reason.code, 'crashed', 'not told');
    assert.equal(states.at(-1), 'failed');
    place.override = {};
    assert.equal(await translate('c'), 'C');
    assert.deepEqual([place.opened, place.alive], [2, 1]);
  });

  it('starts anew after WebAssembly failed, and goes on after other errors of the engine', async () => {
    place.override.translateDocument = () => Promise.reject(new RuntimeError('memory access out of bounds'));
    await assert.rejects(translate('a'), { name: 'RuntimeError' });
    place.override.translateDocument = () => Promise.reject(new ModelError('not this one'));
    await assert.rejects(translate('a'), { name: 'ModelError', code: 'changed' });
    await assert.rejects(translate('a'), { name: 'ModelError' });
    assert.equal(place.opened, 2);
  });

  it('reads a model again after it could not be loaded', async () => {
    place.override.loadModel = () => Promise.reject(new ModelError('decoder.onnx was changed'));
    await assert.rejects(translate('a'), { name: 'ModelError', message: 'decoder.onnx was changed' });
    place.override = {};
    assert.equal(await translate('a'), 'A');
    assert.equal(reads.length, 2);
  });

  it('is disposed with everything pending rejected', async () => {
    place.hang();
    const pending = translate('a');
    while (place.loaded.length === 0) await wait(1);
    client.dispose();
    await assert.rejects(pending, { code: 'disposed' });
    await assert.rejects(translate('b'), { code: 'disposed' });
    await wait(0);
    assert.equal(place.alive, 0);
  });

  describe('when a request is cancelled', () => {
    it('keeps an engine that stops when asked', async () => {
      place.override.translateDocument = (_, { signal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('stopped as asked'))),
        );
      const controller = new AbortController();
      const request = translate('a', { signal: controller.signal });
      while (place.loaded.length === 0) await wait(1);
      await wait(5);
      controller.abort();
      await assert.rejects(request, isCancellation);
      await wait(40);
      assert.deepEqual([place.opened, place.alive], [1, 1]);
    });

    it('ends an engine that does not, tells other requests, and starts another for the next', async () => {
      place.hang();
      const controller = new AbortController();
      const request = translate('a', { signal: controller.signal });
      const other = translate('b');
      while (place.loaded.length === 0) await wait(1);
      await wait(5);
      controller.abort();
      await assert.rejects(request, isCancellation);
      await assert.rejects(other, { code: 'stopped' });
      assert.equal(place.alive, 0);
      place.override = {};
      assert.equal(await translate('c'), 'C');
      assert.equal(place.opened, 2);
    });

    it('while the engine starts, leaves it starting for the next request', async () => {
      let finish = (): void => {};
      const held = new Promise<null>((resolve) => (finish = () => resolve(null)));
      place.override.start = () => held;
      const controller = new AbortController();
      const request = translate('a', { signal: controller.signal });
      controller.abort();
      await assert.rejects(request, isCancellation);
      const next = translate('b');
      finish();
      assert.equal(await next, 'B');
      assert.equal(place.opened, 1);
    });

    it('before it began, starts nothing that matters', async () => {
      await assert.rejects(translate('a', { signal: AbortSignal.abort() }), isCancellation);
      assert.equal(await translate('b'), 'B');
    });
  });

  describe('when idle', () => {
    it('ends the engine, and the next use starts it', async () => {
      client = create({ idleMilliseconds: 10 });
      await translate('a');
      await wait(30);
      assert.equal(place.alive, 0);
      assert.equal(states.at(-1), 'stopped');
      assert.equal(await translate('b'), 'B');
      assert.equal(place.opened, 2);
    });

    it('does not end it under work that takes longer', async () => {
      client = create({ idleMilliseconds: 10 });
      place.override.translateDocument = async ({ text }) => {
        await wait(50);
        return { edits: [{ start: 0, end: 1, text: `${text}!` }], sentences: [] };
      };
      const [first, second] = [translate('a'), translate('b')];
      assert.deepEqual([await first, await second], ['a!', 'b!']);
      assert.equal(place.opened, 1);
    });
  });
});
