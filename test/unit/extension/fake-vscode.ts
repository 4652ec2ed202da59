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

let notify: (notification: FakeNotification) => void = () => {};

/** @returns the next notification, when it is shown */
export const nextNotification = (): Promise<FakeNotification> => new Promise((resolve) => (notify = resolve));

class Uri {
  constructor(readonly path: string) {}
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
  Range: Object,
  l10n: {
    t: (text: string, ...args: unknown[]) =>
      text.replace(/\{(\d+)\}/g, (_, i: string) => String(args[Number(i)])),
  },
  workspace: {
    fs: {
      readFile: ({ path }: Uri): Promise<Uint8Array> => {
        const bytes = files.get(path);
        return bytes ? Promise.resolve(bytes) : Promise.reject(new Error(`no file ${path}`));
      },
    },
  },
  window: {
    activeTextEditor: undefined as unknown,
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

/** The editor in front. */
export const activate = (editor: unknown): void => void (fake.window.activeTextEditor = editor);

const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'vscode' ? fake : load(request, ...rest));
