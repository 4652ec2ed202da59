/** What the words of an identifier mean, under the pointer. */
import * as vscode from 'vscode';
import { documentFormat, type TranslationContext } from '../documents/translation';
import { inert } from '../ui/inert';
import { readingLanguage } from './comment-translation';
import type { Dictionary } from './identifier-words';
import { explainIdentifier, parseDictionary } from './identifier-words';

/** Longer ones are keys and hashes. */
const LONGEST = 80;

export class IdentifierHover implements vscode.HoverProvider {
  private readonly dictionaries = new Map<string, Promise<Dictionary | undefined>>();

  constructor(
    private readonly context: TranslationContext,
    private readonly extensionUri: vscode.Uri,
  ) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    if (!this.context.settings().hover) return undefined;
    const range = document.getWordRangeAtPosition(position, /[\p{L}_$][\p{L}\p{N}_$]*/u);
    const identifier = range && document.getText(range);
    if (!identifier || identifier.length > LONGEST || (await documentFormat(document)).kind !== 'code')
      return undefined;
    const language = await readingLanguage(this.context);
    const dictionary = language && (await this.dictionary(language.split('-')[0]));
    const words = dictionary && explainIdentifier(identifier, dictionary);
    if (!words) return undefined;
    const text = words
      .map(({ word, full, meaning }) => {
        const name = full === word ? word : `${word} (${full})`;
        return meaning === undefined ? name : `${name}: ${meaning}`;
      })
      .join(' · ');
    return new vscode.Hover(new vscode.MarkdownString().appendText(inert(text)), range);
  }

  private dictionary(language: string): Promise<Dictionary | undefined> {
    const found = this.dictionaries.get(language) ?? this.read(language);
    this.dictionaries.set(language, found);
    return found;
  }

  /** @returns undefined where none ships for the language */
  private async read(language: string): Promise<Dictionary | undefined> {
    const uri = vscode.Uri.joinPath(this.extensionUri, 'media', 'words', `en-${language}.tsv`);
    try {
      return parseDictionary(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
    } catch {
      return undefined;
    }
  }
}
