/** Which backend answers, and why. */
import type { Tuning } from '../webgl/tuning';

export type BackendName = 'webgl' | 'wasm';
export type BackendSetting = 'auto' | BackendName;

export type BackendReason =
  /** the user's setting says so */
  | 'setting'
  /** both were timed here */
  | 'measured'
  /** both were timed here before */
  | 'remembered'
  /** not yet known: the backend that always works answers meanwhile */
  | 'measuring'
  /** WebGL is drawn by the processor */
  | 'software'
  /** WebGL, or this model on it, does not work here: `detail` says why */
  | 'unavailable'
  /** the driver took the WebGL context away */
  | 'context-lost';

export interface BackendChoice {
  backend: BackendName;
  reason: BackendReason;
  /** For the log. */
  detail?: string;
  /** Of one step with five hypotheses, where both were timed. */
  milliseconds?: Record<BackendName, number>;
}

/** What is kept for the next time. */
export interface RememberedBackend {
  /** Machine and model: another one, and both are timed again. */
  key: string;
  backend: BackendName;
  milliseconds: Record<BackendName, number>;
  /** How WebGL was the fastest. */
  tuning?: Tuning;
}
