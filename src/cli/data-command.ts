/** `interlinear data`: what becomes of the corpora of a recipe, step by step, in numbers and, if asked for, as files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Pair } from '../train';
import { readRecipe, stagesOf, trainingText } from '../train';
import { CORPORA, corpusReader } from '../node/corpora';
import { writeAtomically } from '../node/files';
import { UsageError } from './errors';
import { count, MOST } from './numbers';
import { print } from './print';

interface Options {
  data: string;
  stage?: number;
  to?: string;
  json?: boolean;
}

export function dataCommand(): Command {
  return new Command('data')
    .description('read, filter and set apart the corpora of a recipe, as training does, and count each step')
    .argument('<recipe>', 'a recipe.json, for example media/models/en-fr/recipe.json')
    .option('--data <folder>', 'where the corpora lie', CORPORA)
    .option('--stage <n>', 'of a recipe with stages: which one, from 1; the last without', count(MOST.stages))
    .option('--to <folder>', 'write train.tsv, development.tsv and test.tsv there')
    .option('--json', 'print JSON')
    .action((path: string, options: Options) => {
      const recipe = readRecipe(readFileSync(path, 'utf8'), path);
      const stages = stagesOf(recipe);
      const { stage = stages.length } = options;
      if (stage > stages.length) throw new UsageError(`${path} has ${stages.length} stages, not ${stage}`);
      const { pairs, train, counts } = trainingText(stages[stage - 1], corpusReader(options.data));
      const { development, test } = pairs;
      if (options.to) {
        for (const [name, set] of Object.entries({ train, development, test })) {
          writeAtomically(join(options.to, `${name}.tsv`), set.map(lineOf).join(''));
        }
      }
      print(
        {
          ...Object.fromEntries(counts),
          'pairs to train on, repetitions and variants included': train.length,
          'development sentences': development.length,
          'test sentences': test.length,
        },
        options,
      );
    });
}

const lineOf = ({ source, target }: Pair): string => `${source}\t${target}\n`;
