/** The translation of the comment under the pointer, where the user has switched that on. */
import * as vscode from 'vscode';
import { signalOf } from '../completion/completion-provider';
import { isCancellation } from '../engine/engine-client';
import { inert } from '../ui/inert';
import { sentenceAt } from './prose-at';
import type { TranslationContext } from './translation';
import { documentFormat, translateText } from './translation';

/** Lines of one comment that are translated at once. */
const MAX_LINES = 40;
/** Characters of a hover. */
const MAX_SHOWN = 4000;

export class CommentHover implements vscode.HoverProvider {
  constructor(private readonly context: TranslationContext) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    try {
      if (!this.context.settings().hover) return undefined;
      const format = await documentFormat(document);
      if (format.kind !== 'code') return undefined;
      const lineAt = (line: number): string => document.lineAt(line).text;
      const isComment = (line: number): boolean => {
        const character = document.lineAt(line).range.end.character;
        return sentenceAt(lineAt, { line, character }, format) !== undefined;
      };
      if (!sentenceAt(lineAt, position, format)) return undefined;
      let [first, last] = [position.line, position.line];
      while (first > 0 && last - first < MAX_LINES && isComment(first - 1)) first--;
      while (last + 1 < document.lineCount && last - first < MAX_LINES && isComment(last + 1)) last++;
      const range = new vscode.Range(first, 0, last, document.lineAt(last).range.end.character);
      const selected = [{ start: document.offsetAt(range.start), end: document.offsetAt(range.end) }];
      const request = { text: document.getText(), format, selected };
      const { translation } = await translateText(this.context, request, signalOf(token));
      const texts = translation.sentences.flatMap(({ translation: text }) => text ?? []);
      if (texts.length === 0) return undefined;
      return new vscode.Hover(new vscode.MarkdownString().appendText(inert(joined(texts), MAX_SHOWN)), range);
    } catch (error) {
      // Nobody has asked for more than to look.
      if (!isCancellation(error)) this.context.log.warn(`no hover: ${String(error)}`);
      return undefined;
    }
  }
}

/** Chinese sentences have no space between them. */
const joined = (texts: readonly string[]): string =>
  texts.join(' ').replace(/(?<=[\u3000-\u303f\uff00-\uffef]) /g, '');
