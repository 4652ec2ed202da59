/** Where the corpora of recipes lie: they are not in the repository. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from './files';

/** The folder below which recipes name their corpora, unless a command is told another one. */
export const CORPORA = process.env.INTERLINEAR_DATA ?? 'data';

/**
 * @param beside where to look for what is not there: the folder of the recipe, as the editor does
 * @returns the text of a corpus by the path a recipe names
 * @throws Error of the function returned, where there is no such file: which one, and how to say where it is
 */
export function corpusReader(folder: string, beside = folder): (path: string) => string {
  return (path) => {
    const file = [folder, beside].map((one) => join(one, path)).find((one) => existsSync(one));
    if (file !== undefined) return readText(file);
    throw new Error(
      `there is no corpus ${join(folder, path)}: say where the corpora lie with --data or the variable INTERLINEAR_DATA, or put it beside the recipe`,
    );
  };
}
