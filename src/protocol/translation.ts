/** Translations of plain texts, sentence by sentence. Pure types. */
import type { DecodingSettings } from './model';

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
  /** The phrase table has it; no network was asked. */
  from?: 'phrases';
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

export interface TranslationProtocol {
  translate: { params: TranslateParams; result: Translation[]; progress: TranslateProgress };
}
