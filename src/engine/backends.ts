/**
 * Opens a model on the backends that the user wants, and tells the extension host which of them answers.
 *
 * Not here: how they are compared (src/runtime/auto).
 */
import type { BackendChoice, KernelBinaries, Seq2Seq } from '../runtime';
import { AutoSession, ProcessorSession, TUNINGS, WasmSession, WebglSession } from '../runtime';
import type { HostProtocol } from '../protocol';
import type { BackendPreference, ModelInfo } from '../protocol/model';
import type { OpenBackends } from './loaded-model';

/** Given a model's id and what is wanted for it. */
export type BackendsFor = (id: string, preference: BackendPreference) => OpenBackends;

/** For people. */
export const BACKEND_NAMES = {
  webgl: 'WebGL2',
  wasm: 'WebAssembly',
  onnxruntime: 'onnxruntime-web (WebAssembly)',
} as const satisfies Record<BackendChoice['backend'], string>;

export interface Host {
  backendChosen(params: HostProtocol['backendChosen']['params']): void;
  log(line: string): void;
}

/** Between the end of a decoding and a trial: whoever translates again at once should not wait. */
const QUIET_MILLISECONDS = 1500;

/**
 * @param machine what the measured times hold for: browser and graphics driver
 * @param kernels undefined where they are not at hand: then onnxruntime computes
 */
export const createBackends =
  (host: Host, machine: string, kernels: () => KernelBinaries | undefined): BackendsFor =>
  (id, { setting, remembered }) =>
  async (openOnnxruntime, model, card) => {
    const binaries = setting === 'onnxruntime' ? undefined : kernels();
    const log = (line: string): void => host.log(`${id}: ${line}`);
    const processor = await ProcessorSession.open({
      ...(binaries && { openWasm: () => WasmSession.create(binaries, model) }),
      openOnnxruntime,
      log,
    });
    return AutoSession.open({
      setting,
      processor,
      openWebgl: (options) => WebglSession.create(model, options),
      tunings: TUNINGS,
      key: `${machine}; ${card.files['decoder.onnx'].sha256}; ${processor.backend}`,
      remembered,
      sourceWords: card.architecture.sourceVocabulary,
      onChoice: (choice, remember) => {
        const backend = BACKEND_NAMES[choice.backend];
        host.backendChosen({ model: id, backend, choice, ...(remember && { remember }) });
      },
      log,
      quietMilliseconds: QUIET_MILLISECONDS,
    });
  };

/** @param name of the backend where there is only one */
export function backendOf(session: Seq2Seq, name: string): Pick<ModelInfo, 'backend' | 'choice'> {
  if (!(session instanceof AutoSession)) return { backend: name };
  return { backend: BACKEND_NAMES[session.choice.backend], choice: session.choice };
}
