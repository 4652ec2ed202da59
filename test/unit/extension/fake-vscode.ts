/**
 * As much of VS Code's interface as the files need that are tested outside of it. Importing this makes `vscode` resolve,
 * so it stands before the imports of what is tested. What needs a real editor is tested in test/host.
 */
import Module from 'node:module';

type Load = (request: string, ...rest: unknown[]) => unknown;

interface Report {
  message?: string;
  increment?: number;
}

/** A notification on the screen, as a test may look at it and click its button. */
export interface FakeNotification {
  title: string;
  reports: Report[];
  cancel(): void;
  closed: Promise<unknown>;
}

/** What `workspace.fs` has, by path. */
export const files = new Map<string, Uint8Array>();
/** Of the paths in it, and of those that only are folders: links, and what may not be written. */
export const links = new Set<string>();
export const readOnly = new Set<string>();
/** When they were changed, of those of which it is known. */
export const changed = new Map<string, number>();
/** Called before each operation of `workspace.fs`, which waits for it, and fails as it does. */
export const disk: { before(operation: string, path: string): Promise<void> } = {
  before: () => Promise.resolve(),
};

class FileSystemError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
  static NoPermissions = (): FileSystemError => new FileSystemError('NoPermissions');
  static FileNotFound = (): FileSystemError => new FileSystemError('FileNotFound');
}

function contentOf(path: string): Uint8Array {
  const bytes = files.get(path);
  if (!bytes) throw new FileSystemError('FileNotFound');
  return bytes;
}

const fs = {
  async readFile({ path }: Uri): Promise<Uint8Array> {
    await disk.before('readFile', path);
    return contentOf(path);
  },
  async stat({ path }: Uri): Promise<{ type: number; size: number; mtime: number; permissions?: number }> {
    await disk.before('stat', path);
    const isFolder = [...files.keys()].some((one) => one.startsWith(`${path}/`));
    const type = (isFolder ? 2 : 1) | (links.has(path) ? 64 : 0);
    const size = isFolder || links.has(path) ? 0 : contentOf(path).length;
    return { type, size, mtime: changed.get(path) ?? 0, ...(readOnly.has(path) && { permissions: 1 }) };
  },
  async writeFile({ path }: Uri, bytes: Uint8Array): Promise<void> {
    await disk.before('writeFile', path);
    files.set(path, bytes);
  },
  async rename(from: Uri, to: Uri): Promise<void> {
    await disk.before('rename', to.path);
    const moved = [...files.keys()].filter((one) => one === from.path || one.startsWith(`${from.path}/`));
    if (moved.length === 0) throw new FileSystemError('FileNotFound');
    const isTaken = moved.length > 1 && [...files.keys()].some((one) => one.startsWith(`${to.path}/`));
    if (isTaken) throw new FileSystemError('FileExists');
    for (const one of moved) {
      files.set(to.path + one.slice(from.path.length), contentOf(one));
      files.delete(one);
    }
  },
  async readDirectory({ path }: Uri): Promise<[string, number][]> {
    await disk.before('readDirectory', path);
    const inside = [...files.keys()].filter((one) => one.startsWith(`${path}/`));
    const names = inside.map((one) => one.slice(path.length + 1).split('/'));
    return [...new Map(names.map(([name, ...rest]) => [name, rest.length > 0 ? 2 : 1]))];
  },
  async delete({ path }: Uri, { recursive = false } = {}): Promise<void> {
    await disk.before('delete', path);
    const found = [...files.keys()].filter(
      (one) => one === path || (recursive && one.startsWith(`${path}/`)),
    );
    if (found.length === 0) throw new FileSystemError('FileNotFound');
    for (const one of found) files.delete(one);
  },
};

let notify: (notification: FakeNotification) => void = () => {};

/** @returns the next notification, when it is shown */
export const nextNotification = (): Promise<FakeNotification> => new Promise((resolve) => (notify = resolve));

class Uri {
  constructor(readonly path: string) {}
  with = ({ path }: { path: string }): Uri => new Uri(path);
  toString = (): string => this.path;
  static joinPath = ({ path }: Uri, ...parts: string[]): Uri => new Uri([path, ...parts].join('/'));
}

export const extensionUri = new Uri('/extension');

type Task = (
  progress: { report(value: Report): void },
  token: { onCancellationRequested(cancel: () => void): void },
) => Promise<unknown>;

const fake = {
  Uri,
  ProgressLocation: { Notification: 15 },
  InlineCompletionTriggerKind: { Invoke: 0, Automatic: 1 },
  InlineCompletionItem: class {
    constructor(readonly insertText: string) {}
  },
  Range: class {
    constructor(
      readonly start: unknown,
      readonly end: unknown,
    ) {}
  },
  Position: class {
    constructor(
      readonly line: number,
      readonly character: number,
    ) {}
  },
  Location: class {
    constructor(
      readonly uri: unknown,
      readonly range: unknown,
    ) {}
  },
  ThemeColor: class {
    constructor(readonly id: string) {}
  },
  FileSystemError,
  FileType: { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 },
  FilePermission: { Readonly: 1 },
  EventEmitter: class {
    event = (): void => undefined;
    fire = (): void => undefined;
  },
  l10n: {
    t: (text: string, ...args: unknown[]) =>
      text.replace(/\{(\d+)\}/g, (_, i: string) => String(args[Number(i)])),
  },
  workspace: {
    fs,
    isTrusted: true,
    textDocuments: [] as unknown[],
    workspaceFolders: [{ uri: new Uri('/folder') }],
    getConfiguration: () => ({ get: settingsOf('get'), inspect: settingsOf('inspect') }),
  },
  window: {
    activeTextEditor: undefined as unknown,
    visibleTextEditors: [] as unknown[],
    createTextEditorDecorationType: () => ({ dispose: () => {} }),
    withProgress(options: { title: string }, task: Task): Promise<unknown> {
      const reports: Report[] = [];
      let cancel = (): void => {};
      const closed = task(
        { report: (value) => reports.push(value) },
        { onCancellationRequested: (listener) => (cancel = listener) },
      );
      notify({ title: options.title, reports, cancel: () => cancel(), closed });
      return closed;
    },
  },
};

/** The settings of the folder, and those of the user. */
export const settings = { folder: {} as Record<string, unknown>, user: {} as Record<string, unknown> };

function settingsOf(how: 'get' | 'inspect') {
  return (name: string): unknown =>
    how === 'inspect'
      ? { globalValue: settings.user[name], workspaceValue: settings.folder[name] }
      : (settings.folder[name] ?? settings.user[name]);
}

/** Whether the user trusts the folder. */
export const trust = (trusted: boolean): void => void (fake.workspace.isTrusted = trusted);

/** The editors on the screen. */
export const setEditors = (editors: unknown[]): void => void (fake.window.visibleTextEditors = editors);

/** The editor in front. */
export const activate = (editor: unknown): void => void (fake.window.activeTextEditor = editor);

const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'vscode' ? fake : load(request, ...rest));
