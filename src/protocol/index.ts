/**
 * What the extension host and the engine worker say to each other: pure types. The messages travel over rpc.ts.
 *
 * Not here: how the engine does it (src/engine), what the user sees (src/extension).
 */
import type { ExploreProtocol } from './search';

export interface LoadModelParams {
  /** How later requests name the model. */
  id: string;
  /** The files of the model's folder by name; their buffers are transferred. */
  files: Record<string, Uint8Array>;
  /** Without it onnxruntime alone. */
  engine?: EnginePreference;
}

export type EngineSetting = 'auto' | 'webgl' | 'wasm';

export interface EnginePreference {
  setting: EngineSetting;
  /** What `engineChosen` gave to keep for this model, if anything. */
  remembered?: RememberedEngine;
}

/** Which engine answers, and why (src/runtime/auto/choice.ts). */
export interface EngineChoice {
  engine: 'webgl' | 'wasm';
  reason: 'setting' | 'measured' | 'remembered' | 'measuring' | 'software' | 'unavailable' | 'context-lost';
  /** For the log. */
  detail?: string;
  /** Of one step with five hypotheses, where both were timed. */
  milliseconds?: { webgl: number; wasm: number };
}

export interface RememberedEngine {
  /** Machine and model: another one, and both are timed again. */
  key: string;
  engine: 'webgl' | 'wasm';
  milliseconds: { webgl: number; wasm: number };
  /** How WebGL was the fastest (src/runtime/webgl/tuning.ts). */
  tuning?: {
    rows: number;
    batchRows: number;
    group: number;
    slices: number;
    weights: 'int8' | 'int16' | 'float32';
  };
}

export interface ModelInfo {
  id: string;
  /** BCP 47 tags. */
  source: string;
  target: string;
  description: string;
  licence: string;
  /** Which engine runs it, for the status bar: "onnxruntime-web (WebAssembly)". */
  engine: string;
  /** Of two engines; without it there is only one. */
  choice?: EngineChoice;
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

export interface TranslateParams {
  model: string;
  /** Any text each: the engine splits it into sentences and keeps white space and line ends. */
  texts: string[];
  decoding: DecodingSettings;
  /** Candidates wanted for each sentence, at most the beam size. */
  nBest: number;
}

export interface Token {
  text: string;
  logProb: number;
}

export interface Candidate {
  text: string;
  /** Length-penalised. */
  score: number;
  /** Σ log p. */
  logProb: number;
  tokens: Token[];
}

export interface SentenceTranslation {
  source: string;
  /** Best first. */
  candidates: Candidate[];
  /** The maximum length ended it, not the model. */
  cut: boolean;
}

export interface Translation {
  /** The whole text again, white space and line ends as they were. */
  text: string;
  sentences: SentenceTranslation[];
}

export interface TranslateProgress {
  /** Sentences done and to do. */
  done: number;
  total: number;
}

/** Which of a document's text is prose. */
export type DocumentFormat =
  | { kind: 'plain' | 'markdown' | 'html' | 'json' | 'po' }
  /** Source code: its comments, found with the signs of the editor's language configuration. */
  | { kind: 'code'; language: string; line?: string; block?: readonly [string, string] };

/** Offsets into a document, in UTF-16 units. */
export interface DocumentRange {
  start: number;
  end: number;
}

export interface GlossaryEntry {
  /** Found in any case, as a word of its own. */
  term: string;
  /** Any of these forms will do; none: the term stays as it is. */
  translations: string[];
}

export interface MemoryEntry {
  source: string;
  translation: string;
}

export interface TranslateDocumentParams {
  /** Into one language. A sentence goes to the model of its language, and to the first where that is not clear. */
  models: string[];
  text: string;
  format: DocumentFormat;
  /** Absent: everything. */
  selected?: DocumentRange[];
  /** What the user has set; the model's card says the rest. */
  decoding: Partial<DecodingSettings>;
  glossary: GlossaryEntry[];
  /** Translations that the user has accepted: taken as they are. */
  memory: MemoryEntry[];
}

/**
 * Why a sentence has no translation: it is in the target language already; its placeholders, or its format, would have
 * been broken; it is longer than the network reads.
 */
export type KeptReason = 'language' | 'placeholders' | 'markup' | 'length';

/** A kept translation of a sentence that is like another. */
export interface NearTranslation extends MemoryEntry {
  /** 0 to 1: one less the share of words that differ. */
  similarity: number;
}

export interface DocumentSentence {
  source: string;
  translation?: string;
  from?: 'model' | 'memory';
  near?: NearTranslation;
  kept?: KeptReason;
  /** Index of the edit whose text it is a part of; absent where its passage is not edited. */
  edit?: number;
}

export interface DocumentTranslation {
  /** In the order of the document, none overlapping. */
  edits: (DocumentRange & { text: string })[];
  /** Those that have words, in order. */
  sentences: DocumentSentence[];
}

export interface DetectLanguagesParams {
  text: string;
  format: DocumentFormat;
  selected?: DocumentRange[];
  /** BCP 47 tags to choose from. */
  among: string[];
}

export interface CompleteParams {
  /** Ids. The language model goes on with the text; without one the blank filler does, which also ranks by what follows. */
  language?: string;
  filler?: string;
  /** The sentence up to the cursor, and its rest, without line breaks. */
  before: string;
  after: string;
  candidates: number;
  /** The most words of one. */
  words: number;
  /** Words are drawn from the language model; absent: the most probable ones. */
  sampling?: SamplingSettings;
}

export interface SamplingSettings {
  /** Above 0: the smaller, the more probable are the words drawn. */
  temperature: number;
  /** Words come from the most probable ones with so much probability together; at most 1. */
  topP: number;
}

export interface Completion {
  /** To be put right at the cursor: it begins with a space where one is needed. */
  text: string;
  probability: number;
}

/** Each request: what it takes, what comes back, what is reported meanwhile. */
export type Protocol<P> = { [M in keyof P]: { params: unknown; result: unknown; progress: unknown } };

export interface EngineProtocol extends ExploreProtocol {
  loadModel: { params: LoadModelParams; result: ModelInfo; progress: never };
  unloadModel: { params: { id: string }; result: null; progress: never };
  translate: { params: TranslateParams; result: Translation[]; progress: TranslateProgress };
  translateDocument: {
    params: TranslateDocumentParams;
    result: DocumentTranslation;
    progress: TranslateProgress;
  };
  /** The languages of the prose, that of most of it first; none where none can be told. */
  detectLanguages: { params: DetectLanguagesParams; result: string[]; progress: never };
  complete: { params: CompleteParams; result: Completion[]; progress: never };
  /** Opens the files of a model as `loadModel` does, and lets it go again. */
  checkModel: { params: { files: Record<string, Uint8Array> }; result: ModelInfo; progress: never };
}

/** The first request to a new engine worker, before any of EngineProtocol. */
export interface StartProtocol {
  /** `wasm` is onnxruntime-web's WebAssembly file; its buffer is transferred. */
  start: { params: { wasm: Uint8Array }; result: null; progress: never };
}

export type WorkerProtocol = StartProtocol & EngineProtocol;

/** What the engine tells the extension host by itself. */
export interface HostProtocol {
  engineChosen: {
    params: { model: string; engine: string; choice: EngineChoice; remember?: RememberedEngine };
    result: null;
    progress: never;
  };
  log: { params: { line: string }; result: null; progress: never };
}

export interface RequestContext<P> {
  /** Aborted when the caller cancels. */
  signal: AbortSignal;
  progress(value: P): void;
}

/** What one side implements so that the other can ask: one method a request. */
export type Services<P extends Protocol<P>> = {
  [M in keyof P]: (
    params: P[M]['params'],
    context: RequestContext<P[M]['progress']>,
  ) => Promise<P[M]['result']>;
};

export type EngineServices = Services<EngineProtocol>;
