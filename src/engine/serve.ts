/**
 * The engine behind a port: the same for a worker of its own (worker.ts) and, where no worker can be made, for the
 * extension host itself. What the engine does is engine.ts.
 */
import type { Endpoint } from '../rpc/endpoint';
import type { HostProtocol, WorkerProtocol } from '../protocol';
import { Rpc } from '../rpc/rpc';
import type { RequestContext, Services } from '../rpc/services';
import type { KernelBinaries } from '../runtime';
import type { Host } from './backends';
import { createBackends, BACKEND_NAMES } from './backends';
import type { Helpers } from './translate/sentence-run';
import { Engine } from './engine';
import { checkParams } from './request-params';
import { onnxruntimeWeb, THREADS } from './onnxruntime-web';
import { RequestQueue } from './request-queue';

/** @returns ends the service */
export function serveEngine(endpoint: Endpoint): () => void {
  const host: Host = {
    // Whether anybody listens changes nothing here.
    backendChosen: (params) => void rpc.request('backendChosen', params).catch(() => {}),
    log: (line) => void rpc.request('log', { line }).catch(() => {}),
  };
  let kernels: KernelBinaries | undefined;
  const ort = onnxruntimeWeb(() => rpc.request('onnxruntime', {}));
  const backends = createBackends(host, machine(), () => kernels);
  const helpers: Helpers = {
    count: () => rpc.request('helpers', {}),
    answer: (helper, portion, signal) => rpc.request('helperPortion', { helper, portion }, { signal }),
  };
  const engine = new Engine({
    ort,
    backendName: BACKEND_NAMES.onnxruntime,
    threads: THREADS,
    backends,
    helpers,
  });
  const services: Services<WorkerProtocol> = {
    start(params) {
      kernels = params.kernels;
      return Promise.resolve(null);
    },
    loadModel: (params) => engine.loadModel(params),
    translateDocument: (params, context) => engine.translateDocument(params, context),
    translatePortion: (params, context) => engine.translatePortion(params, context),
    detectLanguages: (params) => engine.detectLanguages(params),
    proseAt: (params) => engine.proseAt(params),
    complete: (params, context) => engine.complete(params, context),
    checkModel: (params) => engine.checkModel(params),
    traceSearch: (params, context) => engine.inspection.traceSearch(params, context),
    searchExactly: (params, context) => engine.inspection.searchExactly(params, context),
    alternatives: (params, context) => engine.inspection.alternatives(params, context),
    fillBlanks: (params, context) => engine.inspection.fillBlanks(params, context),
    score: (params) => engine.inspection.score(params),
    scoreFiles: (params, context) => engine.inspection.scoreFiles(params, context),
    gates: (params, context) => engine.inspection.gates(params, context),
  };
  const rpc: Rpc<HostProtocol, WorkerProtocol> = new Rpc<HostProtocol, WorkerProtocol>(endpoint, {
    services: guarded(services),
  });
  return () => rpc.dispose();
}

/** Each request checked, and begun in its turn. */
function guarded(services: Services<WorkerProtocol>): Services<WorkerProtocol> {
  const queue = new RequestQueue();
  const guard = <M extends keyof WorkerProtocol>(method: M): Services<WorkerProtocol>[M] =>
    (async (params: WorkerProtocol[M]['params'], context: RequestContext<never>) => {
      checkParams(method, params);
      await queue.turn(context.signal);
      return services[method](params as never, context);
    }) as Services<WorkerProtocol>[M];
  const methods = Object.keys(services) as (keyof WorkerProtocol)[];
  return Object.fromEntries(methods.map((method) => [method, guard(method)])) as Services<WorkerProtocol>;
}

/** What times measured here hold for. Node's workers, where tests run, have no navigator. */
const machine = (): string => (typeof navigator === 'undefined' ? 'no browser' : navigator.userAgent);
