/** Decodings as plain data, so that one script runs in Chromium on WebGL and in Node on onnxruntime. */
import type { SentenceTranslation } from '../../../../src/protocol/translation';
import type { WebglModel } from '../../../../src/runtime';

export interface ScriptStep {
  /** Which state: 0 is the first, i that of step i. */
  from: number;
  parents: number[];
  tokens: number[];
  k: number;
  probes?: number[];
}

export interface Script {
  sources: number[][];
  steps: ScriptStep[];
}

export interface ScriptResult {
  tokens: number[];
  logProbs: number[];
  probeLogProbs?: number[];
  attention?: number[];
}

/** Bytes as base64. */
export type WireModel = Omit<WebglModel, 'encoder' | 'decoder'> & { encoder: string; decoder: string };

export interface SentencesResult {
  milliseconds: number;
  steps: number;
  sentences: SentenceTranslation[];
}

export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
