/** What the gates of a network did. Pure types. */
import type { ScoredToken } from './search';

/** One recurrent layer of a network, in one direction. */
export interface LayerName {
  half: 'encoder' | 'decoder';
  /** From 0, the lowest. */
  layer: number;
  direction: 'forward' | 'backward' | 'only';
  cell: 'gru' | 'lstm';
  /** Of a GRU: reset after the product, as PyTorch does. */
  linearBeforeReset: boolean;
  hidden: number;
}

export interface GatesParams {
  model: string;
  source: string;
  /** Which of its sentences is read. */
  sentence: number;
  /** Tokens that the decoder writes, the end sign last; null: what beam search finds. */
  target: number[] | null;
  /** Index into the answer's `layers`; a larger one means the last, the decoder's uppermost. */
  layer: number;
}

export interface GatesAnswer {
  layers: LayerName[];
  layer: number;
  /** What the layer reads, step by step in reading order. */
  tokens: string[];
  /** By the names of the notes (R, Z, candidate, H; I, F, O, candidate, C, H): steps × units, row by row. */
  activations: Record<string, Float32Array>;
  /** What the decoder writes. */
  target: ScoredToken[];
}

export interface GatesProtocol {
  gates: { params: GatesParams; result: GatesAnswer; progress: never };
}
