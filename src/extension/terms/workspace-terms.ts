/**
 * What the user has laid down about words: the workspace's glossary, and the translations that were accepted, both plain
 * tab-separated files of the workspace. An edit counts at once; what has not changed is neither read nor parsed again.
 */
import * as vscode from 'vscode';
import type { GlossaryEntry, MemoryEntry } from '../../protocol/document';
import type { Direction } from '../direction/direction';
import { pairOf } from '../direction/direction';
import { EditError } from '../documents/edits';
import type { Settings } from '../settings';
import type { MemoryLine } from '../../protocol/term-files';
import {
  hasMemory,
  isGlossary,
  isMemory,
  parseGlossary,
  parseMemory,
  withLines,
  withMemory,
} from '../../protocol/term-files';
import { termPlace } from './term-place';
import type { TermChange, TermFile } from './term-store';
import { TermStore } from './term-store';

export const GLOSSARY_FILE = '.interlinear/glossary.tsv';

export interface Terms {
  glossary: GlossaryEntry[];
  memory: MemoryEntry[];
}

export class WorkspaceTerms {
  private readonly store = new TermStore();
  private last: (Terms & { of: readonly string[] }) | undefined;

  /** @param warn told of a file that cannot be read: the translation is made without it */
  constructor(private readonly warn: (line: string) => void) {}

  /** Of all open folders. */
  async read(direction: Direction, settings: Settings): Promise<Terms> {
    const pair = pairOf(direction);
    const glossary = settings.glossary ? await this.texts(GLOSSARY_FILE) : [];
    const memory = settings.memory ? await this.texts(settings.memoryFile) : [];
    const of = [pair, ...glossary, '', ...memory];
    const same = of.length === this.last?.of.length && this.last.of.every((text, i) => text === of[i]);
    this.last = same
      ? this.last!
      : {
          of,
          glossary: glossary.flatMap((text) => parseGlossary(text, pair)),
          memory: memory.flatMap((text) => parseMemory(text)).filter((line) => line.pair === pair),
        };
    return { glossary: this.last.glossary, memory: this.last.memory };
  }

  /** Adds translations to the memory; one of a source that is there takes its place. @throws EditError('no-folder'), TermFileError */
  async remember(lines: readonly MemoryLine[], settings: Settings): Promise<void> {
    await this.store.change(await this.place(settings.memoryFile), {
      apply: (text) => withMemory(text, lines),
      isIn: (text) => hasMemory(text, lines),
      accepts: isMemory,
    });
  }

  /**
   * @param head what a new glossary begins with
   * @param line without its end
   * @throws EditError('no-folder'), TermFileError
   */
  async addToGlossary(line: string, head: string): Promise<void> {
    const isIn = (text: string): boolean => text.split(/\r\n|\n|\r/).includes(line);
    await this.store.change(await this.place(GLOSSARY_FILE), {
      apply: (text) => (isIn(text) ? text : withLines(text === '' ? head : text, [line])),
      isIn,
      accepts: isGlossary,
    });
  }

  /** @param head what a new file begins with @returns the file, which is there now @throws EditError('no-folder'), TermFileError */
  async opened(file: string, head: string): Promise<vscode.Uri> {
    const place = await this.place(file);
    const made: TermChange = { apply: (text) => text || head, isIn: () => true, accepts: () => true };
    await this.store.change(place, made);
    return place.uri;
  }

  /** In the first folder of the workspace. @throws EditError('no-folder'), TermFileError('name' | 'link' | 'unreadable') */
  private async place(file: string): Promise<TermFile> {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (!folder) throw new EditError('no-folder');
    return { uri: await termPlace(folder.uri, file), name: file };
  }

  private texts(file: string): Promise<string[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return Promise.all(
      folders.map(async ({ uri }) => {
        try {
          return await this.store.read({ uri: await termPlace(uri, file), name: file });
        } catch (error) {
          this.warn(`translated without a file: ${(error as Error).message}`);
          return '';
        }
      }),
    );
  }
}
