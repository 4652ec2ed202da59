/** `interlinear data`: what becomes of the corpora of a recipe, step by step, in numbers and, if asked for, as files. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import type { Pair } from '../train';
import { readRecipe, stagesOf, trainingText } from '../train';
import type { Tokenizer } from '../text';
import { loadTokenizer } from '../text';
import { CORPORA, corpusReader } from '../node/corpora';
import { writeAtomically } from '../node/files';
import { modelFolder, readCard, readFolder } from '../node/models';
import { UsageError } from './errors';
import { count, MOST } from './numbers';
import { print } from './print';

interface Options {
  data: string;
  stage?: number;
  to?: string;
  ids?: string;
  json?: boolean;
}

export function dataCommand(): Command {
  return new Command('data')
    .description('read, filter and set apart the corpora of a recipe, as training does, and count each step')
    .argument('<recipe>', 'a recipe.json, for example media/models/en-fr/recipe.json')
    .option('--data <folder>', 'where the corpora lie', CORPORA)
    .option('--stage <n>', 'of a recipe with stages: which one, from 1; the last without', count(MOST.stages))
    .option('--to <folder>', 'write train.tsv, development.tsv and test.tsv there')
    .option('--ids <model>', 'with --to: as ids of the tokenizers of a model, too, for train/torch')
    .option('--json', 'print JSON')
    .action((path: string, options: Options) => {
      const recipe = readRecipe(readFileSync(path, 'utf8'), path);
      const stages = stagesOf(recipe);
      const { stage = stages.length } = options;
      if (stage > stages.length) throw new UsageError(`${path} has ${stages.length} stages, not ${stage}`);
      const {
        pairs,
        train,
        development: masked,
        counts,
      } = trainingText(stages[stage - 1], corpusReader(options.data, dirname(path)));
      const { development, test } = pairs;
      if (options.to) {
        for (const [name, set] of Object.entries({ train, development, test })) {
          writeAtomically(join(options.to, `${name}.tsv`), set.map(lineOf).join(''));
        }
      }
      if (options.to && options.ids) writeIds(options.to, options.ids, { train, development: masked });
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

/** Lines "source ids ⇥ target ids", and the control symbols' ids, which both sides have alike. */
function writeIds(folder: string, model: string, sets: Readonly<Record<string, Pair[]>>): void {
  const files = readFolder(modelFolder(model));
  const { tokenizers } = readCard(model);
  const load = (name: string): Tokenizer => loadTokenizer(JSON.parse(new TextDecoder().decode(files[name])));
  const [source, target] = [load(tokenizers.source), load(tokenizers.target)];
  const { pad, bos, eos } = target.ids;
  if (source.ids.pad !== pad || source.ids.eos !== eos)
    throw new UsageError(`the tokenizers of ${model} have control symbols of other ids on either side`);
  for (const [name, set] of Object.entries(sets)) {
    const lines = set.map(
      (pair) => `${source.encode(pair.source).join(' ')}\t${target.encode(pair.target).join(' ')}\n`,
    );
    writeAtomically(join(folder, `${name}.ids`), lines.join(''));
  }
  writeAtomically(join(folder, 'ids.json'), JSON.stringify({ pad, bos, eos }));
}

const lineOf = ({ source, target }: Pair): string => `${source}\t${target}\n`;
