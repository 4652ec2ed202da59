/** A recipe as it stands in its file: what is wrong with it is told with the line. */
import type { Node, ParseError } from 'jsonc-parser';
import { findNodeAtLocation, parseTree, printParseErrorCode } from 'jsonc-parser';
import { TrainError } from './errors';
import type { Recipe } from './recipe';
import { parseRecipe } from './recipe';

/**
 * @param text the content of the file
 * @param file its name, for errors
 * @throws TrainError('recipe') that names the file, the line and what is expected there
 */
export function readRecipe(text: string, file: string): Recipe {
  const json = text.replace(/^\ufeff/, '');
  const errors: ParseError[] = [];
  const root = parseTree(json, errors, { disallowComments: true });
  const lineAt = (offset: number): number => json.slice(0, offset).split('\n').length;
  const refuse = (offset: number, what: string): never => {
    const help = '`npm run cli -- train --explain` lists the keys';
    const line = lineAt(offset);
    throw new TrainError('recipe', `${file}, line ${line}: ${what}; ${help}`, file, line);
  };
  if (errors.length > 0) {
    const expected = printParseErrorCode(errors[0].error)
      .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase();
    return refuse(errors[0].offset, `a recipe is JSON, and this is none (${expected})`);
  }
  if (!root) return refuse(0, 'a recipe is an object, { "id": …, "data": …, … }, and the file is empty');
  if (root.type !== 'object')
    return refuse(root.offset, `a recipe is an object, { "id": …, "data": …, … }, not ${article(root.type)}`);
  return parseRecipe(JSON.parse(json), file, (path) => lineAt(nearest(root, path).offset));
}

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

/** The value at a path, or the innermost one around it where it is missing. */
function nearest(root: Node, path: readonly (string | number)[]): Node {
  const node = findNodeAtLocation(root, [...path]);
  return node ?? (path.length > 0 ? nearest(root, path.slice(0, -1)) : root);
}
