/** More engines than one, as the extension host makes them; the engines are real, their places are ports in this thread. */
import assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import { serveEngine } from '../../../../src/engine/serve';
import { EngineClient } from '../../../../src/extension/engine/engine-client';
import type { EnginePlace } from '../../../../src/extension/engine/engine-place';
import { helperCount } from '../../../../src/extension/engine/helper-pool';
import { compileKernels } from '../../../../src/node/kernels';
import type { DocumentTranslation } from '../../../../src/protocol/document';
import { portEndpoint } from '../../../../src/rpc/endpoint';
import { tinyModel } from '../../support/tiny-model';

const TEXT = Array.from(
  { length: 300 },
  (_, i) => `The file ${'is not here '.repeat(1 + (i % 4))}${i}.`,
).join(' ');

/** As the place of a worker: each engine may be killed, and then answers nothing any more. */
class Workers implements EnginePlace {
  readonly name = 'worker';
  readonly engines: { kill(): void; ended: boolean }[] = [];

  open(onCrash: (reason: string) => void): ReturnType<EnginePlace['open']> {
    const { port1, port2 } = new MessageChannel();
    const stop = serveEngine(portEndpoint(port2 as never));
    const engine = {
      ended: false,
      kill: () => (stop(), onCrash('killed')),
    };
    this.engines.push(engine);
    const end = (): void => {
      engine.ended = true;
      stop();
      port1.close();
    };
    return Promise.resolve({ endpoint: portEndpoint(port1 as never), end });
  }
}

describe('engines beside the first', () => {
  let clients: EngineClient[] = [];
  afterEach(() => {
    clients.forEach((client) => client.dispose());
    clients = [];
  });

  function start(count: number, idleMilliseconds = 60_000): { client: EngineClient; workers: Workers } {
    const workers = new Workers();
    const client = new EngineClient({
      places: [workers],
      files: {
        // A copy: it is transferred.
        readKernels: async () => structuredClone(await compileKernels()),
        readOnnxruntime: () => assert.fail('onnxruntime is not wanted'),
        readModel: () => tinyModel(),
        preference: () => ({ setting: 'wasm' }),
      },
      log: { info: () => {}, warn: () => {} },
      onState: () => {},
      idleMilliseconds: 60_000,
      graceMilliseconds: 10_000,
      startMilliseconds: 60_000,
      helpers: { count, idleMilliseconds },
    });
    clients.push(client);
    return { client, workers };
  }

  const translate = (
    client: EngineClient,
    text = TEXT,
    { signal, onProgress }: { signal?: AbortSignal; onProgress?: (done: number) => void } = {},
  ): Promise<DocumentTranslation> =>
    client.request('translateDocument', {
      models: ['tiny'],
      params: () => ({
        models: ['tiny'],
        text,
        format: { kind: 'plain' },
        decoding: { beamSize: 2, maxLength: 10 },
        glossary: [],
        memory: [],
      }),
      signal: signal ?? new AbortController().signal,
      onProgress: ({ done }) => onProgress?.(done),
    });

  it('are as many as there are cores to spare, four together at most, fewer where memory is short', () => {
    const counts = [1, 2, 3, 4, 5, 6, 64].map((cores) => helperCount({ cores }));
    assert.deepEqual(counts, [0, 0, 1, 2, 3, 3, 3]);
    const byMemory = [0.5, 1, 2, 4, 8].map((gigabytes) => helperCount({ cores: 8, gigabytes }));
    assert.deepEqual(byMemory, [0, 0, 0, 1, 3]);
  });

  it('are started by a long document alone, and what they make is the same', async () => {
    const alone = await translate(start(0).client);
    const { client, workers } = start(2);
    await translate(client, 'The file is not here.');
    assert.equal(workers.engines.length, 1);
    assert.deepEqual(await translate(client), alone);
    assert.equal(workers.engines.length, 3);
  });

  it('lose no sentence when they are killed, and are there again for the next document', async () => {
    const alone = await translate(start(0).client);
    const { client, workers } = start(2);
    let killed = 0;
    const onProgress = (): void => {
      for (const engine of workers.engines.slice(1, 3).filter(({ ended }) => !ended)) {
        killed++;
        engine.kill();
      }
    };
    assert.deepEqual(await translate(client, TEXT, { onProgress }), alone);
    assert.equal(killed, 2);
    const other = TEXT.replaceAll('file', 'book');
    const both = [await translate(start(0).client, other), await translate(client, other)];
    assert.deepEqual(both[1], both[0]);
    assert.ok(workers.engines.length > 3, 'none was started again');
  });

  it('stop with the first when a document is cancelled; they end when there is nothing to do, and with the first', async () => {
    const { client, workers } = start(2, 30);
    const controller = new AbortController();
    const onProgress = (done: number): void => void (done > 0 && controller.abort());
    await assert.rejects(translate(client, TEXT, { signal: controller.signal, onProgress }), {
      code: 'cancelled',
    });
    await translate(client);
    const idle = (): boolean => workers.engines.slice(1).every(({ ended }) => ended);
    while (!idle()) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(workers.engines[0].ended, false);
    await translate(client, TEXT.replaceAll('file', 'book'));
    client.dispose();
    const gone = (): boolean => workers.engines.every(({ ended }) => ended);
    while (!gone()) await new Promise((resolve) => setTimeout(resolve, 10));
  });
});
