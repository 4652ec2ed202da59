/**
 * What the lessons have in common: train a small network in this process, on its own data, and decode with it. Nothing
 * is written to disk; a network to keep is a recipe's business (train-command.ts).
 */
import { ort } from '../../node/onnxruntime';
import type { Architecture, StackSpec } from '../../rnn';
import type { Seq2SeqSession } from '../../runtime';
import { openGraph, openNetwork, vocabularyOf } from '../../runtime';
import { greedy } from '../../search';
import type { SpecialIds } from '../../text';
import type { Example, TrainerOptions } from '../../train';
import { Trainer } from '../../train';

/** The two networks of every lesson: the encoder's last state alone, or attention to all its states. */
export const MODELS = ['plain', 'attention'] as const;
export type ModelKind = (typeof MODELS)[number];

export interface Task {
  architecture: Architecture;
  examples: Example[];
  ids: SpecialIds;
  training: TrainerOptions;
  threads: number;
}

export interface TrainedNetwork {
  session: Seq2SeqSession;
  /** Of training alone. */
  seconds: number;
  /** Of the last update's batch. */
  loss: number;
}

/** The notes' cell and shape on both sides, so that the encoder's states are copied into the decoder as they are. */
export function architectureOf(
  kind: ModelKind,
  sizes: { embedding: number; stack: StackSpec; source: number; target: number },
): Architecture {
  const { embedding, stack, source, target } = sizes;
  const last = stack.layers[stack.layers.length - 1].hidden;
  return {
    embedding,
    encoder: stack,
    decoder: stack,
    attention: kind === 'plain' ? null : { score: 'additive', size: last, inputFeeding: false },
    sourceVocabulary: source,
    targetVocabulary: target,
  };
}

/** Runs all updates of `task.training.steps`. @throws TrainError as Trainer does */
export async function trainNetwork(task: Task): Promise<TrainedNetwork> {
  const { architecture, examples, ids, training, threads } = task;
  const open = (bytes: Uint8Array, name: string) => openGraph(ort, bytes, { threads, name });
  const start = performance.now();
  const trainer = await Trainer.create(open, architecture, examples, ids, training);
  let loss = NaN;
  while (trainer.stepsDone < training.steps) ({ loss } = await trainer.update());
  const seconds = (performance.now() - start) / 1000;
  const weights = trainer.named(trainer.current);
  await trainer.dispose();
  const vocabulary = vocabularyOf(
    { size: architecture.sourceVocabulary, ids },
    { size: architecture.targetVocabulary, ids },
  );
  const session = await openNetwork(ort, { architecture, weights, vocabulary }, threads);
  return { session, seconds, loss };
}

/**
 * Greedy search, as the notes decode.
 * @returns for each source the target's ids without <eos>, cut after `maxLength`
 */
export async function decodeGreedily(
  session: Seq2SeqSession,
  sources: readonly Int32Array[],
  ids: SpecialIds,
  maxLength: number,
): Promise<number[][]> {
  const decoder = await session.encode(sources);
  try {
    const { sentences } = await greedy(decoder, { maxLength, forbiddenTokens: [ids.pad, ids.bos] });
    return sentences.map(([best]) => best.tokens.filter((token) => token !== ids.eos));
  } finally {
    decoder.dispose();
  }
}
