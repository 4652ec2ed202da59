/** The models' files, as bytes. What they mean, and whether they are whole, the engine decides. */
import * as vscode from 'vscode';

export type ModelStoreErrorCode =
  /** a file that should be there cannot be read */
  | 'unreadable'
  /** model.json does not say which files the model has */
  | 'card'
  /** the model could not be put where added models are: what was there is as it was */
  | 'unwritable';

export class ModelStoreError extends Error {
  override readonly name = 'ModelStoreError';
  constructor(
    readonly code: ModelStoreErrorCode,
    readonly model: string,
    readonly file: string,
    reason: string,
  ) {
    super(`${model}/${file}: ${reason}`);
  }
}

export const CARD = 'model.json';

export class ModelStore {
  /** @param folderOf where the files of a model are */
  constructor(private readonly folderOf: (id: string) => Promise<vscode.Uri>) {}

  /**
   * The folder cannot be listed where the extension is served over HTTP, so its model.json says what is in it.
   * @returns every file of the model by name; their buffers are the caller's
   * @throws ModelStoreError
   */
  async readModel(id: string): Promise<Record<string, Uint8Array>> {
    const folder = await this.folderOf(id);
    const card = await this.read(id, folder, CARD);
    const names = fileNames(id, card);
    const contents = await Promise.all(names.map((name) => this.read(id, folder, name)));
    return Object.fromEntries([[CARD, card], ...names.map((name, i) => [name, contents[i]] as const)]);
  }

  private async read(id: string, folder: vscode.Uri, file: string): Promise<Uint8Array> {
    try {
      return await readOwned(vscode.Uri.joinPath(folder, file));
    } catch (error) {
      throw new ModelStoreError('unreadable', id, file, (error as Error).message);
    }
  }
}

/** `readFile` may give a view of a larger buffer, or one that others hold; a copy may be transferred. */
export const readOwned = async (uri: vscode.Uri): Promise<Uint8Array> =>
  (await vscode.workspace.fs.readFile(uri)).slice();

/** What a model's card says the model consists of. @throws ModelStoreError('card') */
export function fileNames(id: string, card: Uint8Array): string[] {
  let files: unknown;
  try {
    ({ files } = JSON.parse(new TextDecoder().decode(card)) as { files?: unknown });
  } catch (error) {
    throw new ModelStoreError('card', id, CARD, (error as Error).message);
  }
  const names = Object.keys(typeof files === 'object' && files !== null ? files : {});
  const outside = names.find((name) => !/^[\w-][\w.-]*$/.test(name));
  if (names.length === 0 || outside !== undefined)
    throw new ModelStoreError('card', id, CARD, outside === undefined ? 'no files' : `file "${outside}"`);
  return names.filter((name) => name !== CARD);
}
