/** Model folders on disk, for the commands that use one. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ort } from './onnxruntime';
import type { LoadedModel } from '../engine/loaded-model';
import { loadModel } from '../engine/loaded-model';
import type { ModelCard } from '../models';
import { readCard as checkedCard } from '../models';
import type { LanguageTables } from '../protocol/model';
import { wordListsOf } from '../protocol/word-lists';
import { languageOf } from '../text/language-tag';
import { NoSuchModelError, WrongTaskError } from './errors';

const CARD = 'model.json';

/** The repository's own models, whatever the current folder. */
const BUNDLED = resolve(__dirname, '../../media/models');
const PHRASES = resolve(__dirname, '../../media/phrases');

/** Their ids. */
export const bundledModels = (): string[] =>
  readdirSync(BUNDLED).filter((id) => existsSync(join(BUNDLED, id, CARD)));

/**
 * @param model the id of a bundled model, or the path of a folder
 * @throws NoSuchModelError
 */
export function modelFolder(model: string): string {
  const folder = [join(BUNDLED, model), model].find((f) => existsSync(join(f, CARD)));
  if (folder) return folder;
  throw new NoSuchModelError(
    `there is no model "${model}"; bundled are: ${bundledModels().join(', ') || 'none yet'}, or name a folder`,
  );
}

export function readFolder(folder: string): Record<string, Uint8Array> {
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}

/**
 * @param task what the model must be for, where only one will do
 * @throws NoSuchModelError, WrongTaskError before anything large is read, ModelError for a folder that is not whole
 */
export async function openModel(
  model: string,
  threads: number,
  task?: ModelCard['task'],
): Promise<LoadedModel> {
  const folder = modelFolder(model);
  const card = checkedCard({ [CARD]: readFileSync(join(folder, CARD)) });
  if (task && card.task !== task) throw wrongTask(model, card.task, task);
  return loadModel(ort, readFolder(folder), threads, undefined, readTables(card.source, card.target));
}

const DOES: Readonly<Record<ModelCard['task'], string>> = {
  translate: 'translates',
  fill: 'fills blanks',
  complete: 'goes on with a text',
};

function wrongTask(model: string, has: ModelCard['task'], wanted: ModelCard['task']): WrongTaskError {
  const others = bundledModels().filter((id) => readCard(id).task === wanted);
  return new WrongTaskError(
    `the model "${model}" ${DOES[has]}; one that ${DOES[wanted]} is wanted: ${others.join(', ')}`,
  );
}

/** What ships for a pair of languages. */
export function readTables(source: string, target: string): LanguageTables {
  const read = (path: string): string | undefined =>
    existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const phrases = read(join(PHRASES, `${languageOf(source)}-${languageOf(target)}.tsv`));
  const words = wordListsOf(target).flatMap((model) => read(join(BUNDLED, model, 'words.txt')) ?? []);
  return { ...(phrases !== undefined && { phrases }), words };
}

/** The card alone, unchecked. */
export const readCard = (model: string): ModelCard =>
  JSON.parse(readFileSync(join(modelFolder(model), CARD), 'utf8')) as ModelCard;

const REHEARSAL = resolve(__dirname, '../../media/rehearsal');

/** What the bundled models say of ordinary sentences, as lines "source ⇥ target"; undefined for other languages. */
export function readRehearsal(source: string, target: string): string | undefined {
  const path = join(REHEARSAL, `${languageOf(source)}-${languageOf(target)}.tsv`);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

const MESSAGES = resolve(__dirname, '../../l10n');

/** The program's own messages in another language, by the name of the file. */
export const readMessages = (file: string): string => readFileSync(join(MESSAGES, file), 'utf8');
