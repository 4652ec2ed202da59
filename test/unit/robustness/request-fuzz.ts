/** Requests to the engine's port and messages of the panel, right ones and broken ones: each has an answer, or an error of its own. */
import '../extension/fake-vscode';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { serveEngine } from '../../../src/engine/serve';
import type { EngineFiles } from '../../../src/extension/engine/engine-session';
import { EngineSession } from '../../../src/extension/engine/engine-session';
import { checkParams } from '../../../src/extension/panel/panel-params';
import { compileKernels } from '../../../src/node/kernels';
import type { PanelProtocol } from '../../../src/protocol/panel';
import type { WorkerProtocol } from '../../../src/protocol';
import { DATA_KINDS, PLAIN_KINDS } from '../../../src/protocol/document-format';
import { Random } from '../../../src/random';
import { portEndpoint } from '../../../src/rpc/endpoint';
import { annotateSentence } from '../../../src/text';
import { tinyModel } from '../support/tiny-model';
import { anyText, anyValue, chosen, mutatedValue } from './mutations';
import type { Finding, Reply } from './tasks';

const WASM = join(dirname(require.resolve('onnxruntime-web/wasm')), 'ort-wasm-simd-threaded.wasm');

const FILES: EngineFiles = {
  readKernels: async () => structuredClone(await compileKernels()),
  readOnnxruntime: () => Promise.resolve(new Uint8Array(readFileSync(WASM))),
  readModel: () => tinyModel(),
  preference: () => ({ setting: 'auto' }),
};

/** Who asks waits so long before it cancels; an answer must come soon after. */
const PATIENCE = 1000;
/** Seconds of the processor, so that other processes do not count. */
const SLOW = 2;

export class RequestFuzz {
  private session: Promise<EngineSession> | undefined;

  async run(seed: number, count: number): Promise<Reply> {
    const session = await (this.session ??= open());
    const random = new Random(seed);
    const findings: Finding[] = [];
    for (let i = 0; i < count; i++) {
      const { method, params } = request(random);
      const where = `${method}, request ${i} of seed ${seed}`;
      const panel = panelProblem(method, params);
      if (panel) findings.push({ what: 'untyped error', where: `panel: ${where}`, detail: panel });
      const start = process.cpuUsage();
      const problem = await session.rpc
        .request(method, params as never, { signal: AbortSignal.timeout(PATIENCE) })
        .then(
          () => undefined,
          ({ code, stack }: Error & { code?: unknown }) => (code === undefined ? String(stack) : undefined),
        );
      const { user, system } = process.cpuUsage(start);
      const seconds = (user + system) / 1e6;
      if (problem) findings.push({ what: 'untyped error', where, detail: problem });
      else if (seconds > SLOW) findings.push({ what: 'too slow', where, detail: `${seconds.toFixed(1)} s` });
    }
    return { count, findings };
  }
}

async function open(): Promise<EngineSession> {
  const place = {
    name: 'extension host' as const,
    open() {
      const { port1, port2 } = new MessageChannel();
      const stop = serveEngine(portEndpoint(port2));
      return Promise.resolve({ endpoint: portEndpoint(port1), end: () => (stop(), port1.close()) });
    },
  };
  const session = await EngineSession.open(
    place,
    FILES,
    () => undefined,
    () => undefined,
  );
  await session.model('tiny', FILES);
  // Loads onnxruntime's 14 MB, once.
  const gates = { model: 'tiny', source: 'Hello.', sentence: 0, target: null, layer: 0 };
  await session.rpc.request('gates', gates);
  return session;
}

/** A page may send anything: it is taken, or refused by an error of the panel's own. */
function panelProblem(method: string, params: unknown): string | undefined {
  try {
    checkParams(method as keyof PanelProtocol, params);
    return undefined;
  } catch (error) {
    const { code, stack } = error as Error & { code?: unknown };
    const isAsked = method in PANEL;
    return code === undefined && isAsked ? String(stack) : undefined;
  }
}

const PANEL: Readonly<Record<string, boolean>> = Object.fromEntries(
  ['traceSearch', 'searchExactly', 'alternatives', 'fillBlanks', 'score', 'scoreFiles', 'gates'].map(
    (name) => [name, true],
  ),
);

type Method = Exclude<keyof WorkerProtocol, 'start' | 'loadModel'>;

function request(random: Random): { method: Method; params: unknown } {
  const method = chosen(Object.keys(REQUESTS) as Method[], random);
  const right = REQUESTS[method](random);
  // Most are nearly right: what is all wrong is refused at once.
  const wrong = random.below(4) === 0 ? 0 : random.below(3);
  let params: unknown = right;
  for (let i = 0; i < wrong; i++) params = mutatedValue(params, random, anyValue);
  return { method, params };
}

const subjectOf = (random: Random): unknown =>
  random.uniform() < 0.2
    ? { kind: 'toy' }
    : {
        kind: 'model',
        model: 'tiny',
        text: anyText(random, 1 + random.below(200)),
        sentence: random.below(2),
      };
const decodingOf = (random: Random): unknown => ({
  beamSize: 1 + random.below(64),
  lengthPenalty: random.uniform() * 2,
  maxLength: 1 + random.below(100),
});
const searchOf = (random: Random): Record<string, unknown> => ({
  subject: subjectOf(random),
  decoding: decodingOf(random),
  constraints: {
    prefix: Array.from({ length: random.below(4) }, () => random.below(200)),
    typed: anyText(random, random.below(5)),
    forced: [],
    forbidden: random.uniform() < 0.3 ? [anyText(random, 6)] : [],
  },
});
const metricOf = (random: Random): Record<string, unknown> => ({
  tokenize: chosen(['13a', 'zh', 'char', 'intl', 'none'], random),
  lowercase: random.uniform() < 0.5,
});
const passagesOf = (random: Random): Record<string, unknown> => ({
  text: anyText(random, random.below(500)),
  format:
    random.uniform() < 0.3
      ? {
          kind: 'code',
          language: chosen(['typescript', 'python', 'x'], random),
          line: anyText(random, 2),
          block: ['/*', anyText(random, 2)],
        }
      : { kind: chosen([...PLAIN_KINDS, ...DATA_KINDS], random) },
  ...(random.uniform() < 0.3 && { selected: [{ start: random.below(300), end: random.below(500) }] }),
});

const REQUESTS: Readonly<Record<Method, (random: Random) => unknown>> = {
  translateDocument: (random) => ({
    ...passagesOf(random),
    models: ['tiny'],
    decoding: decodingOf(random),
    glossary: [{ term: anyText(random, 4), translations: [anyText(random, 4)] }],
    memory: [{ source: anyText(random, 20), translation: anyText(random, 20) }],
  }),
  translatePortion: (random) => ({
    model: 'tiny',
    sentences: [annotateSentence(anyText(random, 40)), annotateSentence(anyText(random, 10))],
    glossary: [],
    decoding: decodingOf(random),
  }),
  detectLanguages: (random) => ({ ...passagesOf(random), among: ['en', 'fr', anyText(random, 2)] }),
  proseAt: (random) => ({ ...passagesOf(random), offset: random.below(600) }),
  complete: (random) => ({
    filler: 'tiny',
    before: anyText(random, random.below(80)),
    after: anyText(random, random.below(80)),
    candidates: 1 + random.below(5),
    words: 1 + random.below(8),
  }),
  checkModel: (random) => ({ files: { 'model.json': new TextEncoder().encode(anyText(random, 80)) } }),
  traceSearch: searchOf,
  searchExactly: (random) => ({ ...searchOf(random), incumbent: null, nodeBudget: 1 + random.below(5000) }),
  alternatives: (random) => ({
    subject: subjectOf(random),
    prefix: Array.from({ length: random.below(6) }, () => random.below(300)),
    count: 1 + random.below(50),
  }),
  fillBlanks: (random) => ({ model: 'tiny', text: `${anyText(random, 20)} ___ `, beamSize: 4, nBest: 2 }),
  score: (random) => ({
    candidate: anyText(random, 60),
    references: [anyText(random, 60)],
    k: 1 + random.below(20),
    ...metricOf(random),
  }),
  scoreFiles: (random) => ({
    system: [anyText(random, 40), anyText(random, 10)],
    references: [[anyText(random, 40), '']],
    baseline: null,
    ...metricOf(random),
  }),
  gates: (random) => ({ model: 'tiny', source: anyText(random, 60), layer: random.below(3) }),
};
