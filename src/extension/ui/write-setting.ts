/** Writes a setting where the user has made it, so that the new value counts: in the workspace, or else for all of them. */
import * as vscode from 'vscode';
import type { Setting } from '../settings-schema';
import { SECTION } from '../settings-schema';

/** @param value undefined: the setting goes */
export async function writeSetting(name: Setting, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  const made = configuration.inspect(name);
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await configuration.update(name, value, made?.workspaceValue === undefined ? Global : Workspace);
}
