/** The translation of the comment under the pointer, where the user has switched that on. */
import * as vscode from 'vscode';
import type { Span } from '../../text/span';
import { isCancellation } from '../engine/engine-client';
import { inert } from '../ui/inert';
import { signalOf } from '../ui/signal';
import { proseAt } from './prose-at';
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
      const signal = signalOf(token);
      const comment = (await proseAt(this.context.engine(), document, position, signal))?.comment;
      if (!comment) return undefined;
      const range = shownPart(document, position, comment);
      const selected = [{ start: document.offsetAt(range.start), end: document.offsetAt(range.end) }];
      const request = { text: document.getText(), format, selected };
      const { translation } = await translateText(this.context, request, signal);
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

/** So much of a long comment as is translated at once, from the pointer on. */
function shownPart(document: vscode.TextDocument, position: vscode.Position, comment: Span): vscode.Range {
  const whole = new vscode.Range(document.positionAt(comment.start), document.positionAt(comment.end));
  if (whole.end.line - whole.start.line < MAX_LINES) return whole;
  const last = Math.min(whole.end.line, position.line + MAX_LINES);
  return (
    whole.intersection(document.validateRange(new vscode.Range(position.line, 0, last, Infinity))) ?? whole
  );
}

/** Chinese sentences have no space between them. */
const joined = (texts: readonly string[]): string =>
  texts.join(' ').replace(/(?<=[\u3000-\u303f\uff00-\uffef]) /g, '');
