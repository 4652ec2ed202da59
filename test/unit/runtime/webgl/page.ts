/** What the tests call inside Chromium: sessions by name, decodings stepped by a script, whole searches. */
import { readModel } from '../../../../src/graph';
import * as ort from 'onnxruntime-web/wasm';
import type { Host } from '../../../../src/engine/backends';
import { createBackends, backendOf } from '../../../../src/engine/backends';
import type { FillAnswer } from '../../../../src/protocol/fill';
import type { Continuation } from '../../../../src/engine/complete/continuation';
import { continueText } from '../../../../src/engine/complete/continuation';
import { fillBlanks } from '../../../../src/engine/complete/filler';
import type { LoadedModel } from '../../../../src/engine/loaded-model';
import { loadModel } from '../../../../src/engine/loaded-model';
import type { TranslatorOptions } from '../../../../src/engine/translate/translator';
import { translateSentences } from '../../../../src/engine/translate/translator';
import type { ModelCard } from '../../../../src/models';
import type { Seq2Seq, Tuning, WebglModel } from '../../../../src/runtime';
import { Device } from '../../../../src/runtime/webgl/device';
import type { BackendChoice, BackendSetting, RememberedBackend } from '../../../../src/protocol/model';
import { WebglSession } from '../../../../src/runtime';
import type { DecoderState } from '../../../../src/search';
import { runScript } from '../run-script';
import type { Script, ScriptResult, SentencesResult, WireModel } from './script';
import { bytesOf } from './script';

const heard: string[] = [];
const host: Host = {
  backendChosen: ({ choice }) => void heard.push(`${choice.backend} ${choice.reason}`),
  log: (line) => void heard.push(line),
};

const fetched = async (path: string): Promise<ArrayBuffer> =>
  (await fetch(`http://localhost/${path}`)).arrayBuffer();

/** Of every model: they share it. */
function loseContext(): void {
  const device = Device.acquire();
  device.gl.getExtension('WEBGL_lose_context')!.loseContext();
  device.release();
}

let lastClosed: WebglSession | undefined;
const sessions = new Map<string, WebglSession>();
const models = new Map<string, LoadedModel>();

const sessionOf = (id: string): WebglSession => sessions.get(id) as WebglSession;

const modelOf = ({ encoder, decoder, ...rest }: WireModel): WebglModel => ({
  ...rest,
  encoder: readModel(bytesOf(encoder)),
  decoder: readModel(bytesOf(decoder)),
});

/** Errors cross to Node as messages only; here their class and code go in front. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string };
    throw new Error(`${name} ${code ?? ''}: ${message}`, { cause: error });
  }
}

export const api = {
  open: (id: string, model: WireModel, tuning?: Tuning): Promise<void> =>
    told(async () => void sessions.set(id, WebglSession.create(modelOf(model), { tuning }))),

  run: (id: string, script: Script): Promise<ScriptResult[]> => told(() => runScript(sessionOf(id), script)),

  /** So many steps of five hypotheses, reordered, a new sentence every 50. */
  walk: (id: string, steps: number): Promise<void> =>
    told(async () => {
      const parents = Int32Array.of(0, 2, 1, 4, 3);
      for (let done = 0; done < steps; done += 50) {
        const decoding = await sessionOf(id).encode([[3, 4, 5], [6]]);
        let state: DecoderState = decoding.initial;
        for (let i = 0; i < 50; i++) {
          const request = {
            parents: i === 0 ? new Int32Array(5) : parents,
            tokens: Int32Array.of(3, 4, 5, 6, 7),
          };
          const next = await decoding.step({ state, ...request, k: 5 });
          state.dispose();
          state = next.state;
        }
        decoding.dispose();
      }
    }),

  usage: (id: string) => {
    const { bytes, taken, device } = sessionOf(id);
    return { ...bytes, taken, ...device.count, error: device.gl.getError() };
  },

  /** Of the session closed last. */
  contextEnded: (): boolean => lastClosed?.device.lost ?? false,

  close: async (id: string): Promise<void> => {
    lastClosed = sessionOf(id);
    await lastClosed.dispose();
    sessions.delete(id);
  },

  /** A bundled model, as the engine worker loads it. */
  loadModel: (id: string, setting: BackendSetting, remembered?: RememberedBackend): Promise<BackendChoice> =>
    told(async () => {
      ort.env.wasm.numThreads = 1;
      ort.env.wasm.wasmBinary ??= await fetched('ort.wasm');
      const card = JSON.parse(new TextDecoder().decode(await fetched(`${id}/model.json`))) as ModelCard;
      const names = ['model.json', ...Object.keys(card.files)];
      const entries = names.map(
        async (name) => [name, new Uint8Array(await fetched(`${id}/${name}`))] as const,
      );
      const files = Object.fromEntries(await Promise.all(entries));
      const backends = createBackends(host, navigator.userAgent, () => undefined);
      const model = await loadModel(ort, files, 1, backends(id, { setting, remembered }));
      models.set(id, model);
      return backendOf(model.session, 'onnxruntime').choice!;
    }),

  choice: (id: string): BackendChoice => backendOf(models.get(id)!.session, 'onnxruntime').choice!,

  /** What the engine told its host since the last time. */
  heard: () => heard.splice(0),

  unloadModel: async (id: string): Promise<void> => {
    await models.get(id)!.session.dispose();
    models.delete(id);
  },

  /** @param loseAfter so many steps, the WebGL context is lost */
  translate: (
    id: string,
    sentences: string[],
    options: TranslatorOptions,
    loseAfter = Infinity,
  ): Promise<SentencesResult> =>
    told(async () => {
      const model = models.get(id)!;
      let steps = 0;
      const session: Seq2Seq = {
        async encode(sources) {
          const decoder = await model.session.encode(sources);
          const step = decoder.step.bind(decoder);
          decoder.step = (request) => {
            if (steps++ === loseAfter) loseContext();
            return step(request);
          };
          return decoder;
        },
        dispose: () => Promise.resolve(),
      };
      const context = { signal: new AbortController().signal, progress: () => undefined };
      const start = performance.now();
      const translated = await translateSentences({ ...model, session }, sentences, options, context);
      return { milliseconds: performance.now() - start, steps, sentences: translated };
    }),

  fill: (id: string, text: string): Promise<FillAnswer> =>
    told(() => {
      const options = { beamSize: 5, nBest: 5, maxLength: 8, signal: new AbortController().signal };
      return fillBlanks(models.get(id)!, text, options);
    }),

  goOn: (
    id: string,
    text: string,
    limits: { beamSize: number; nBest: number; maxTokens: number },
  ): Promise<Continuation[]> =>
    told(() => continueText(models.get(id)!, text, { ...limits, signal: new AbortController().signal })),
};

Object.assign(globalThis, { api });
