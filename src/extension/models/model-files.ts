/** The files of a model that a user wants to add: from a folder, or from a .zip. Whether it is whole, the engine decides. */
import { unzipSync } from 'fflate';
import * as vscode from 'vscode';
import { CARD, fileNames, ModelStoreError } from './model-store';

/** Larger models are for other programs. */
const MAX_BYTES = 300 * 2 ** 20;

export type ModelFiles = Record<string, Uint8Array>;

/** @throws ModelStoreError */
export async function filesOfFolder(folder: vscode.Uri): Promise<ModelFiles> {
  const name = folder.path.split('/').pop() ?? '';
  const read = async (file: string): Promise<Uint8Array> => {
    const uri = vscode.Uri.joinPath(folder, file);
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > MAX_BYTES) throw new Error('too large');
      return (await vscode.workspace.fs.readFile(uri)).slice();
    } catch (error) {
      throw new ModelStoreError('unreadable', name, file, (error as Error).message);
    }
  };
  const card = await read(CARD);
  const files: ModelFiles = { [CARD]: card };
  for (const file of fileNames(name, card)) files[file] = await read(file);
  return files;
}

/**
 * What a model's card names is taken, at the top of the archive or in one folder; nothing else is unpacked.
 * @throws ModelStoreError
 */
export function filesOfZip(name: string, archive: Uint8Array): ModelFiles {
  const unpack = (wanted: (path: string) => boolean): ModelFiles => {
    let bytes = 0;
    try {
      return unzipSync(archive, {
        filter: (file) => wanted(file.name) && (bytes += file.originalSize) <= MAX_BYTES,
      });
    } catch (error) {
      throw new ModelStoreError('unreadable', name, name, (error as Error).message);
    }
  };
  const [path] = Object.keys(unpack((one) => /^(?:[^/]+\/)?model\.json$/.test(one)));
  if (path === undefined) throw new ModelStoreError('unreadable', name, CARD, 'not in the archive');
  const folder = path.slice(0, -CARD.length);
  const card = unpack((one) => one === path)[path];
  const names = fileNames(name, card);
  const found = unpack((one) => names.some((file) => one === folder + file));
  const files: ModelFiles = { [CARD]: card };
  for (const file of names) {
    if (!found[folder + file]) throw new ModelStoreError('unreadable', name, file, 'not in the archive');
    files[file] = found[folder + file];
  }
  return files;
}
