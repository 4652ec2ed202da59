/** The page of the benchmark of the first use: it stands where the extension host stands, and asks the engine's worker. */
import type { ModelCard } from '../../src/models';
import type { HostProtocol, WorkerProtocol } from '../../src/protocol';
import { portEndpoint } from '../../src/rpc/endpoint';
import { Rpc } from '../../src/rpc/rpc';
import { SENTENCES } from '../sentences';

/** Milliseconds, and bytes of the worker afterwards. */
export interface FirstUse {
  worker: number;
  load: number;
  first: number;
  second: number;
  bytes: number;
}

interface MemoryMeasurement {
  breakdown: { bytes: number; attribution: { scope: string }[] }[];
}

const fetched = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(`http://localhost/${path}`)).arrayBuffer());

async function filesOf(id: string): Promise<Record<string, Uint8Array>> {
  const card = JSON.parse(new TextDecoder().decode(await fetched(`${id}/model.json`))) as ModelCard;
  const names = ['model.json', ...Object.keys(card.files)];
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await fetched(`${id}/${name}`)])),
  );
}

const buffersOf = (files: Record<string, Uint8Array>): Transferable[] =>
  Object.values(files).map(({ buffer }) => buffer as ArrayBuffer);

export const api = {
  async firstUse(model: string): Promise<FirstUse> {
    const [relaxed, exact, files] = await Promise.all([
      fetched('kernels-relaxed.wasm'),
      fetched('kernels-exact.wasm'),
      filesOf(model),
    ]);
    const times: number[] = [];
    const timed = async <T>(work: Promise<T>): Promise<T> => {
      const start = performance.now();
      const result = await work;
      times.push(performance.now() - start);
      return result;
    };
    const rpc = await timed(started({ relaxed, exact }));
    const load = rpc.request(
      'loadModel',
      { id: model, files, backend: { setting: 'wasm' } },
      { transfer: buffersOf(files) },
    );
    const { source, decoding } = await timed(load);
    const sentences = SENTENCES[source]!;
    for (const text of sentences.slice(2, 4))
      await timed(
        rpc.request('translateDocument', {
          models: [model],
          text,
          format: { kind: 'plain' },
          decoding,
          glossary: [],
          memory: [],
        }),
      );
    const [worker, loaded, first, second] = times;
    return { worker, load: loaded, first, second, bytes: await workerBytes() };
  },
};

async function started(
  kernels: WorkerProtocol['start']['params']['kernels'],
): Promise<Rpc<WorkerProtocol, HostProtocol>> {
  const worker = new Worker('http://localhost/engine.js');
  const rpc = new Rpc<WorkerProtocol, HostProtocol>(portEndpoint(worker), {
    services: {
      backendChosen: () => Promise.resolve(null),
      log: ({ line }) => (console.log(line), Promise.resolve(null)),
      helpers: () => Promise.resolve(0),
      helperPortion: () => Promise.reject(new Error('there are no helpers here')),
      onnxruntime: () => Promise.reject(new Error('onnxruntime is not wanted here')),
    },
  });
  await rpc.request('start', { kernels });
  return rpc;
}

/** A browser may put the measurement off for as long as it likes. */
const PATIENCE = 40_000;

/** @returns NaN where the browser does not say in time */
async function workerBytes(): Promise<number> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE));
  const measured = await Promise.race([measureMemory(), late]);
  if (!measured) return NaN;
  const { breakdown } = measured;
  return breakdown
    .filter(({ attribution }) => attribution.some(({ scope }) => scope.includes('Worker')))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

const measureMemory = (): Promise<MemoryMeasurement> =>
  (
    performance as unknown as { measureUserAgentSpecificMemory(): Promise<MemoryMeasurement> }
  ).measureUserAgentSpecificMemory();

Object.assign(globalThis, { api });
