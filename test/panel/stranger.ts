/**
 * A folder of a stranger, served by an extension: VS Code does not trust folders of this scheme until its user does, and
 * nobody may write into them.
 */
import * as vscode from 'vscode';
import { MemoryFiles } from '../host/memory-files';

const SETTINGS = {
  'interlinear.model': 'evil',
  'interlinear.models': { 'en-fr': 'evil' },
  'interlinear.memoryFile': '.interlinear/evil.tsv',
  'interlinear.beamSize': 2,
};

const FILES: Readonly<Record<string, string>> = {
  '/work/.vscode/settings.json': JSON.stringify(SETTINGS),
  '/work/.interlinear/memory.tsv': 'en-fr\tI lost the game.\tGardé par défaut.\n',
  '/work/.interlinear/evil.tsv': "en-fr\tI lost the game.\tGardé par l'inconnu.\n",
  '/work/english.txt': 'I lost the game.\n\nHe is calm.\n',
  '/work/french.txt': 'Le chat dort dans la maison.\n',
};

export function activate({ subscriptions }: vscode.ExtensionContext): void {
  const files = new MemoryFiles(true);
  for (const [path, text] of Object.entries(FILES)) files.put(path, new TextEncoder().encode(text));
  subscriptions.push(vscode.workspace.registerFileSystemProvider('vscode-vfs', files, { isReadonly: true }));
}
