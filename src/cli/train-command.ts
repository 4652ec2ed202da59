/** `interlinear train`: options, Ctrl-C, and what is printed at the end. */
import { join } from 'node:path';
import { Command } from 'commander';
import { CORPORA } from '../node/corpora';
import { explainRecipe } from '../train';
import { writeAtomically } from '../node/files';
import { ort } from '../node/onnxruntime';
import { makeScoredFolder } from '../runs/export';
import { count, MOST, positive } from './numbers';
import { trainInFolder } from './run-folder';

interface Options {
  data: string;
  runs: string;
  threads: number;
  checkpointMinutes: number;
  to?: string;
  exportNow?: boolean;
  explain?: boolean;
}

export function trainCommand(): Command {
  return new Command('train')
    .description('train a network as a recipe says; run it again to go on after a stop')
    .argument('[recipe]', 'a recipe.json, for example media/models/en-fr/recipe.json')
    .option('--data <folder>', 'where the corpora lie', CORPORA)
    .option('--runs <folder>', 'where checkpoints and logs go', 'runs')
    .option('--threads <n>', 'threads a product may use', count(MOST.threads), 2)
    .option('--checkpoint-minutes <n>', 'minutes between checkpoints', positive, 4)
    .option('--to <folder>', 'where the model goes when the run is finished; otherwise <runs>/<id>/model')
    .option('--export-now', 'do not train: make a model of the best parameters so far')
    .option('--explain', 'print what every key of a recipe means, and stop')
    .action(async (recipe: string | undefined, options: Options, command: Command) => {
      if (options.explain) {
        process.stdout.write(`${explainRecipe().join('\n')}\n`);
        return;
      }
      if (!recipe) command.error('error: name a recipe, or ask for --explain');
      await run(recipe, options);
    });
}

async function run(recipe: string, options: Options): Promise<void> {
  const stop = new AbortController();
  // The second Ctrl-C is left to Node: it ends the process at once.
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  if (options.exportNow) stop.abort();
  const {
    trainer,
    recipe: parsed,
    prepared,
    result,
  } = await trainInFolder({ recipe, ...options }, stop.signal);
  const weights = trainer.named(result.parameters);
  const steps = trainer.stepsDone;
  await trainer.dispose();
  if (!result.finished && !options.exportNow) return;
  const to = options.to ?? join(options.runs, parsed.id, 'model');
  const { run } = result;
  const parts = {
    recipe: parsed,
    prepared,
    weights,
    run,
    steps,
    quantization: 'int8' as const,
  };
  const { files, scores } = await makeScoredFolder(parts, { ort, threads: options.threads });
  for (const [name, bytes] of files) writeAtomically(join(to, name), bytes);
  for (const { set, metric, score, signature } of scores) {
    process.stdout.write(`${metric} ${score.toFixed(2)} on ${set} (${signature})\n`);
  }
  process.stdout.write(`the ${result.choice} parameters are in ${to}\n`);
}
