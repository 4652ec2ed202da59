/** Copying and reversing random tokens: the smallest task that shows whether encoder, decoder and training work. */
import type { StackSpec } from '../../rnn';
import type { Example, TrainerOptions } from '../../train';
import { Random } from '../../random';
import type { ModelKind } from './lessons-network';
import { architectureOf, decodeGreedily, MODELS, trainNetwork } from './lessons-network';

export type CopyTask = 'copy' | 'reverse';

const LENGTH = 8;
const WORDS = 26;
const IDS = { pad: 0, bos: 1, eos: 2, unk: 3 };
const FIRST_WORD = 4;
const UNSEEN = 1000;
const EXAMPLES = 20_000;

const STACK: StackSpec = { layers: [{ cell: 'gru', hidden: 256, linearBeforeReset: true }] };

const TRAINING: TrainerOptions = {
  seed: 1,
  batchTokens: 900,
  steps: 1000,
  learningRate: 5e-3,
  warmupSteps: 50,
  dropout: 0,
  labelSmoothing: 0,
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-8,
  clipNorm: 1,
};

export interface CopyOutcome {
  model: ModelKind;
  task: CopyTask;
  /** Share of unseen sequences whose every token is right. */
  exact: number;
  /** Of training. */
  seconds: number;
}

export async function copyLesson(
  task: CopyTask,
  threads: number,
  each: (outcome: CopyOutcome) => void,
): Promise<CopyOutcome[]> {
  const outcomes: CopyOutcome[] = [];
  for (const model of MODELS) {
    const outcome = await runOnce(task, model, threads);
    each(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function runOnce(task: CopyTask, model: ModelKind, threads: number): Promise<CopyOutcome> {
  const examples = drawExamples(task);
  const vocabulary = FIRST_WORD + WORDS;
  const sizes = { embedding: 64, stack: STACK, source: vocabulary, target: vocabulary };
  const { session, seconds } = await trainNetwork({
    architecture: architectureOf(model, sizes),
    examples: examples.slice(UNSEEN),
    ids: IDS,
    training: TRAINING,
    threads,
  });
  const unseen = examples.slice(0, UNSEEN);
  const sources = unseen.map((example) => example.source);
  const decoded = await decodeGreedily(session, sources, IDS, LENGTH + 2);
  await session.dispose();
  const right = unseen.filter(({ target }, i) => target.join() === decoded[i].join()).length;
  return { model, task, exact: right / UNSEEN, seconds };
}

/** Distinct sequences: what is asked for at the end was never trained on. */
export function drawExamples(task: CopyTask): Example[] {
  const random = new Random(1);
  const drawn = new Map<string, Example>();
  while (drawn.size < UNSEEN + EXAMPLES) {
    const source = Int32Array.from({ length: LENGTH }, () => FIRST_WORD + random.below(WORDS));
    drawn.set(source.join(), { source, target: task === 'copy' ? source : source.slice().reverse() });
  }
  return [...drawn.values()];
}
