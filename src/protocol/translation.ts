/** Translations of plain texts, sentence by sentence. Pure types. */
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
