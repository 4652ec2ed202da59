/**
 * A training run as the command line keeps it: a folder with checkpoints and a log, or one for each stage, and a line in
 * the terminal. How it goes on is src/runs.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { corpusReader } from '../node/corpora';
import { writeAtomically } from '../node/files';
import { readFolder } from '../node/models';
import { ort } from '../node/onnxruntime';
import { openGraph } from '../runtime';
import { readStartingModel } from '../runs/start-from';
import type { StageHost, TrainingHost, TrainingRun } from '../runs/training-run';
import { trainRecipe } from '../runs/training-run';
import type { Measurement, Progress, Recipe } from '../train';
import { readRecipe, TrainError } from '../train';

/** Development sentences translated at each measurement. */
const TRANSLATED = 200;

export interface TrainingRunOptions {
  recipe: string;
  data: string;
  runs: string;
  threads: number;
  checkpointMinutes: number;
  /** Where the model will go. */
  to?: string;
}

/**
 * @param signal stops after the update under way, with a checkpoint
 * @throws TrainError for a recipe, corpus or checkpoint that cannot be used, and for a model that would overwrite the one
 *   it starts from
 */
export async function trainInFolder(
  options: TrainingRunOptions,
  signal: AbortSignal,
): Promise<TrainingRun & { recipe: Recipe }> {
  const recipe = readRecipe(readFileSync(options.recipe, 'utf8'), options.recipe);
  if (recipe.from && options.to && resolve(recipe.from) === resolve(options.to))
    throw new TrainError(
      'recipe',
      `the run starts from ${recipe.from} and would overwrite it: name another folder`,
    );
  const { threads } = options;
  const own = join(options.runs, recipe.id);
  const steps = (stage: number): number => recipe.stages?.[stage].training?.steps ?? recipe.training.steps;
  const host: TrainingHost = {
    ort,
    threads,
    openGraph: (bytes, name) => openGraph(ort, bytes, { threads, name }),
    checkpointSeconds: options.checkpointMinutes * 60,
    translated: TRANSLATED,
    read: corpusReader(options.data, dirname(options.recipe)),
    startingModel: (folder) => readStartingModel(readFolder(folder)),
    stage: (i, of) => folderHost(of === 1 ? own : join(own, `stage-${i + 1}`), steps(i)),
  };
  return { ...(await trainRecipe(recipe, host, signal)), recipe };
}

const LOG_EVERY = 100;

function folderHost(folder: string, steps: number): StageHost {
  const log = logger(join(folder, 'log.txt'));
  return {
    load(name) {
      const path = join(folder, name);
      return Promise.resolve(existsSync(path) ? readFileSync(path) : undefined);
    },
    save: (name, bytes) => Promise.resolve(writeAtomically(join(folder, name), bytes)),
    progress(progress) {
      const line = progressLine(progress, steps);
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
      if (progress.report.step % LOG_EVERY === 0) log(line);
    },
    measured: (measurement) => log(measurementLine(measurement)),
    log,
  };
}

/** One line to the terminal and to the run's log file. */
function logger(path: string): (line: string) => void {
  return (line) => {
    const stamped = `${new Date().toISOString().slice(0, 19)} ${line}`;
    process.stderr.write(`\r\x1b[K${stamped}\n`);
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, `${stamped}\n`);
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
