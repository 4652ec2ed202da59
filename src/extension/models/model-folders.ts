/**
 * The folders of models that the user has added, one for each id. A model is replaced by one that lies whole beside it:
 * whatever fails on the way, disk full or window closed, one of the two is left and can be used.
 *
 * Not here: what is in the files (model-store.ts), and which models come with the extension (model-catalog.ts).
 */
import * as vscode from 'vscode';
import { CARD, ModelStoreError } from './model-store';

/** What a folder is called beside the id, which has no full stop. */
const NEW = '.new';
const OLD = '.old';

export class ModelFolders {
  /** One change after the other. */
  private changes: Promise<unknown> = Promise.resolve();

  constructor(private readonly parent: vscode.Uri) {}

  /**
   * By id. Where the window was closed while a model was replaced, the new one counts if it is whole, else the old one.
   * Changes nothing, as another window may be at it.
   */
  async list(): Promise<Map<string, vscode.Uri>> {
    const names = await this.names().catch(() => []);
    const found = new Map<string, vscode.Uri>();
    // A folder gets its card last: without it, it is none.
    for (const suffix of [OLD, NEW, ''])
      for (const name of names) {
        if (suffixOf(name) === suffix && (await this.hasCard(name))) found.set(idOf(name), this.at(name));
      }
    return found;
  }

  /**
   * @param files by name
   * @throws ModelStoreError('unwritable'): what was there under this id is still there
   */
  put(id: string, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
    return this.next(async () => {
      // Of its own, so that two windows never write into one folder.
      const fresh = this.at(`${id}.${crypto.randomUUID().slice(0, 8)}${NEW}`);
      try {
        await writeAll(fresh, files);
        await this.replace(id, fresh);
      } catch (error) {
        await deleteFolder(fresh).catch(() => undefined);
        throw new ModelStoreError('unwritable', id, CARD, (error as Error).message);
      }
      await this.clear(id, [NEW, OLD]).catch(() => undefined);
    });
  }

  /** @throws FileSystemError */
  remove(id: string): Promise<void> {
    return this.next(() => this.clear(id, [NEW, OLD, '']));
  }

  private next<T>(change: () => Promise<T>): Promise<T> {
    const done = this.changes.then(change);
    this.changes = done.catch(() => undefined);
    return done;
  }

  /** Two renames, of which the first is taken back where the second fails. */
  private async replace(id: string, fresh: vscode.Uri): Promise<void> {
    const [current, old] = [this.at(id), this.at(`${id}${OLD}`)];
    const isThere = (await this.names()).includes(id);
    if (isThere) {
      await deleteFolder(old);
      await vscode.workspace.fs.rename(current, old);
    }
    try {
      await vscode.workspace.fs.rename(fresh, current);
    } catch (error) {
      if (isThere) await vscode.workspace.fs.rename(old, current);
      throw error;
    }
  }

  private async clear(id: string, suffixes: readonly string[]): Promise<void> {
    // The model itself last.
    for (const suffix of suffixes)
      for (const name of await this.names())
        if (idOf(name) === id && suffixOf(name) === suffix) await deleteFolder(this.at(name));
  }

  private at(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.parent, name);
  }

  private async hasCard(name: string): Promise<boolean> {
    try {
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(this.at(name), CARD));
      return true;
    } catch {
      return false;
    }
  }

  private async names(): Promise<string[]> {
    try {
      const entries = await vscode.workspace.fs.readDirectory(this.parent);
      return entries.filter(([, type]) => type === vscode.FileType.Directory).map(([name]) => name);
    } catch (error) {
      if (isNotFound(error)) return []; // Nothing has been added yet.
      throw error;
    }
  }
}

const isNotFound = (error: unknown): boolean =>
  error instanceof vscode.FileSystemError && error.code === 'FileNotFound';

const suffixOf = (name: string): string => [NEW, OLD].find((suffix) => name.endsWith(suffix)) ?? '';
const idOf = (name: string): string => name.split('.', 1)[0];

/** @throws where a file is not on the disk as it should be */
async function writeAll(folder: vscode.Uri, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const names = Object.keys(files).sort((a, b) => Number(a === CARD) - Number(b === CARD));
  for (const name of names) {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, files[name]);
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size !== files[name].length)
      throw new Error(`${name}: ${size} of ${files[name].length} bytes were written`);
  }
}

async function deleteFolder(folder: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(folder, { recursive: true });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
