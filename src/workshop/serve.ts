/**
 * The workshop behind a port: models learn here, are trained, taken over and given away, beside the engine that goes on translating meanwhile. Files are the
 * extension host's, which is asked for them.
 *
 * Not here: how a model learns (src/learn), how one is trained (train.ts), what can be taken over (src/interchange), what travels (src/protocol/workshop.ts).
 */
import { onnxruntimeWeb, THREADS } from '../engine/onnxruntime-web';
import type { OpenBackends } from '../engine/loaded-model';
import type { LearnHost } from '../learn';
import { generalPairs, learn, pairsOfTexts } from '../learn';
import { readCard } from '../models';
import type {
  LearnParams,
  Learnt,
  WorkFile,
  WorkshopHostProtocol,
  WorkshopProtocol,
} from '../protocol/workshop';
import type { Endpoint } from '../rpc/endpoint';
import { Rpc } from '../rpc/rpc';
import type { RequestContext, Services } from '../rpc/services';
import type { KernelBinaries } from '../runtime';
import { ProcessorSession, WasmSession } from '../runtime';
import { bilingualPairs } from '../text';
import { exampleFiles } from './examples';
import { exportFolder, importForeign } from './interchange';
import type { TrainHost } from './train';
import { summaryOf, trainFrom } from './train';

/** Ordinary sentences that are translated twice: more would take longer than it tells. */
const GENERAL = 120;

/** @returns ends the service */
export function serveWorkshop(endpoint: Endpoint): () => void {
  let kernels: KernelBinaries | undefined;
  const log = (line: string): void => void rpc.request('log', { line }).catch(() => {});
  const common = {
    ort: onnxruntimeWeb(() => rpc.request('onnxruntime', {})),
    threads: THREADS,
    openBackends: processorBackends(() => kernels, log),
    load: async (name: WorkFile) => (await rpc.request('load', { name })) ?? undefined,
    async save(name: WorkFile, bytes: Uint8Array) {
      await rpc.request('save', { name, bytes }, { transfer: [bytes.buffer] });
    },
  };
  const trainHost = (progress: TrainHost['progress']): TrainHost => ({
    ...common,
    progress,
    log,
    read: (file) => rpc.request('read', { file }),
    model: (folder) => rpc.request('model', { folder }),
  });
  const services: Services<WorkshopProtocol> = {
    start(params) {
      kernels = params.kernels;
      return Promise.resolve(null);
    },
    readPairs: ({ texts, languages }) => Promise.resolve(pairsOfTexts(texts, languages)),
    learn: (params, context) => learnFrom(params, { ...common, progress: context.progress }, context),
    importModel: (params) => importForeign(params, (file) => rpc.request('read', { file })),
    exportModel: ({ files, form }) => exportFolder(files, form),
    readRecipe: (params) => Promise.resolve(summaryOf(params)),
    train: (params, { progress, signal }) => trainFrom(params, trainHost(progress), signal),
    example: ({ name }) => Promise.resolve(exampleFiles(name)),
  };
  const rpc: Rpc<WorkshopHostProtocol, WorkshopProtocol> = new Rpc<WorkshopHostProtocol, WorkshopProtocol>(
    endpoint,
    { services },
  );
  return () => rpc.dispose();
}

async function learnFrom(
  { model, id, origin, pairs, rehearsal, general }: LearnParams,
  host: LearnHost,
  { signal }: RequestContext<unknown>,
): Promise<Learnt | null> {
  const { source, target } = readCard(model);
  const languages = { source, target };
  const learnt = await learn(
    {
      model,
      id,
      origin,
      pairs,
      rehearsal: rehearsal === undefined ? [] : bilingualPairs(rehearsal, 'tsv', languages),
      general: general === undefined ? [] : generalPairs(general, languages, GENERAL),
    },
    host,
    signal,
  );
  return learnt ? { files: Object.fromEntries(learnt.files), report: learnt.report } : null;
}

/** Translations are measured on what the user will translate with. */
const processorBackends =
  (kernels: () => KernelBinaries | undefined, log: (line: string) => void): OpenBackends =>
  (openOnnxruntime, model) => {
    const binaries = kernels();
    return ProcessorSession.open({
      ...(binaries && { openWasm: () => WasmSession.create(binaries, model) }),
      openOnnxruntime,
      log,
    });
  };
