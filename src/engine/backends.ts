/**
 * Puts the WebGL engine beside onnxruntime as the user wants it, and tells the extension host which of the two answers.
 *
 * Not here: how they are compared (src/runtime/auto).
 */
import type { Choice, Seq2Seq } from '../runtime';
import { AutoSession, TUNINGS, WebglSession } from '../runtime';
import type { EnginePreference, HostProtocol, ModelInfo } from '../protocol';
import type { Accelerate } from './loaded-model';

/** Given a model's id and what is wanted for it. */
export type Accelerator = (id: string, preference: EnginePreference) => Accelerate;

/** For people. */
export const ENGINE_NAMES = {
  webgl: 'WebGL2',
  wasm: 'onnxruntime-web (WebAssembly)',
} as const satisfies Record<Choice['engine'], string>;

export interface Host {
  engineChosen(params: HostProtocol['engineChosen']['params']): void;
  log(line: string): void;
}

/** Between the end of a decoding and a trial: whoever translates again at once should not wait. */
const QUIET_MILLISECONDS = 1500;

/** @param machine what the measured times hold for: browser and graphics driver */
export const createAccelerator =
  (host: Host, machine: string): Accelerator =>
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
        const engine = ENGINE_NAMES[choice.engine];
        host.engineChosen({ model: id, engine, choice, ...(remember && { remember }) });
      },
      log: (line) => host.log(`${id}: ${line}`),
      quietMilliseconds: QUIET_MILLISECONDS,
    });

/** @param name of the engine where there is only one */
export function engineOf(session: Seq2Seq, name: string): Pick<ModelInfo, 'engine' | 'choice'> {
  if (!(session instanceof AutoSession)) return { engine: name };
  return { engine: ENGINE_NAMES[session.choice.engine], choice: session.choice };
}
