/** Model folders on disk, for the commands that use one. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ort } from './onnxruntime';
import type { LoadedModel } from '../engine/loaded-model';
import { loadModel } from '../engine/loaded-model';
import type { ModelCard } from '../models';
import { NoSuchModelError } from './errors';

/** The repository's own models, whatever the current folder. */
const BUNDLED = resolve(__dirname, '../../media/models');
const PHRASES = resolve(__dirname, '../../media/phrases');

/** Their ids. */
export const bundledModels = (): string[] =>
  readdirSync(BUNDLED).filter((id) => existsSync(join(BUNDLED, id, 'model.json')));

/**
 * @param model the id of a bundled model, or the path of a folder
 * @throws NoSuchModelError
 */
export function modelFolder(model: string): string {
  const folder = [join(BUNDLED, model), model].find((f) => existsSync(join(f, 'model.json')));
  if (folder) return folder;
  throw new NoSuchModelError(
    `there is no model "${model}"; bundled are: ${bundledModels().join(', ') || 'none yet'}, or name a folder`,
  );
}

export function readFolder(folder: string): Record<string, Uint8Array> {
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}

export function openModel(model: string, threads: number): Promise<LoadedModel> {
  const { source, target } = readCard(model);
  return loadModel(ort, readFolder(modelFolder(model)), threads, undefined, readPhrases(source, target));
}

/** The phrase table that ships for a pair of languages; undefined where there is none. */
export function readPhrases(source: string, target: string): string | undefined {
  const path = join(PHRASES, `${source.split('-')[0]}-${target.split('-')[0]}.tsv`);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** The card alone, unchecked. */
export const readCard = (model: string): ModelCard =>
  JSON.parse(readFileSync(join(modelFolder(model), 'model.json'), 'utf8')) as ModelCard;
