/** `train <recipe>`: trains a network as a recipe says, resumable at any time, and writes its weights. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ort } from '../node/onnxruntime';
import type { Architecture } from '../rnn';
import { isLanguageModel, parameterSpecs } from '../rnn';
import { openGraph } from '../runtime/ort/graph-session';
import type { Measurement, Prepared, Progress, Recipe, RunHost, RunResult, RunState } from '../train';
import { parseRecipe, prepare, readCheckpoint, runTraining, Trainer, writeCheckpoint } from '../train';
import { developmentBleu } from '../evaluation/development-bleu';
import { readText, sha256, writeAtomically } from '../node/files';
import { knownTokenizers, readStartingModel, startingWeights } from './start-from';

export interface TrainCommand {
  recipe: string;
  data: string;
  runs: string;
  threads: number;
  checkpointMinutes: number;
}

/** What a run in a folder consists of. */
export interface TrainingRun {
  recipe: Recipe;
  prepared: Prepared;
  folder: string;
  result: RunResult;
}

/**
 * @param signal stops after the update under way, with a checkpoint
 * @throws TrainError for a recipe, corpus or checkpoint that cannot be used
 */
export async function train(
  command: TrainCommand,
  signal: AbortSignal,
): Promise<TrainingRun & { trainer: Trainer }> {
  const text = readFileSync(command.recipe, 'utf8');
  const recipe = parseRecipe(JSON.parse(text), command.recipe);
  const folder = join(command.runs, recipe.id);
  mkdirSync(folder, { recursive: true });
  const log = logger(join(folder, 'log.txt'));
  const path = join(folder, 'checkpoint.bin');
  const bytes = existsSync(path) ? readFileSync(path) : undefined;
  // A run that is under way has weights and tokenizers of its own.
  const from = bytes || recipe.from === undefined ? undefined : await readStartingModel(recipe.from);
  const prepared = prepareOnce(recipe, folder, command.data, from && knownTokenizers(from, recipe));
  log(`${prepared.train.length} pairs to train on, ${prepared.development.length} to measure on`);
  const identity = identityOf(recipe, prepared.architecture);
  const saved = bytes && readCheckpoint(bytes, identity);
  if (saved) log(`going on after update ${saved.state.step}`);
  const trainer = await Trainer.create(
    (bytes, name) => openGraph(ort, bytes, { threads: command.threads, name }),
    prepared.architecture,
    prepared.train,
    prepared.target.ids,
    recipe.training,
    { state: saved?.state, weights: from && startingWeights(from, recipe, prepared) },
  );
  const origin = from ? `, ${trainer.takenOver} of them from ${recipe.from}` : '';
  log(`${trainer.current.length} parameters${origin}`);
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
          : (parameters) => developmentBleu(prepared, recipe.target, trainer, parameters, command.threads),
    },
    signal,
    checkpointSeconds: command.checkpointMinutes * 60,
    resumed: saved?.extra as RunState | undefined,
  });
  log(result.finished ? `finished: the ${result.choice} parameters are best` : 'stopped; run again to go on');
  return { recipe, prepared, folder, result, trainer };
}

/** A checkpoint belongs to a recipe and to parameters in this order: a later version of the program could ask otherwise. */
function identityOf(recipe: Recipe, architecture: Architecture): string {
  const layout = parameterSpecs(architecture).map(({ name, shape }) => `${name} ${shape.join('×')}`);
  return sha256(JSON.stringify({ recipe, layout }));
}

/** The tokenizers are trained at the first start and kept: a later version of the program could cut words otherwise. */
function prepareOnce(
  recipe: Recipe,
  folder: string,
  data: string,
  known?: Partial<Prepared['tokenizers']>,
): Prepared {
  const path = join(folder, 'tokenizers.json');
  const saved = existsSync(path) ? (JSON.parse(readText(path)) as Prepared['tokenizers']) : known;
  const prepared = prepare(recipe, (file) => readText(join(data, file)), saved);
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
      Promise.resolve(writeAtomically(join(folder, 'checkpoint.bin'), writeCheckpoint(state, identity, run))),
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
