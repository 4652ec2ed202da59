/**
 * Translated copies of documents as files of their own scheme, at the paths of their originals, so that links and pictures
 * beside them are found: whatever is no copy is read from where the original lies. Nothing can be written.
 */
import * as vscode from 'vscode';

export const READING_SCHEME = 'interlinear-reading';
/** Copies that are kept; an older one shows its original. */
const KEPT = 20;

interface Copy {
  bytes: Uint8Array;
  mtime: number;
}

export class ReadingFiles implements vscode.FileSystemProvider, vscode.FileDecorationProvider {
  private readonly copies = new Map<string, Copy>();
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private readonly registrations = [
    vscode.workspace.registerFileSystemProvider(READING_SCHEME, this, { isReadonly: true }),
    vscode.window.registerFileDecorationProvider(this),
  ];

  /** Sets what a copy says; a later call for the same address replaces it. */
  show(uri: vscode.Uri, text: string): void {
    const key = uri.toString();
    const mtime = (this.copies.get(key)?.mtime ?? Date.now()) + 1;
    this.copies.delete(key);
    this.copies.set(key, { bytes: new TextEncoder().encode(text), mtime });
    for (const old of [...this.copies.keys()].slice(0, -KEPT)) this.copies.delete(old);
    this.changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const copy = this.copies.get(uri.toString());
    const { Readonly } = vscode.FilePermission;
    if (!copy) return { ...(await vscode.workspace.fs.stat(originalOf(uri))), permissions: Readonly };
    const { bytes, mtime } = copy;
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length, permissions: Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.copies.get(uri.toString())?.bytes ?? vscode.workspace.fs.readFile(originalOf(uri));
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    return vscode.workspace.fs.readDirectory(originalOf(uri));
  }

  /** Copies change by show() alone. */
  watch(): vscode.Disposable {
    return { dispose: () => {} };
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  /** What tells a copy from its original in a tab. */
  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== READING_SCHEME) return undefined;
    const tooltip = vscode.l10n.t('Translation to read, nothing is saved');
    return new vscode.FileDecoration(languageOf(uri).slice(0, 2).toUpperCase(), tooltip);
  }

  dispose(): void {
    for (const one of this.registrations) one.dispose();
    this.changed.dispose();
  }
}

/** @param language of the copy, a BCP 47 tag */
export function copyOf(original: vscode.Uri, language: string): vscode.Uri {
  const place = hex(`${original.scheme}//${original.authority}`);
  const path = original.path.startsWith('/') ? original.path : `/${original.path}`;
  return vscode.Uri.from({ scheme: READING_SCHEME, authority: `${language.toLowerCase()}.${place}`, path });
}

/** @throws FileSystemError where it is the address of no copy */
export function originalOf(uri: vscode.Uri): vscode.Uri {
  const [scheme, authority] = unhex(uri.authority.slice(uri.authority.indexOf('.') + 1)).split('//');
  // Its own scheme within itself would be read for ever.
  if (!scheme || authority === undefined || scheme === READING_SCHEME)
    throw vscode.FileSystemError.FileNotFound(uri);
  return vscode.Uri.from({ scheme, authority, path: uri.path });
}

const languageOf = (uri: vscode.Uri): string => uri.authority.slice(0, uri.authority.indexOf('.'));

/** An authority is compared in lower case, and may hold no slash. */
const hex = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const unhex = (digits: string): string =>
  new TextDecoder().decode(Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16)));
