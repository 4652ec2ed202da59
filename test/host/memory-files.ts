/** Files that exist only in the tests: their bytes can be looked at, and a scheme of them can be read-only. */
import * as vscode from 'vscode';

export class MemoryFiles implements vscode.FileSystemProvider {
  private readonly files = new Map<string, { bytes: Uint8Array; mtime: number }>();
  private readonly emitter = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.emitter.event;

  constructor(private readonly isReadonly: boolean) {}

  /** What is in a file before a test. */
  put(path: string, bytes: Uint8Array): void {
    this.files.set(path, { bytes, mtime: Date.now() });
  }

  bytes(path: string): Uint8Array {
    return this.find(path).bytes;
  }

  watch = (): vscode.Disposable => new vscode.Disposable(() => {});

  stat({ path }: vscode.Uri): vscode.FileStat {
    const below = path.endsWith('/') ? path : `${path}/`;
    if (path === '/' || [...this.files.keys()].some((name) => name.startsWith(below)))
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { bytes, mtime } = this.find(path);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: bytes.length };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const below = path.endsWith('/') ? path : `${path}/`;
    const inside = [...this.files.keys()].flatMap((name) =>
      name.startsWith(below) ? [name.slice(below.length)] : [],
    );
    return [...new Set(inside.map((name) => name.split('/')[0]))].map((name) => [
      name,
      inside.includes(name) ? vscode.FileType.File : vscode.FileType.Directory,
    ]);
  }

  readFile = ({ path }: vscode.Uri): Uint8Array => this.find(path).bytes;

  writeFile({ path }: vscode.Uri, bytes: Uint8Array): void {
    if (this.isReadonly) throw vscode.FileSystemError.NoPermissions();
    this.put(path, bytes);
  }

  createDirectory = (): never => this.refuse();
  delete = (): never => this.refuse();
  rename = (): never => this.refuse();

  private refuse(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  private find(path: string): { bytes: Uint8Array; mtime: number } {
    const file = this.files.get(path);
    if (!file) throw vscode.FileSystemError.FileNotFound(path);
    return file;
  }
}
