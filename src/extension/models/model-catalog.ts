/**
 * Which models there are: those that come with the extension and those the user has added, each a folder. What is in
 * their files, and whether it is whole, the engine decides; here only what model.json says of itself is shown.
 */
import * as vscode from 'vscode';
import { ModelFolders } from './model-folders';
import { CARD, fileNames, ModelStoreError, readOwned } from './model-store';

export type ModelTask = 'translate' | 'fill' | 'complete';

export interface CatalogModel {
  id: string;
  task: ModelTask;
  /** BCP 47 tags. */
  source: string;
  target: string;
  description: string;
  /** What it is good at, in one sentence; empty where its card does not say. */
  intendedUse: string;
  limitations: readonly string[];
  licence: string;
  bytes: number;
  scores: readonly { set: string; metric: string; score: number }[];
  bundled: boolean;
  folder: vscode.Uri;
}

export class ModelCatalog {
  private known: Promise<CatalogModel[]> | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly folders: ModelFolders;

  /**
   * @param bundled ids; the manifest lists them, because a folder cannot be listed where the extension is served over HTTP
   * @param added the folder of models that users add
   */
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly bundled: readonly string[],
    added: vscode.Uri,
  ) {
    this.folders = new ModelFolders(added);
  }

  /** Those whose model.json can be read, the bundled ones first. */
  list(): Promise<CatalogModel[]> {
    return (this.known ??= this.read());
  }

  async translators(): Promise<CatalogModel[]> {
    return (await this.list()).filter(({ task }) => task === 'translate');
  }

  /** @throws ModelStoreError('unreadable') when there is none of this id */
  async find(id: string): Promise<CatalogModel> {
    const model = (await this.list()).find((one) => one.id === id);
    if (!model) throw new ModelStoreError('unreadable', id, CARD, 'no such model');
    return model;
  }

  /** @param files by name; checked before. Replaces what was added under the same id. @throws ModelStoreError('unwritable') */
  async add(id: string, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
    await this.folders.put(id, files);
    this.forget();
  }

  async remove(id: string): Promise<void> {
    await this.folders.remove(id);
    this.forget();
  }

  private forget(): void {
    this.known = undefined;
    this.changed.fire();
  }

  private async read(): Promise<CatalogModel[]> {
    const bundled = this.bundled.map((id) =>
      readCard(vscode.Uri.joinPath(this.extensionUri, 'media', 'models', id), id, true),
    );
    const added = [...(await this.folders.list())].map(([id, folder]) => readCard(folder, id, false));
    const models = (await Promise.all([...bundled, ...added])).filter((model) => model !== undefined);
    // An added model of the same name takes the place of a bundled one.
    return [...new Map(models.map((model) => [model.id, model])).values()];
  }
}

/** @returns undefined where there is no card that could be shown; using such a model says why */
async function readCard(folder: vscode.Uri, id: string, bundled: boolean): Promise<CatalogModel | undefined> {
  try {
    const bytes = await readOwned(vscode.Uri.joinPath(folder, CARD));
    return { ...cardOf(id, bytes), bundled, folder };
  } catch {
    return undefined;
  }
}

/** @throws ModelStoreError('card') */
export function cardOf(id: string, bytes: Uint8Array): Omit<CatalogModel, 'bundled' | 'folder'> {
  fileNames(id, bytes);
  const card = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  const text = (key: string): string => (typeof card[key] === 'string' ? card[key] : '');
  const files = Object.values(card.files as Record<string, { bytes?: unknown }>);
  return {
    id,
    task: text('task') as ModelTask,
    source: text('source'),
    target: text('target'),
    description: text('description'),
    intendedUse: text('intendedUse'),
    limitations: Array.isArray(card.limitations) ? card.limitations.map(String) : [],
    licence: text('licence'),
    bytes: files.reduce((sum, file) => sum + (Number(file.bytes) || 0), 0),
    scores: Array.isArray(card.scores) ? (card.scores as CatalogModel['scores']) : [],
  };
}
