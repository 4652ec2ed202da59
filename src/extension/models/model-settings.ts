/** The settings that name models: a new one is used where the user works, one that is gone is named no more. */
import * as vscode from 'vscode';
import { pairOf } from '../direction/direction';
import type { Settings } from '../settings';
import type { Setting } from '../settings-schema';
import { SECTION } from '../settings-schema';
import type { CatalogModel } from './model-catalog';

/** In the folder that is open, or everywhere; of a folder that is not trusted, no setting of models counts. */
export async function useModel(model: CatalogModel, { byPair }: Settings): Promise<void> {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const inFolder = vscode.workspace.isTrusted && (vscode.workspace.workspaceFolders ?? []).length > 0;
  await vscode.workspace
    .getConfiguration(SECTION)
    .update('models', { ...byPair, [pairOf(model)]: model.id }, inFolder ? Workspace : Global);
}

/** A setting that names a model that is gone would stop every translation. Other folders' settings cannot be reached from here. */
export async function forgetModel(id: string): Promise<void> {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const configuration = vscode.workspace.getConfiguration(SECTION);
  const made = (name: Setting) => {
    const { globalValue, workspaceValue } = configuration.inspect(name) ?? {};
    return [
      [Global, globalValue],
      [Workspace, workspaceValue],
    ] as const;
  };
  for (const [target, value] of made('model'))
    if (value === id) await configuration.update('model', undefined, target);
  for (const [target, value] of made('models')) {
    const pairs = Object.entries((value ?? {}) as Record<string, unknown>);
    const left = pairs.filter(([, named]) => named !== id);
    if (left.length === pairs.length) continue;
    await configuration.update('models', left.length > 0 ? Object.fromEntries(left) : undefined, target);
  }
}
