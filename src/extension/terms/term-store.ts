/**
 * Changes to a glossary or to kept translations without losing a line: one after the other, each merged into what the file
 * holds at that moment, written beside it and then put in its place. Another window may do the same at the same time.
 *
 * Not here: what a line is (src/protocol/term-files.ts), where the file may lie (term-place.ts).
 */
import * as vscode from 'vscode';
import { commonEnds } from '../../text/edits';
import { EditError } from '../documents/edits';
import { stateOf, writeEdits } from '../documents/write';
import { decodeText } from './encoded-text';
import { TermFileError } from './term-errors';
import { isNotFound } from './term-place';

/** A change that can be made again to what somebody else has written meanwhile. */
export interface TermChange {
  /** @param text of the file; empty where there is none */
  apply(text: string): string;
  /** Whether a file holds what the change was to bring in. */
  isIn(text: string): boolean;
  /** Whether a text that is not empty is a file of this kind, so that it may be changed. */
  accepts(text: string): boolean;
}

export interface TermFile {
  uri: vscode.Uri;
  /** For messages. */
  name: string;
}

const MAX_BYTES = 32 * 2 ** 20;
const ATTEMPTS = 20;
/** Another window that has read before this one's writing writes within this time, if at all. */
const SETTLED = 150;

interface Waiting {
  change: TermChange;
  resolve(): void;
  reject(error: unknown): void;
}

/** As it was read, and what `stat` said of it then. */
interface KnownText {
  mtime: number;
  size: number;
  text: string;
}

/** A file that was written shortly before it was read may be written again within the same tick of its clock. */
const CLOCK_TICK = 3000;

export class TermStore {
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly known = new Map<string, KnownText>();

  /**
   * What an editor holds unsaved counts before what is on the disk, which is read when it has changed.
   * @returns empty where there is no file
   * @throws TermFileError('unreadable' | 'too-big')
   */
  async read(file: TermFile): Promise<string> {
    const unsaved = unsavedIn(file.uri);
    if (unsaved) return unsaved.getText();
    const key = file.uri.toString();
    const before = await stampOf(file.uri);
    const known = this.known.get(key);
    if (known && before && known.mtime === before.mtime && known.size === before.size) return known.text;
    const { text } = decodeText((await bytesOf(file)) ?? new Uint8Array());
    if (before && Date.now() - before.mtime > CLOCK_TICK) this.known.set(key, { ...before, text });
    else this.known.delete(key);
    return text;
  }

  /** Settles when the change is on the disk, or in the editor that holds the file unsaved. @throws TermFileError: the file is as it was */
  change(file: TermFile, change: TermChange): Promise<void> {
    const key = file.uri.toString();
    return new Promise((resolve, reject) => {
      const one = { change, resolve, reject };
      const queue = this.waiting.get(key);
      if (queue) return void queue.push(one);
      this.waiting.set(key, [one]);
      void this.work(file, key);
    });
  }

  /** Whatever has gathered while the file was written is written together. */
  private async work(file: TermFile, key: string): Promise<void> {
    const queue = this.waiting.get(key)!;
    while (queue.length > 0) {
      const batch = queue.splice(0);
      await write(
        file,
        batch.map(({ change }) => change),
      ).then(
        () => batch.forEach(({ resolve }) => resolve()),
        (error) => batch.forEach(({ reject }) => reject(error)),
      );
    }
    this.waiting.delete(key);
  }
}

async function write(file: TermFile, changes: readonly TermChange[]): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const unsaved = unsavedIn(file.uri);
    if (unsaved) return writeInEditor(unsaved, file, changes);
    const before = await bytesOf(file);
    const { text, encode } = decodeText(before ?? new Uint8Array());
    const changed = changedText(text, file, changes);
    if (before && changed === text) return;
    const bytes = encode(changed);
    if (!bytes) throw new TermFileError('encoding', file.name);
    if (!(await replace(file, before, bytes))) continue;
    await new Promise((resolve) => setTimeout(resolve, SETTLED));
    const now = decodeText((await bytesOf(file)) ?? new Uint8Array()).text;
    if (changes.every((change) => change.isIn(now))) return;
  }
  throw new TermFileError('busy', file.name);
}

function changedText(text: string, file: TermFile, changes: readonly TermChange[]): string {
  if (text.trim() !== '' && !changes.every((change) => change.accepts(text)))
    throw new TermFileError('content', file.name);
  return changes.reduce((now, change) => change.apply(now), text);
}

/** @returns undefined where there is no file, or no time of its last change */
async function stampOf(uri: vscode.Uri): Promise<{ mtime: number; size: number } | undefined> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return mtime > 0 ? { mtime, size } : undefined;
  } catch {
    return undefined;
  }
}

/** @returns undefined where there is no file */
async function bytesOf({ uri, name }: TermFile): Promise<Uint8Array | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAX_BYTES) throw new TermFileError('too-big', name);
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error instanceof TermFileError
      ? error
      : new TermFileError('unreadable', name, (error as Error).message);
  }
}

/**
 * The old file is whole until the new one is.
 * @returns false where somebody else has written it since it was read
 */
async function replace(
  { uri, name }: TermFile,
  before: Uint8Array | undefined,
  bytes: Uint8Array,
): Promise<boolean> {
  const { fs } = vscode.workspace;
  const beside = uri.with({ path: `${uri.path}.${randomName()}.tmp` });
  try {
    await checkNotReadOnly(uri);
    await fs.writeFile(beside, bytes);
    if (!isSame(before, await bytesOf({ uri, name }))) {
      await discard(beside);
      return false;
    }
    await fs.rename(beside, uri, { overwrite: true });
    return true;
  } catch (error) {
    await discard(beside);
    throw error instanceof TermFileError
      ? error
      : new TermFileError('unwritable', name, (error as Error).message);
  }
}

/** Renaming asks for leave to write the folder only. */
async function checkNotReadOnly(uri: vscode.Uri): Promise<void> {
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
    if ((permissions & vscode.FilePermission.Readonly) !== 0) throw vscode.FileSystemError.NoPermissions(uri);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

async function discard(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri);
  } catch {
    // It was never made, or has become the file.
  }
}

const randomName = (): string => crypto.getRandomValues(new Uint32Array(2)).join('');

const isSame = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a?.length === b?.length && (a ?? []).every((byte, i) => byte === b![i]);

const unsavedIn = (uri: vscode.Uri): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((one) => one.isDirty && one.uri.toString() === uri.toString());

/** As a step of its own for undo, over what has changed only; saving it is left to the user. */
async function writeInEditor(
  document: vscode.TextDocument,
  file: TermFile,
  changes: readonly TermChange[],
): Promise<void> {
  const state = stateOf(document);
  const { text } = state;
  const changed = changedText(text, file, changes);
  const { head, tail } = commonEnds(text, changed);
  const edit = { start: head, end: text.length - tail, text: changed.slice(head, changed.length - tail) };
  try {
    await writeEdits(state, [edit]);
  } catch (error) {
    throw error instanceof EditError ? new TermFileError('busy', file.name) : error;
  }
}
