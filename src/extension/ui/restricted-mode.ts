/** A folder that the user does not trust has no say in which models and files are used, and the user is told so. */
import * as vscode from 'vscode';
import type { Setting } from '../settings-schema';
import { isRestricted, SECTION } from '../settings-schema';

/** VS Code itself leaves those settings out that package.json lists; an editor made from it may not. */
export function readSetting(name: Setting): unknown {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  if (vscode.workspace.isTrusted || !isRestricted(name)) return configuration.get(name);
  const made = configuration.inspect(name);
  return made?.globalValue ?? made?.defaultValue;
}

export const restriction = (): string =>
  vscode.l10n.t(
    'Restricted Mode: what the settings of this folder say of models and files does not count until you trust it.',
  );

/** Once, with the way to trust the folder; the status bar's tooltip has the sentence as long as it holds. */
export function tellOfRestriction(log: vscode.LogOutputChannel): void {
  if (vscode.workspace.isTrusted) return;
  log.info(restriction());
  const label = vscode.l10n.t('Manage Workspace Trust');
  void vscode.window.showInformationMessage(restriction(), label).then((chosen) => {
    if (chosen === label) void vscode.commands.executeCommand('workbench.trust.manage');
  });
}
