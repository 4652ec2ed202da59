/**
 * Recipes of the workspace, and what they name: corpora beside a recipe, or in the folder `data` of its workspace, as the command line finds
 * them; the model that one starts from, by its folder or its name.
 */
import * as vscode from 'vscode';
import { LearningError } from '../learning/learning-errors';
import { readOwned } from '../models/model-store';
import { decodeText } from '../terms/encoded-text';
import { inert } from '../ui/inert';

export const RECIPE = '.recipe.json';
/** Corpora and models. */
const MAX_BYTES = 2 ** 30;
const FOUND = 100;

export const isRecipe = ({ path }: vscode.Uri): boolean => path.endsWith(RECIPE);

export const recipesOfWorkspace = (): Thenable<vscode.Uri[]> =>
  vscode.workspace.findFiles(`**/*${RECIPE}`, '**/node_modules/**', FOUND);

/** What an editor holds unsaved counts before what is on the disk. @throws LearningError('unreadable') */
export async function readRecipeText(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (open) return open.getText();
  return decodeText(await readFile(uri, nameOf(uri))).text;
}

export const nameOf = ({ path }: vscode.Uri): string => path.split('/').at(-1) ?? '';

/** @throws LearningError('unreadable') where it is in neither place */
export async function corpusPlace(recipe: vscode.Uri, path: string): Promise<vscode.Uri> {
  const places = placesOf(recipe, path, 'data');
  for (const uri of places) if (await isThere(uri)) return uri;
  const looked = places.map((uri) => vscode.workspace.asRelativePath(uri)).join(', ');
  throw new LearningError('unreadable', vscode.l10n.t('it is not there ({0})', inert(looked)), path);
}

/** @throws LearningError('unreadable') */
export const readCorpus = async (recipe: vscode.Uri, path: string): Promise<Uint8Array> =>
  readFile(await corpusPlace(recipe, path), path);

/** @returns the folder of a model that a recipe's `from` names; undefined where there is none */
export async function modelFolder(recipe: vscode.Uri, path: string): Promise<vscode.Uri | undefined> {
  for (const folder of placesOf(recipe, path))
    if (await isThere(vscode.Uri.joinPath(folder, 'model.json'))) return folder;
  return undefined;
}

/** Beside the recipe, then below its workspace folder. */
function placesOf(recipe: vscode.Uri, path: string, ...below: string[]): vscode.Uri[] {
  const workspace = vscode.workspace.getWorkspaceFolder(recipe);
  const parts = path.split('/');
  return [
    vscode.Uri.joinPath(recipe, '..', ...parts),
    ...(workspace ? [vscode.Uri.joinPath(workspace.uri, ...below, ...parts)] : []),
  ];
}

async function readFile(uri: vscode.Uri, name: string): Promise<Uint8Array> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_BYTES) throw new Error(`${size} > ${MAX_BYTES} bytes`);
    return await readOwned(uri);
  } catch (error) {
    throw new LearningError('unreadable', (error as Error).message, name);
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
