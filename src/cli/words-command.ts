/** `interlinear words`: counts which words a model has learnt, over the text it was trained on, and puts the list into its folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { modelFolder, readCard } from '../node/models';
import { CORPORA, corpusReader } from '../node/corpora';
import { sha256, writeAtomically } from '../node/files';
import { parseRecipe, stagesOf, trainingText, wordList } from '../train';
import { print } from './print';

interface Options {
  data: string;
  json?: boolean;
}

const FILE = 'words.txt';

export function wordsCommand(): Command {
  return new Command('words')
    .description('count which words of its source language a model has learnt; names are told by it')
    .argument('<model>', 'a bundled model, or the path of a model folder; it has its recipe.json')
    .option('--data <folder>', 'where the corpora lie', CORPORA)
    .option('--json', 'print JSON')
    .action((model: string, { data, ...options }: Options) => {
      const folder = modelFolder(model);
      const path = join(folder, 'recipe.json');
      const stages = stagesOf(parseRecipe(JSON.parse(readFileSync(path, 'utf8')), path));
      const { pairs } = trainingText(stages[stages.length - 1], corpusReader(data));
      const words = wordList(pairs.train);
      const content = words.join('\n');
      const card = readCard(model);
      card.files[FILE] = { bytes: Buffer.byteLength(content), sha256: sha256(content) };
      writeAtomically(join(folder, FILE), content);
      writeAtomically(join(folder, 'model.json'), `${JSON.stringify(card, null, 2)}\n`);
      print({ words: words.length, names: words.filter((word) => word.startsWith('=')).length }, options);
    });
}
