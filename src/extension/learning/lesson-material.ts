/** What a lesson takes from the extension: the model that learns, what it should not forget, and what shows whether it does. */
import * as vscode from 'vscode';
import type { Languages } from './sources';

const languageOf = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0];

/** The program's own messages in other languages than English. */
const MESSAGES: Readonly<Record<string, string>> = {
  fr: 'bundle.l10n.fr.json',
  zh: 'bundle.l10n.zh-cn.json',
};

export class LessonMaterial {
  /** @param model the files of a model, whose buffers are the caller's */
  constructor(
    private readonly extensionUri: vscode.Uri,
    readonly model: (id: string) => Promise<Record<string, Uint8Array>>,
  ) {}

  /** Lines "source ⇥ target"; undefined for languages for which none ship. */
  rehearsal({ source, target }: Languages): Promise<string | undefined> {
    return this.read('media', 'rehearsal', `${languageOf(source)}-${languageOf(target)}.tsv`);
  }

  /** The messages in the one of the languages that is not English. */
  async general({ source, target }: Languages): Promise<string | undefined> {
    const [from, to] = [languageOf(source), languageOf(target)];
    if (from !== 'en' && to !== 'en') return undefined;
    const other = from === 'en' ? to : from;
    return Object.hasOwn(MESSAGES, other) ? this.read('l10n', MESSAGES[other]) : undefined;
  }

  private async read(...path: string[]): Promise<string | undefined> {
    try {
      const uri = vscode.Uri.joinPath(this.extensionUri, ...path);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      return undefined;
    }
  }
}
