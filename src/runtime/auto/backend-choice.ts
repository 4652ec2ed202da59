/** Which backend answers, and why. */
import type { Tuning } from '../webgl/tuning';

/** What the processor computes with: kernels of this project, or onnxruntime. */
export type ProcessorBackend = 'wasm' | 'onnxruntime';
export type BackendName = 'webgl' | ProcessorBackend;
export type BackendSetting = 'auto' | BackendName;

export type BackendReason =
  /** the user's setting says so */
  | 'setting'
  /** WebGL and what the processor computes with were timed here */
  | 'measured'
  /** both were timed here before */
  | 'remembered'
  /** not yet known: the processor answers meanwhile */
  | 'measuring'
  /** WebGL is drawn by the processor */
  | 'software'
  /** the integer kernels do not compute this model: `detail` says why */
  | 'refused'
  /** WebGL, or this model on it, does not work here: `detail` says why */
  | 'unavailable'
  /** the driver took the WebGL context away */
  | 'context-lost';

export interface BackendChoice {
  backend: BackendName;
  reason: BackendReason;
  /** For the log. */
  detail?: string;
  /** Of one step with five hypotheses, of those that were timed. */
  milliseconds?: Partial<Record<BackendName, number>>;
}

/** What is kept for the next time. */
export interface RememberedBackend {
  /** Machine and model: another one, and both are timed again. */
  key: string;
  backend: BackendName;
  milliseconds: Partial<Record<BackendName, number>>;
  /** How WebGL was the fastest. */
  tuning?: Tuning;
}
