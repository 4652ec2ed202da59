/** How a text scores against references. Pure types. */

export interface MetricSettings {
  /** Of sacreBLEU's BLEU; also cuts the words of the notes' BLEU. */
  tokenize: '13a' | 'zh' | 'char' | 'intl' | 'none';
  lowercase: boolean;
}

export interface ScoreParams extends MetricSettings {
  candidate: string;
  references: string[];
  /** Highest order of the notes' BLEU. */
  k: number;
}

/** Tokens of a text, and for each the length of the longest matching n-gram it is in; 0: in none. */
export interface MatchedText {
  tokens: string[];
  orders: number[];
}

export interface ScoreAnswer {
  /** The best over the references, which are compared one by one: the notes have one label. */
  notes: { score: number; penalty: number; precisions: number[]; reference: number };
  bleu: { score: number; precisions: number[]; penalty: number; signature: string };
  chrf: { name: string; score: number; signature: string };
  candidate: MatchedText;
  references: MatchedText[];
  /** [matched, all] n-grams of the candidate by order. */
  matches: [number, number][];
}

export interface ScoreFilesParams extends MetricSettings {
  /** One sentence a line. */
  system: string[];
  references: string[][];
  /** Another system on the same sentences. */
  baseline: string[] | null;
}

export interface CorpusScore {
  metric: string;
  score: number;
  /** The middle 95 % of resampled test sets. */
  lower: number;
  upper: number;
  signature: string;
  /** Against the baseline, by paired bootstrap. */
  comparison?: { baseline: number; difference: number; pValue: number };
}

export interface ScoreFilesAnswer {
  scores: CorpusScore[];
  sentences: {
    line: number;
    system: string;
    reference: string;
    bleu: number;
    chrf: number;
    baseline?: number;
  }[];
}

export interface ScoreProtocol {
  score: { params: ScoreParams; result: ScoreAnswer; progress: never };
  scoreFiles: {
    params: ScoreFilesParams;
    result: ScoreFilesAnswer;
    progress: { done: number; total: number };
  };
}
