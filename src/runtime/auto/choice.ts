/** Which engine answers, and why. */
import type { Tuning } from '../webgl/tuning';

export type EngineName = 'webgl' | 'wasm';
export type EngineSetting = 'auto' | EngineName;

export type ChoiceReason =
  /** the user's setting says so */
  | 'setting'
  /** both were timed here */
  | 'measured'
  /** both were timed here before */
  | 'remembered'
  /** not yet known: the engine that always works answers meanwhile */
  | 'measuring'
  /** WebGL is drawn by the processor */
  | 'software'
  /** WebGL, or this model on it, does not work here: `detail` says why */
  | 'unavailable'
  /** the driver took the WebGL context away */
  | 'context-lost';

export interface Choice {
  engine: EngineName;
  reason: ChoiceReason;
  /** For the log. */
  detail?: string;
  /** Of one step with five hypotheses, where both were timed. */
  milliseconds?: Record<EngineName, number>;
}

/** What is kept for the next time. */
export interface RememberedChoice {
  /** Machine and model: another one, and both are timed again. */
  key: string;
  engine: EngineName;
  milliseconds: Record<EngineName, number>;
  /** How WebGL was the fastest. */
  tuning?: Tuning;
}
