/** What a model is scored with, and what comes out: the scores as they stand in its card. */
import type { CardDetails } from '../models';

export type Scores = CardDetails['scores'];

export interface ScoreOptions {
  /** How the card names the sentences. */
  set: string;
  beamSize: number;
  lengthPenalty: number;
}
