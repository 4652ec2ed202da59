/** A model that was made is used where the user works: in the folder that is open, or everywhere. */
import * as vscode from 'vscode';
import { pairOf } from '../direction/direction';
import type { CatalogModel } from '../models/model-catalog';
import type { Settings } from '../settings';
import { SECTION } from '../settings-schema';

/** Of a folder that is not trusted, no setting of models counts. */
export async function useModel(model: CatalogModel, { byPair }: Settings): Promise<void> {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const inFolder = vscode.workspace.isTrusted && (vscode.workspace.workspaceFolders ?? []).length > 0;
  await vscode.workspace
    .getConfiguration(SECTION)
    .update('models', { ...byPair, [pairOf(model)]: model.id }, inFolder ? Workspace : Global);
}
