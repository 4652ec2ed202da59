/** Files that the panel reads and writes, each chosen by the user, and the lecture that its terms lead to. */
import * as vscode from 'vscode';
import type { ChosenFile } from '../../protocol/panel';
import { inert } from '../ui/inert';

const MAX_FILE_LINES = 200_000;
const MAX_FILE_BYTES = 50_000_000;

export class PanelFileError extends Error {
  override readonly name = 'PanelFileError';
}

/** @throws PanelFileError where it is too large */
export async function chooseFile(title: string): Promise<ChosenFile | null> {
  const [uri] = (await vscode.window.showOpenDialog({ title: inert(title), canSelectMany: false })) ?? [];
  if (!uri) return null;
  const name = uri.path.split('/').at(-1) ?? uri.path;
  const { size } = await vscode.workspace.fs.stat(uri);
  const lines = size > MAX_FILE_BYTES ? [] : await linesOf(uri);
  if (size > MAX_FILE_BYTES || lines.length > MAX_FILE_LINES)
    throw new PanelFileError(vscode.l10n.t('The file {0} is too large to be scored here.', inert(name)));
  return { name, lines };
}

/** Without an empty line at the end, and whatever its line ends are. */
async function linesOf(uri: vscode.Uri): Promise<string[]> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** @returns false where the user has not said where */
export async function saveFile(name: string, bytes: Uint8Array): Promise<boolean> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (!uri) return false;
  await vscode.workspace.fs.writeFile(uri, bytes);
  return true;
}

/** As a preview that asks for nothing on closing. @param section the anchor of a heading */
export async function openLecture(extensionUri: vscode.Uri, section: string): Promise<void> {
  const notes = vscode.Uri.joinPath(extensionUri, 'docs', 'lecture-notes.md').with({ fragment: section });
  await vscode.commands.executeCommand('markdown.showPreview', notes);
}
