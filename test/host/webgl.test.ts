import { assert } from 'chai';
import * as vscode from 'vscode';
import { EngineClient } from '../../src/extension/engine/engine-client';
import type { EngineState } from '../../src/extension/engine/engine-client';
import { workerPlace } from '../../src/extension/engine/engine-place';
import { ModelStore, readOwned } from '../../src/extension/models/model-store';
import type { BackendPreference, ModelInfo } from '../../src/protocol/model';
import type { SearchTrace } from '../../src/protocol/search';
import { EXTENSION, errorsShown, translateAll, wait } from './support';

const TEXT = 'It is late and I want to go home.';

interface Outcome {
  trace: SearchTrace;
  model: ModelInfo;
  log: string[];
}

const last = (states: readonly EngineState[]): ModelInfo | undefined =>
  states.flatMap((state) => (state.kind === 'ready' && state.model ? [state.model] : [])).at(-1);

/** The shipped engine in a worker inside the extension host, as the extension starts it. */
async function translateWith(preference: BackendPreference): Promise<Outcome> {
  const { extensionUri } = vscode.extensions.getExtension(EXTENSION)!;
  const at = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(extensionUri, ...path);
  const models = new ModelStore((id) => Promise.resolve(at('media', 'models', id)));
  const states: EngineState[] = [];
  const log: string[] = [];
  const client = new EngineClient({
    places: [workerPlace(at('dist', 'engine.js').toString(true))],
    files: {
      readKernels: async () => ({
        relaxed: await readOwned(at('dist', 'kernels-relaxed.wasm')),
        exact: await readOwned(at('dist', 'kernels-exact.wasm')),
      }),
      readOnnxruntime: () => readOwned(at('dist', 'ort-wasm-simd-threaded.wasm')),
      readModel: (id) => models.readModel(id),
      preference: () => preference,
    },
    log: { info: (line) => log.push(line), warn: (line) => log.push(line) },
    onState: (state) => states.push(state),
    idleMilliseconds: 60_000,
    graceMilliseconds: 1000,
    startMilliseconds: 120_000,
  });
  try {
    const search = () =>
      client.request('traceSearch', {
        models: ['en-fr'],
        params: ([{ decoding }]) => ({
          subject: { kind: 'model', model: 'en-fr', text: TEXT, sentence: 0 },
          decoding,
          constraints: { prefix: [], typed: '', forced: [], forbidden: [] },
        }),
        signal: new AbortController().signal,
      });
    let trace = await search();
    // A slow machine goes on without WebGL while its shaders are compiled.
    while (preference.setting === 'webgl' && last(states)?.choice?.reason === 'measuring') {
      await wait(500);
      trace = await search();
    }
    return { trace, model: last(states)!, log };
  } finally {
    client.dispose();
  }
}

describe("WebGL in VS Code's extension host", function () {
  this.timeout(180_000);

  it('translates in a worker as WebAssembly does, without SharedArrayBuffer', async () => {
    const wasm = await translateWith({ setting: 'wasm' });
    assert.deepInclude(wasm.model.choice, { backend: 'wasm', reason: 'setting' });
    const webgl = await translateWith({ setting: 'webgl' });
    assert.equal(webgl.model.backend, 'WebGL2', webgl.log.join('\n'));
    assert.deepInclude(webgl.model.choice, { backend: 'webgl', reason: 'setting' });
    const texts = ({ trace }: Outcome): string[] => trace.candidates.map(({ text }) => text);
    assert.equal(texts(webgl)[0], texts(wasm)[0]);
    const scores = ({ trace }: Outcome): number[] => trace.candidates.map(({ score }) => score);
    scores(webgl).forEach((score, i) => assert.closeTo(score, scores(wasm)[i], 1e-3));
  });

  it('is what the setting interlinear.engine says', async () => {
    const configuration = vscode.workspace.getConfiguration('interlinear');
    await configuration.update('engine', 'webgl', vscode.ConfigurationTarget.Global);
    let translated = '';
    const shown = await errorsShown(async () => (translated = await translateAll('I lost.')));
    await configuration.update('engine', undefined, vscode.ConfigurationTarget.Global);
    assert.deepEqual(shown, []);
    assert.match(translated, /^\p{L}.*\.$/u);
    assert.notInclude(translated, 'lost');
  });
});
