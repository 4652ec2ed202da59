/**
 * What the extension host and the workshop say to each other: the worker in which models are made, learnt, taken over and
 * given away. What translates is another worker (index.ts), what is trained from a recipe training.ts. Pure types.
 */
import type { KernelBinaries } from '../runtime/wasm/kernel-binaries';
import type { StageFile, TrainingProtocol } from './training';

export interface NamedText {
  /** A file's name or path: it tells the format. */
  name: string;
  text: string;
}

/** A sentence and its translation. */
export interface TaughtPair {
  source: string;
  target: string;
}

/** What two files, or one with both languages, say in pairs. */
export interface TextPairs {
  files: string[];
  pairs: TaughtPair[];
  /** Of each pair: why nothing can be learnt from it, by the names of src/train/cleaning.ts; null where something can. */
  faults: (string | null)[];
}

/** BCP 47 tags. */
interface Languages {
  source: string;
  target: string;
}

export type LearnPhase = 'before' | 'learning' | 'after';

export interface LearnProgress {
  phase: LearnPhase;
  /** Sentences translated, or updates. */
  done: number;
  total: number;
  /** While learning: smoothed over the last updates, natural logarithm. */
  loss?: number;
  developmentLoss?: number;
  secondsLeft?: number;
}

/** BLEU and chrF2 of the model that learnt, before and after. */
export interface Change {
  sentences: number;
  bleu: readonly [before: number, after: number];
  chrf: readonly [before: number, after: number];
}

export interface Sample {
  source: string;
  reference: string;
  before: string;
  after: string;
}

export interface LearnReport {
  /** What became of the pairs, step by step. */
  counts: Record<string, number>;
  learnt: number;
  updates: number;
  targetTokens: number;
  /** Of learning alone. */
  seconds: number;
  /** On the user's pairs that were held out. */
  own: Change;
  /** On ordinary sentences, which should not be forgotten; undefined where none were given. */
  general?: Change;
  /** Held-out sentences whose translation has changed. */
  samples: Sample[];
}

export interface LearnParams {
  /** The files of the model that learns, by name. */
  model: Record<string, Uint8Array>;
  /** Of the model that comes out. */
  id: string;
  /** How the pairs are named in its card. */
  origin: string;
  pairs: TaughtPair[];
  /** What ships to be remembered: lines "source ⇥ target". */
  rehearsal?: string;
  /** The messages that show what is forgotten (src/learn/general-sample.ts), as their file has them. */
  general?: string;
}

export interface Learnt {
  /** The new model's folder. */
  files: Record<string, Uint8Array>;
  report: LearnReport;
}

export interface WorkshopProtocol extends TrainingProtocol {
  /** The first request. */
  start: { params: { kernels: KernelBinaries }; result: null; progress: never };
  readPairs: { params: { texts: NamedText[]; languages: Languages }; result: TextPairs[]; progress: never };
  /** null: it was stopped by cancelling, and goes on when it is asked again. */
  learn: { params: LearnParams; result: Learnt | null; progress: LearnProgress };
  /** A model of another program, by a mapping file, whose other files are asked for; the new folder's files by name. */
  importModel: {
    params: { name: string; mapping: string };
    result: Record<string, Uint8Array>;
    progress: never;
  };
  exportModel: {
    params: { files: Record<string, Uint8Array>; form: ModelForm };
    result: Uint8Array;
    progress: never;
  };
}

/** A model given away: all of its folder, or its weights under PyTorch's names. */
export type ModelForm = 'zip' | 'safetensors';

/** What is kept of a lesson while it runs. */
export type LearnFile = 'checkpoint.bin' | 'best.bin' | 'before.json';

/** What is kept of any work that can be stopped. */
export type WorkFile = LearnFile | StageFile;

/** What the workshop asks of the extension host. */
export interface WorkshopHostProtocol {
  /** onnxruntime-web's WebAssembly file. */
  onnxruntime: { params: Record<string, never>; result: Uint8Array; progress: never };
  /** A file beside the mapping file, or a corpus of a recipe. */
  read: { params: { file: string }; result: Uint8Array; progress: never };
  /** The files of the model that a recipe's `from` names. */
  model: { params: { folder: string }; result: Record<string, Uint8Array>; progress: never };
  load: { params: { name: WorkFile }; result: Uint8Array | null; progress: never };
  /** Settles when it is kept, all of it; the buffer is transferred. */
  save: { params: { name: WorkFile; bytes: Uint8Array }; result: null; progress: never };
  log: { params: { line: string }; result: null; progress: never };
}
