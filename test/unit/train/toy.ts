/** A small network and a small language to train it on. */
import { ort } from '../../../src/node/onnxruntime';
import type { Architecture } from '../../../src/rnn';
import { openGraph } from '../../../src/runtime';
import type { OnnxRuntime } from '../../../src/runtime';
import type { Example, TrainerOptions, Start } from '../../../src/train';
import type { Random } from '../../../src/random';
import { Trainer } from '../../../src/train';

export const IDS = { pad: 0, bos: 1, eos: 2 };
export const VOCABULARY = 12;

export const onnxruntime = ort as unknown as OnnxRuntime;

/** Distinct sequences of 4 or 5 of the nine words. */
export function sequences(count: number, random: Random): Int32Array[] {
  const drawn = new Map<string, Int32Array>();
  while (drawn.size < count) {
    const words = Int32Array.from({ length: 4 + random.below(2) }, () => 3 + random.below(VOCABULARY - 3));
    drawn.set(words.join(), words);
  }
  return [...drawn.values()];
}

export const reverse = (source: Int32Array): Example => ({
  source,
  target: Int32Array.from(source).reverse(),
});
export const copy = (source: Int32Array): Example => ({ source, target: source });

export const architecture = (hidden: number): Architecture => ({
  embedding: 16,
  encoder: { layers: [{ cell: 'gru', hidden, bidirectional: true, linearBeforeReset: true }] },
  decoder: { layers: [{ cell: 'gru', hidden, linearBeforeReset: true }] },
  attention: { score: 'additive', size: hidden, inputFeeding: false },
  sourceVocabulary: VOCABULARY,
  targetVocabulary: VOCABULARY,
});

export const options: TrainerOptions = {
  seed: 1,
  batchTokens: 200,
  steps: 300,
  learningRate: 0.02,
  warmupSteps: 20,
  dropout: 0,
  labelSmoothing: 0,
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-8,
  clipNorm: 1,
};

export const makeTrainer = (
  a: Architecture,
  examples: Example[],
  changes: Partial<TrainerOptions> = {},
  { threads = 1, ...start }: Start & { threads?: number } = {},
): Promise<Trainer> =>
  Trainer.create(
    (bytes, name) => openGraph(onnxruntime, bytes, { threads, name }),
    a,
    examples,
    IDS,
    { ...options, ...changes },
    start,
  );
