/** Models taken over and given away in the workshop. What is supported is src/interchange's to say. */
import { zipSync } from 'fflate';
import { exportModel, importModel, InterchangeError, parseMapping } from '../interchange';
import { readModelFolder } from '../models';
import type { ModelForm } from '../protocol/workshop';

/**
 * @param read gives the bytes of a file that the mapping names
 * @returns the files of a model's folder by name, which have been read once
 * @throws InterchangeError, ModelError
 */
export async function importForeign(
  { name, mapping }: { name: string; mapping: string },
  read: (file: string) => Promise<Uint8Array>,
): Promise<Record<string, Uint8Array>> {
  const parsed = parseJson(mapping, name);
  const { weights, vocabulary } = parseMapping(parsed, name);
  const bytes = new Map<string, Uint8Array>();
  for (const file of new Set([weights, vocabulary.source.file, vocabulary.target.file]))
    bytes.set(file, await read(file));
  const today = new Date().toISOString().slice(0, 10);
  const files = await importModel(parsed, name, (file) => bytes.get(file)!, {
    quantization: 'float32',
    today,
  });
  const folder = Object.fromEntries(files);
  await readModelFolder(folder);
  return folder;
}

/** @throws ModelError for a folder that is not whole, InterchangeError('unsupported') for layers that PyTorch has not */
export async function exportFolder(files: Record<string, Uint8Array>, form: ModelForm): Promise<Uint8Array> {
  const folder = await readModelFolder(files);
  return form === 'zip' ? zipSync(files) : exportModel(folder);
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InterchangeError('mapping', `${name} is no JSON: ${(error as Error).message}`);
  }
}
