/** A recipe and a corpus that train in seconds, in a folder of the test's own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECIPE, tinyCorpus } from '../support/tiny-recipe';

/** @returns the arguments that follow `train` */
export function tinyRun(folder: string): string[] {
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(join(data, 'pairs.tsv'), tinyCorpus());
  const recipe = join(folder, 'recipe.json');
  writeFileSync(recipe, JSON.stringify(RECIPE));
  return [recipe, '--data', data, '--runs', join(folder, 'runs'), '--threads', '1'];
}
