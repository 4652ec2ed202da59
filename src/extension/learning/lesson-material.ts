/** What a lesson takes from the extension: the model that learns, what it should not forget, and what shows whether it does. */
import { languageOf } from '../../text/language-tag';
import * as vscode from 'vscode';
import { generalBundle } from '../../protocol/general-sample';
import type { Languages } from './sources';

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
  async general(languages: Languages): Promise<string | undefined> {
    const bundle = generalBundle(languages);
    return bundle && this.read('l10n', bundle.file);
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
