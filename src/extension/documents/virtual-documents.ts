/** Translations as documents that are nowhere stored, for the editor that compares. */
import * as vscode from 'vscode';
import type { TranslatedDocument } from './translation';
import { translatedText } from './translation';

export const SCHEME = 'interlinear-translation';
/** Comparisons of which the translation is remembered. */
const KEPT = 20;

export class VirtualDocuments implements vscode.Disposable {
  private readonly shown = new Map<string, TranslatedDocument>();
  private readonly registration: vscode.Disposable;
  private last = 0;

  constructor() {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) => {
        const translated = this.find(uri);
        return translated ? translatedText(translated) : '';
      },
    });
  }

  /** @returns the address of the document as it would be; its name says the language to VS Code */
  show(original: vscode.Uri, language: string, translated: TranslatedDocument): vscode.Uri {
    const name = original.path.split('/').pop() || language;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${++this.last}/${name}` });
    this.shown.set(uri.toString(), translated);
    for (const old of [...this.shown.keys()].slice(0, -KEPT)) this.shown.delete(old);
    return uri;
  }

  /** What is left of a proposal: the document as it would be is the same. */
  replace(uri: vscode.Uri, translated: TranslatedDocument): void {
    this.shown.set(uri.toString(), translated);
  }

  find(uri: vscode.Uri): TranslatedDocument | undefined {
    return this.shown.get(uri.toString());
  }

  dispose(): void {
    this.registration.dispose();
  }
}
