/** Models as the extension host loads them into the engine: their files, what computes them, what their cards recommend. Pure types. */
import type { BackendChoice, BackendSetting, RememberedBackend } from '../runtime/auto/backend-choice';

export type { BackendChoice, BackendSetting, RememberedBackend };

export interface LoadModelParams {
  /** How later requests name the model. */
  id: string;
  /** The files of the model's folder by name; their buffers are transferred. */
  files: Record<string, Uint8Array>;
  /** Without it onnxruntime alone. */
  backend?: BackendPreference;
  tables?: LanguageTables;
}

/** What ships beside models, by their languages. */
export interface LanguageTables {
  /** A phrase table of the pair (src/text/phrases.ts), asked before the network. */
  phrases?: string;
  /** Words of the language that is written (word-lists.ts). */
  words?: readonly string[];
}

export interface BackendPreference {
  setting: BackendSetting;
  /** What `backendChosen` gave to keep for this model, if anything. */
  remembered?: RememberedBackend;
}

export interface ModelInfo {
  id: string;
  /** BCP 47 tags. */
  source: string;
  target: string;
  description: string;
  licence: string;
  /** Which backend computes it, for the status bar: "onnxruntime-web (WebAssembly)". */
  backend: string;
  /** Of several backends; without it there is only one. */
  choice?: BackendChoice;
  loadMilliseconds: number;
  /** What the model's card recommends. */
  decoding: DecodingSettings;
}

export interface DecodingSettings {
  beamSize: number;
  /** α of score = (1/L^α) Σ log p. */
  lengthPenalty: number;
  /** The most target tokens of a sentence; shorter sources get a lower limit. */
  maxLength: number;
}

export interface ModelProtocol {
  loadModel: { params: LoadModelParams; result: ModelInfo; progress: never };
  /** Opens the files of a model as `loadModel` does, and lets it go again. */
  checkModel: { params: { files: Record<string, Uint8Array> }; result: ModelInfo; progress: never };
}
