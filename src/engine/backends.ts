/**
 * Puts the WebGL backend beside onnxruntime as the user wants it, and tells the extension host which of the two answers.
 *
 * Not here: how they are compared (src/runtime/auto).
 */
import type { BackendChoice, Seq2Seq } from '../runtime';
import { AutoSession, TUNINGS, WebglSession } from '../runtime';
import type { HostProtocol } from '../protocol';
import type { BackendPreference, ModelInfo } from '../protocol/model';
import type { AddBackends } from './loaded-model';

/** Given a model's id and what is wanted for it. */
export type BackendsFor = (id: string, preference: BackendPreference) => AddBackends;

/** For people. */
export const BACKEND_NAMES = {
  webgl: 'WebGL2',
  wasm: 'onnxruntime-web (WebAssembly)',
} as const satisfies Record<BackendChoice['backend'], string>;

export interface Host {
  backendChosen(params: HostProtocol['backendChosen']['params']): void;
  log(line: string): void;
}

/** Between the end of a decoding and a trial: whoever translates again at once should not wait. */
const QUIET_MILLISECONDS = 1500;

/** @param machine what the measured times hold for: browser and graphics driver */
export const createBackends =
  (host: Host, machine: string): BackendsFor =>
  (id, { setting, remembered }) =>
  (wasm, model, card) =>
    AutoSession.open({
      setting,
      wasm,
      openWebgl: (options) => WebglSession.create(model, options),
      tunings: TUNINGS,
      key: `${machine}; ${card.files['decoder.onnx'].sha256}`,
      remembered,
      sourceWords: card.architecture.sourceVocabulary,
      onChoice: (choice, remember) => {
        const backend = BACKEND_NAMES[choice.backend];
        host.backendChosen({ model: id, backend, choice, ...(remember && { remember }) });
      },
      log: (line) => host.log(`${id}: ${line}`),
      quietMilliseconds: QUIET_MILLISECONDS,
    });

/** @param name of the backend where there is only one */
export function backendOf(session: Seq2Seq, name: string): Pick<ModelInfo, 'backend' | 'choice'> {
  if (!(session instanceof AutoSession)) return { backend: name };
  return { backend: BACKEND_NAMES[session.choice.backend], choice: session.choice };
}
