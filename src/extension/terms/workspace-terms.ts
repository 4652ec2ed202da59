/**
 * What the user has laid down about words: the workspace's glossary, and the translations that were accepted, both plain
 * tab-separated files under .interlinear. Read anew for every translation, so that an edit counts at once.
 */
import * as vscode from 'vscode';
import type { GlossaryEntry, MemoryEntry } from '../../protocol/document';
import type { Direction } from '../direction/direction';
import { pairOf } from '../direction/direction';
import type { Settings } from '../settings';
import type { MemoryLine } from './term-files';
import { formatMemoryLine, parseGlossary, parseMemory } from './term-files';

export const GLOSSARY_FILE = '.interlinear/glossary.tsv';

export interface Terms {
  glossary: GlossaryEntry[];
  memory: MemoryEntry[];
}

export class WorkspaceTerms {
  /** Of all open folders. */
  async read(direction: Direction, settings: Settings): Promise<Terms> {
    const pair = pairOf(direction);
    const glossary = settings.glossary ? await this.texts(GLOSSARY_FILE) : [];
    const memory = settings.memory ? await this.texts(settings.memoryFile) : [];
    return {
      glossary: glossary.flatMap((text) => parseGlossary(text, pair)),
      memory: memory.flatMap((text) => parseMemory(text)).filter((line) => line.pair === pair),
    };
  }

  /**
   * Adds translations to the memory; one of a source that is there takes its place.
   * @returns whether there is a folder for it
   */
  async remember(lines: readonly MemoryLine[], settings: Settings): Promise<boolean> {
    const uri = this.place(settings.memoryFile);
    if (!uri) return false;
    const known = parseMemory(await readText(uri));
    const keyOf = ({ pair, source }: MemoryLine): string => `${pair}\t${source}`;
    const all = new Map([...known, ...lines].map((line) => [keyOf(line), line]));
    const text = [...all.values()].map(formatMemoryLine).join('');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return true;
  }

  /** In the first folder of the workspace. */
  place(file: string): vscode.Uri | undefined {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    return folder && vscode.Uri.joinPath(folder.uri, ...file.split('/'));
  }

  private texts(file: string): Promise<string[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return Promise.all(folders.map(({ uri }) => readText(vscode.Uri.joinPath(uri, ...file.split('/')))));
  }
}

/** What the editor shows counts, saved or not. A file that is not there is empty. */
export async function readText(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}
