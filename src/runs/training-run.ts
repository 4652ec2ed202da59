/**
 * A training run in a folder: trains a network as a recipe says, resumable at any time, and keeps checkpoints and log there.
 *
 * Not here: training itself (src/train), what becomes a model (export.ts).
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ort } from '../node/onnxruntime';
import type { Architecture } from '../rnn';
import { isLanguageModel, parameterSpecs } from '../rnn';
import { openGraph } from '../runtime/ort/graph-session';
import type { Measurement, Prepared, Progress, Recipe, RunHost, RunResult, RunState, Stage } from '../train';
import {
  readRecipe,
  prepare,
  readCheckpoint,
  runTraining,
  stagesOf,
  TrainError,
  Trainer,
  writeCheckpoint,
} from '../train';
import { developmentBleu } from '../evaluation/development-bleu';
import { corpusReader } from '../node/corpora';
import { readText, sha256, writeAtomically } from '../node/files';
import type { StartingModel } from './start-from';
import { knownTokenizers, readStartingModel, startingWeights } from './start-from';

const CHECKPOINT = 'checkpoint.bin';

export interface TrainingRunOptions {
  recipe: string;
  data: string;
  runs: string;
  threads: number;
  checkpointMinutes: number;
  /** Where the model will go. */
  to?: string;
}

/** What a run in a folder consists of. */
export interface TrainingRun {
  prepared: Prepared;
  folder: string;
  result: RunResult;
  trainer: Trainer;
}

/** Weights and vocabularies a stage ends with. */
type StageEnd = Pick<StartingModel, 'weights' | 'tokenizers'> & { run: RunState };

/**
 * All stages of a recipe that are not done yet, each in a folder of its own where there are several.
 * @param signal stops after the update under way, with a checkpoint
 * @returns the last stage that was reached; `finished` where there is nothing left to train
 * @throws TrainError for a recipe, corpus or checkpoint that cannot be used, and for a model that would overwrite the one
 *   it starts from
 */
export async function train(
  options: TrainingRunOptions,
  signal: AbortSignal,
): Promise<TrainingRun & { recipe: Recipe }> {
  const recipe = readRecipe(readFileSync(options.recipe, 'utf8'), options.recipe);
  if (recipe.from && options.to && resolve(recipe.from) === resolve(options.to))
    throw new TrainError('recipe', `the run starts from ${recipe.from} and would overwrite it: name another folder`);
  const stages = stagesOf(recipe);
  const own = join(options.runs, recipe.id);
  const folders = stages.length === 1 ? [own] : stages.map((_, i) => join(own, `stage-${i + 1}`));
  const reached = folders.map((folder) => existsSync(join(folder, CHECKPOINT))).lastIndexOf(true);
  let i = Math.max(0, reached);
  let stage = await trainStage(stages[i], folders[i], options, signal);
  while (stage.result.finished && ++i < stages.length) {
    const end = endOf(stage);
    await stage.trainer.dispose();
    stage = await trainStage(stages[i], folders[i], options, signal, end);
  }
  return { ...stage, recipe };
}

function endOf({ trainer, result, prepared }: TrainingRun): StageEnd {
  const { earlier, targetTokens, seconds } = result.run;
  const done = {
    steps: (earlier?.steps ?? 0) + trainer.stepsDone,
    targetTokens: (earlier?.targetTokens ?? 0) + targetTokens,
    seconds: (earlier?.seconds ?? 0) + seconds,
  };
  return {
    weights: trainer.named(result.parameters),
    tokenizers: prepared.tokenizers,
    run: { measurements: [], stale: 0, targetTokens: 0, seconds: 0, earlier: done },
  };
}

async function trainStage(
  recipe: Stage,
  folder: string,
  options: TrainingRunOptions,
  signal: AbortSignal,
  before?: StageEnd,
): Promise<TrainingRun> {
  mkdirSync(folder, { recursive: true });
  const log = logger(join(folder, 'log.txt'));
  const path = join(folder, CHECKPOINT);
  const bytes = existsSync(path) ? readFileSync(path) : undefined;
  // A run that is under way has weights and tokenizers of its own.
  const from = bytes || recipe.from === undefined ? undefined : await readStartingModel(recipe.from);
  const known = before?.tokenizers ?? (from && knownTokenizers(from, recipe));
  const prepared = prepareOnce(recipe, folder, options.data, known);
  log(`${prepared.train.length} pairs to train on, ${prepared.development.length} to measure on`);
  const identity = identityOf(recipe, prepared.architecture);
  const saved = bytes && readCheckpoint(bytes, identity);
  if (saved) log(`going on after update ${saved.state.step}`);
  const trainer = await Trainer.create(
    (bytes, name) => openGraph(ort, bytes, { threads: options.threads, name }),
    prepared.architecture,
    prepared.train,
    prepared.target.ids,
    recipe.training,
    { state: saved?.state, weights: before?.weights ?? (from && startingWeights(from, recipe, prepared)) },
  );
  const origin = before ? 'the stage before' : recipe.from;
  log(`${trainer.current.length} parameters${origin ? `, ${trainer.takenOver} of them from ${origin}` : ''}`);
  const result = await runTraining({
    trainer,
    development: prepared.development,
    recipe: recipe.training,
    host: {
      ...fileHost(folder, identity, recipe.training.steps, log),
      // Filling blanks and going on have no references to be compared with.
      bleu:
        recipe.fill || isLanguageModel(recipe.network)
          ? undefined
          : (parameters) => developmentBleu(prepared, recipe.target, trainer, parameters, options.threads),
    },
    signal,
    checkpointSeconds: options.checkpointMinutes * 60,
    resumed: (saved?.extra as RunState | undefined) ?? before?.run,
  });
  log(result.finished ? `finished: the ${result.choice} parameters are best` : 'stopped; run again to go on');
  return { prepared, folder, result, trainer };
}

/** A checkpoint belongs to a recipe and to parameters in this order: a later version of the program could ask otherwise. */
function identityOf(recipe: Stage, architecture: Architecture): string {
  const layout = parameterSpecs(architecture).map(({ name, shape }) => `${name} ${shape.join('×')}`);
  return sha256(JSON.stringify({ recipe, layout }));
}

/** The tokenizers are trained at the first start and kept: a later version of the program could cut words otherwise. */
function prepareOnce(
  recipe: Stage,
  folder: string,
  data: string,
  known?: Partial<Prepared['tokenizers']>,
): Prepared {
  const path = join(folder, 'tokenizers.json');
  const saved = existsSync(path) ? (JSON.parse(readText(path)) as Prepared['tokenizers']) : known;
  const prepared = prepare(recipe, corpusReader(data), saved);
  if (!existsSync(path)) writeAtomically(path, JSON.stringify(prepared.tokenizers));
  return prepared;
}

type Log = (line: string) => void;

/** One line to the terminal and to the run's log file. */
function logger(path: string): Log {
  return (line) => {
    const stamped = `${new Date().toISOString().slice(0, 19)} ${line}`;
    process.stderr.write(`\r\x1b[K${stamped}\n`);
    appendFileSync(path, `${stamped}\n`);
  };
}

const LOG_EVERY = 100;

function fileHost(folder: string, identity: string, steps: number, log: Log): RunHost {
  const best = join(folder, 'best.bin');
  return {
    progress(progress) {
      const line = progressLine(progress, steps);
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
      if (progress.report.step % LOG_EVERY === 0) log(line);
    },
    measured: (measurement) => log(measurementLine(measurement)),
    saveCheckpoint: (state, run) =>
      Promise.resolve(writeAtomically(join(folder, CHECKPOINT), writeCheckpoint(state, identity, run))),
    saveBest: (parameters) =>
      Promise.resolve(
        writeAtomically(
          best,
          new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength),
        ),
      ),
    loadBest: () => {
      const bytes = readFileSync(best);
      return Promise.resolve(
        new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)),
      );
    },
  };
}

function progressLine({ report, loss, tokensPerSecond, secondsLeft }: Progress, steps: number): string {
  const left =
    secondsLeft > 90 ? `${Math.round(secondsLeft / 60)} min left` : `${Math.round(secondsLeft)} s left`;
  const norm = `norm ${report.gradientNorm.toFixed(2)}, rate ${report.learningRate.toExponential(1)}`;
  const speed = `${Math.round(tokensPerSecond)} tokens/s`;
  return `update ${report.step}/${steps}, epoch ${report.epoch}: loss ${loss.toFixed(4)}, ${norm}, ${speed}, ${left}`;
}

function measurementLine({ step, developmentLoss, bleu }: Measurement): string {
  const greedy = bleu === undefined ? '' : `, greedy BLEU ${bleu.toFixed(1)}`;
  return `measured after update ${step}: development loss ${developmentLoss.toFixed(4)}, perplexity ${Math.exp(developmentLoss).toFixed(2)}${greedy}`;
}
