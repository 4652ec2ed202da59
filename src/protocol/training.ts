/**
 * A network that is trained from a recipe: what the workshop is asked, what it tells meanwhile, and what the page that
 * shows a run live says to the extension host. Pure types.
 */
import type { GatesAnswer } from './gates';

/** What a recipe says of itself, read and checked. */
export interface RecipeSummary {
  /** Of the model that comes out. */
  id: string;
  task: 'translate' | 'fill' | 'complete';
  /** BCP 47 tags. */
  source: string;
  target: string;
  /** Paths of the corpora as the recipe names them. */
  corpora: string[];
  /** Of the model that it starts from; undefined for drawn weights. */
  from?: string;
}

export interface RecipeText {
  /** The recipe's file, for errors. */
  name: string;
  text: string;
}

export interface TrainParams extends RecipeText {
  /** Of the model that comes out, as readRecipe told it: the same recipe is trained. */
  corpora: string[];
  /** Makes a model of the best parameters so far instead of training on. */
  finish: boolean;
}

/** An update has been made. */
export interface TrainingUpdate {
  kind: 'update';
  /** From 1. */
  stage: number;
  stages: number;
  /** Updates of this stage. */
  done: number;
  total: number;
  /** Passes over the data begun, from 1. */
  epoch: number;
  /** Smoothed over the last updates, natural logarithm. */
  loss: number;
  /** Target tokens. */
  tokensPerSecond: number;
  /** Of this stage. */
  secondsLeft: number;
}

/** The development sentences have been measured. */
export interface TrainingMeasurement {
  kind: 'measured';
  stage: number;
  step: number;
  /** Mean negative log-likelihood of a token. */
  developmentLoss: number;
  /** Of greedy translations of some of them, 0 … 100; undefined for a network that does not translate. */
  bleu?: number;
}

export interface TrainedSentence {
  source: string;
  reference: string;
  translation: string;
}

/** The gates of one layer while the network is led through a fixed sentence; `target` is the reference. */
export type SentenceGates = Pick<GatesAnswer, 'tokens' | 'activations'>;

/** What the network does with some development sentences, always the same ones. */
export interface TrainingGlance {
  kind: 'glance';
  stage: number;
  step: number;
  sentences: TrainedSentence[];
  /** Whose gates they are; of a long one its beginning. */
  gatesOf: { source: string; reference: string };
  layers: GatesAnswer['layers'];
  /** In the order of the layers. */
  gates: SentenceGates[];
}

/** Reading, cutting and setting apart come first; the new model is measured at the end. */
export interface TrainingPhase {
  kind: 'phase';
  phase: 'preparing' | 'training' | 'scoring';
}

export type TrainingEvent = TrainingPhase | TrainingUpdate | TrainingMeasurement | TrainingGlance;

export interface ModelScore {
  set: string;
  sentences: number;
  metric: string;
  score: number;
}

export interface Trained {
  /** The new model's folder. */
  files: Record<string, Uint8Array>;
  /** As its card has them. */
  scores: ModelScore[];
  /** Updates of all stages. */
  updates: number;
}

/** The notes' experiments as recipes, small enough for a minute. */
export const EXAMPLES = ['copy', 'reverse', 'reverse-lstm', 'reverse-attention', 'numbers'] as const;
export type ExampleName = (typeof EXAMPLES)[number];

export interface TrainingProtocol {
  readRecipe: { params: RecipeText; result: RecipeSummary; progress: never };
  /** null: it was stopped by cancelling, and goes on when it is asked again. */
  train: { params: TrainParams; result: Trained | null; progress: TrainingEvent };
  /** Files of a folder by their names: a recipe and its corpus. */
  example: { params: { name: ExampleName }; result: Record<string, string>; progress: never };
}

/** What is kept of one stage of a run. */
export type StageFile = `${number}.${'checkpoint.bin' | 'best.bin' | 'tokenizers.json'}`;
