/**
 * Learning from a user's own translations: a model that translates is trained a little further on his pairs, and becomes a
 * model of its own. What was stopped goes on where it was, to the last digit.
 *
 * Not here: where pairs come from (src/text/parallel), what is learnt of them (lesson.ts), files and windows (LearnHost).
 */
import type { OpenBackends } from '../engine/loaded-model';
import { loadModel } from '../engine/loaded-model';
import type { CardDetails, FolderFiles, ModelCard, ModelFolder } from '../models';
import { makeModelFolder, readModelFolder, readWeights, sha256, withScores } from '../models';
import { expectedHalf } from '../models/halves';
import type { LearnFile, LearnPhase, LearnProgress, LearnReport } from '../protocol/workshop';
import type { Architecture } from '../rnn';
import { parameterSpecs, sizeOf } from '../rnn';
import type { GraphSession, OnnxRuntime, OnnxRuntimeSource } from '../runtime';
import { onnxruntimeOf, openGraph } from '../runtime';
import type { TokenizerJson } from '../text';
import type { Pair, Progress, Recipe, RunHost, RunResult, RunState, TrainerOptions } from '../train';
import { planEpoch, readCheckpoint, runTraining, Trainer, writeCheckpoint } from '../train';
import { Random } from '../random';
import { LearnError } from './errors';
import type { Lesson } from './lesson';
import { planLesson } from './lesson';
import type { Quality } from './quality';
import { qualityOf } from './quality';
import { changeOf, samplesOf } from './report';

export interface LearnInput {
  /** The folder of the model that learns. */
  model: FolderFiles;
  /** The folder's name of the model that comes out. */
  id: string;
  /** How the pairs are named in its card. */
  origin: string;
  pairs: readonly Pair[];
  /** What the model says of ordinary sentences: learnt again, so that it is not forgotten. */
  rehearsal: readonly Pair[];
  /** Ordinary sentences that are measured on only. */
  general: readonly Pair[];
}

/** Where a lesson is kept while it runs. */
export interface LearnHost {
  ort: OnnxRuntimeSource;
  threads: number;
  /** What computes the translations that are measured; onnxruntime without it. */
  openBackends?: OpenBackends;
  progress(progress: LearnProgress): void;
  /** @returns what was saved under the name; undefined for nothing */
  load(name: LearnFile): Promise<Uint8Array | undefined>;
  /**
   * All or nothing: a kill in between leaves what was there.
   * @param bytes are the host's: nobody else changes them
   */
  save(name: LearnFile, bytes: Uint8Array): Promise<void>;
}

export interface Learnt {
  /** The new model's folder. */
  files: Map<string, Uint8Array>;
  report: LearnReport;
}

const SEED = 20;
const HELD_OUT = 100;
const CHECKPOINT_SECONDS = 30;
const MEASUREMENTS = 12;

/** Found on four projects' texts (docs/training.md): more forgets, less learns. */
const TRAINING = {
  seed: SEED,
  batchTokens: 1000,
  learningRate: 5e-4,
  warmupSteps: 10,
  dropout: 0.2,
  labelSmoothing: 0.1,
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-9,
  clipNorm: 1,
  maxTokens: 120,
  averageFrom: 1,
  patience: 4,
};

/** Parameters; what fewer have is learnt in seconds, and has little room for it. */
const LARGE = 4e6;

/**
 * Of a large network whatever the encoder's half holds, the embeddings and the output layer stay: an update takes a third of the time, and what is
 * learnt of the user's costs ordinary sentences no more than if all were learnt (docs/training.md).
 */
function frozenIn(architecture: Architecture): TrainerOptions['frozen'] {
  const specs = parameterSpecs(architecture);
  if (specs.reduce((sum, spec) => sum + sizeOf(spec), 0) < LARGE) return undefined;
  const encoder = new Set(expectedHalf('encoder', architecture).parameters.map(({ name }) => name));
  return (parameter) =>
    encoder.has(parameter) || parameter.endsWith('.embedding') || parameter.startsWith('output.');
}

/**
 * @returns undefined when the signal stopped it; the same call goes on
 * @throws LearnError for a model that does not translate and for too few pairs, ModelError for a broken folder,
 *   TrainError('checkpoint') where what was saved belongs to another lesson, TrainError('diverged')
 */
export async function learn(
  input: LearnInput,
  host: LearnHost,
  signal: AbortSignal,
): Promise<Learnt | undefined> {
  const folder = await readModelFolder(input.model);
  const { card } = folder;
  if (card.task !== 'translate')
    throw new LearnError('task', `the model ${card.id} does not translate: choose one that does`);
  const { source, target } = folder.tokenizers;
  // The trainer ends both sides with the target's symbols.
  const alike = source.ids.pad === target.ids.pad && source.ids.eos === target.ids.eos;
  if (!alike || card.architecture.sourceEnd === false)
    throw new LearnError(
      'task',
      `the model ${card.id} ends its sources otherwise than its targets: it cannot learn here`,
    );
  const lesson = planLesson(input.pairs, input.rehearsal, folder.tokenizers, {
    source: card.source,
    target: card.target,
    seed: SEED,
    heldOut: HELD_OUT,
  });
  try {
    return await runLesson(input, folder, lesson, host, signal);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

async function runLesson(
  input: LearnInput,
  folder: ModelFolder,
  lesson: Lesson,
  host: LearnHost,
  signal: AbortSignal,
): Promise<Learnt | undefined> {
  const identity = await identityOf(input, folder.card);
  const before = await measuredOnce(input, lesson, identity, host, signal);
  const taught = await teach(folder, lesson, identity, host, signal);
  if (!taught) return undefined;
  const files = await folderOf(input, folder, lesson, taught);
  const after = await measure(Object.fromEntries(files), input, lesson, 'after', host, signal);
  const report = reportOf(input, lesson, taught, before, after);
  return { files: withScores(files, scoresOf(report, input.origin, folder.card)), report };
}

interface Taught {
  weights: ReturnType<Trainer['named']>;
  steps: number;
  run: RunState;
}

async function teach(
  folder: ModelFolder,
  lesson: Lesson,
  identity: string,
  host: LearnHost,
  signal: AbortSignal,
): Promise<Taught | undefined> {
  const { architecture } = folder.card;
  const bytes = await host.load('checkpoint.bin');
  const saved = bytes && readCheckpoint(bytes, identity);
  const training = trainingOf(lesson);
  const ort = await onnxruntimeOf(host.ort);
  const trainer = await Trainer.create(
    (graph, name) => openInTurns(ort, graph, { threads: host.threads, name }),
    architecture,
    lesson.train,
    folder.tokenizers.target.ids,
    { ...training, frozen: frozenIn(architecture) },
    { state: saved?.state, weights: readWeights(folder) },
  );
  try {
    const result = await runTraining({
      trainer,
      development: lesson.development,
      recipe: training,
      host: runHost(host, identity, training.steps),
      signal,
      checkpointSeconds: CHECKPOINT_SECONDS,
      resumed: saved?.extra as RunState | undefined,
    });
    return result.finished ? taughtBy(trainer, result) : undefined;
  } finally {
    await trainer.dispose();
  }
}

const taughtBy = (trainer: Trainer, { parameters, run }: RunResult): Taught => ({
  weights: trainer.named(parameters),
  steps: trainer.stepsDone,
  run,
});

/** WebAssembly computes without a pause: between two updates messages are heard, of which one may stop the lesson. */
export async function openInTurns(
  ort: OnnxRuntime,
  graph: Uint8Array,
  options: { threads: number; name: string },
): Promise<GraphSession> {
  const session = await openGraph(ort, graph, options);
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(feeds) {
      await new Promise((resolve) => setTimeout(resolve));
      return session.run(feeds);
    },
    dispose: () => session.dispose(),
  };
}

/** One pass over what the lesson repeats by itself. */
function trainingOf({ train }: Lesson): Recipe['training'] {
  const steps = planEpoch(train, TRAINING.batchTokens, new Random(SEED)).length;
  return { ...TRAINING, steps, validateEvery: Math.max(1, Math.ceil(steps / MEASUREMENTS)) };
}

/** A checkpoint belongs to a model, to pairs and to settings. */
async function identityOf(
  { pairs, rehearsal, general }: LearnInput,
  { files, architecture }: ModelCard,
): Promise<string> {
  const layout = parameterSpecs(architecture).map(({ name, shape }) => `${name} ${shape.join('×')}`);
  const all = JSON.stringify({ files, layout, pairs, rehearsal, general, TRAINING, HELD_OUT });
  return sha256(new TextEncoder().encode(all));
}

function runHost(host: LearnHost, identity: string, steps: number): RunHost {
  let developmentLoss: number | undefined;
  return {
    progress: ({ report, loss, secondsLeft }: Progress) =>
      host.progress({
        phase: 'learning',
        done: report.step,
        total: steps,
        loss,
        developmentLoss,
        secondsLeft,
      }),
    measured: (measurement) => void ({ developmentLoss } = measurement),
    saveCheckpoint: (state, run) => host.save('checkpoint.bin', writeCheckpoint(state, identity, run)),
    saveBest: (parameters) => host.save('best.bin', new Uint8Array(parameters.slice().buffer)),
    async loadBest() {
      const bytes = await host.load('best.bin');
      if (!bytes) throw new Error('there are no best parameters yet');
      return new Float32Array(Uint8Array.from(bytes).buffer);
    },
  };
}

/** Of the model as it was: not again when a lesson goes on. */
async function measuredOnce(
  input: LearnInput,
  lesson: Lesson,
  identity: string,
  host: LearnHost,
  signal: AbortSignal,
): Promise<Measured> {
  const bytes = await host.load('before.json');
  const saved = bytes && (JSON.parse(new TextDecoder().decode(bytes)) as Measured & { identity: string });
  if (saved?.identity === identity) return saved;
  const measured = await measure(input.model, input, lesson, 'before', host, signal);
  await host.save('before.json', new TextEncoder().encode(JSON.stringify({ identity, ...measured })));
  return measured;
}

interface Measured {
  own: Quality;
  general: Quality;
}

async function measure(
  files: FolderFiles,
  { general }: LearnInput,
  { test }: Lesson,
  phase: LearnPhase,
  { ort, threads, openBackends, progress }: LearnHost,
  signal: AbortSignal,
): Promise<Measured> {
  const model = await loadModel(ort, { ...files }, threads, openBackends);
  const total = test.length + general.length;
  try {
    const tick = (from: number) => (done: number) => progress({ phase, done: from + done, total });
    return {
      own: await qualityOf(model, test, signal, tick(0)),
      general: await qualityOf(model, general, signal, tick(test.length)),
    };
  } finally {
    await model.session.dispose();
  }
}

function reportOf(
  { general }: LearnInput,
  { counts, learnt, test }: Lesson,
  { steps, run }: Taught,
  before: Measured,
  after: Measured,
): LearnReport {
  return {
    counts,
    learnt,
    updates: steps,
    targetTokens: run.targetTokens,
    seconds: run.seconds,
    own: changeOf(before.own, after.own),
    ...(general.length > 0 && { general: changeOf(before.general, after.general) }),
    samples: samplesOf(test, before.own, after.own),
  };
}

/** With what the old card says and what the lesson added; scores come when they are known. */
function folderOf(
  { model, id, origin }: LearnInput,
  { card }: ModelFolder,
  { learnt }: Lesson,
  { weights, steps, run }: Taught,
): Promise<Map<string, Uint8Array>> {
  const { architecture, tokenizers, files, ...details } = card;
  const json = (name: string): TokenizerJson =>
    JSON.parse(new TextDecoder().decode(model[name])) as TokenizerJson;
  const own = new Set(['encoder.onnx', 'decoder.onnx', tokenizers.source, tokenizers.target]);
  return makeModelFolder({
    details: {
      ...details,
      id,
      data: [...card.data, { path: origin, licence: 'of the texts learnt from', pairs: learnt }],
      training: {
        from: card.id,
        steps,
        targetTokens: run.targetTokens,
        minutes: Math.round(run.seconds / 6) / 10,
        finished: new Date().toISOString().slice(0, 10),
      },
      scores: [],
    },
    architecture,
    weights,
    tokenizers: { source: json(tokenizers.source), target: json(tokenizers.target) },
    others: new Map(
      Object.keys(files)
        .filter((name) => !own.has(name))
        .map((name) => [name, model[name]]),
    ),
  });
}

function scoresOf(
  { own, general }: LearnReport,
  origin: string,
  { decoding: { beamSize, lengthPenalty } }: ModelCard,
): CardDetails['scores'] {
  const sets = [
    [`${origin}, held out`, own],
    ['ordinary sentences', general],
  ] as const;
  return sets.flatMap(([set, change]) =>
    change
      ? (
          [
            ['BLEU', change.bleu],
            ['chrF2', change.chrf],
          ] as const
        ).map(([metric, [before, after]]) => ({
          set,
          sentences: change.sentences,
          metric,
          score: after,
          signature: `one reference; ${before.toFixed(2)} before`,
          beamSize,
          lengthPenalty,
        }))
      : [],
  );
}
