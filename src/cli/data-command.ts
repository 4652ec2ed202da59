/** `interlinear data`: what becomes of the corpora of a recipe, step by step, in numbers and, if asked for, as files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Pair } from '../train';
import { parseRecipe, trainingText } from '../train';
import { readText, writeAtomically } from '../node/files';
import { print } from './print';

interface Options {
  data: string;
  to?: string;
  json?: boolean;
}

export function dataCommand(): Command {
  return new Command('data')
    .description('read, filter and set apart the corpora of a recipe, as training does, and count each step')
    .argument('<recipe>', 'a recipe.json, for example media/models/en-fr/recipe.json')
    .option('--data <folder>', 'where the corpora lie', '../shared/data')
    .option('--to <folder>', 'write train.tsv, development.tsv and test.tsv there')
    .option('--json', 'print JSON')
    .action((path: string, options: Options) => {
      const recipe = parseRecipe(JSON.parse(readFileSync(path, 'utf8')), path);
      const { pairs, train, counts } = trainingText(recipe, (file) => readText(join(options.data, file)));
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
