/** The translation of the comment under the pointer. */
import * as vscode from 'vscode';
import { applyEdits, editsWithin } from '../../text/edits';
import type { Span } from '../../text/span';
import { proseAt } from '../documents/prose-at';
import type { TranslationContext } from '../documents/translation';
import { documentFormat } from '../documents/translation';
import { isCancellation } from '../engine/engine-client';
import { withinBudget } from '../ui/budget';
import { inert } from '../ui/inert';
import type { Signs } from './comment-text';
import { readableComment } from './comment-text';
import { isCode, translateForReading } from './comment-translation';

/** Milliseconds: a hover that comes later disturbs. */
const BUDGET = 300;
/** Lines of one comment that are translated at once. */
const MAX_LINES = 40;
/** Characters of a paragraph. */
const MAX_SHOWN = 2000;
/** So far back a block comment is looked for before the engine is asked. */
const REACH = 20_000;

interface Asked {
  key: string;
  hover: Promise<vscode.Hover | undefined>;
  stop: AbortController;
}

export class CommentHover implements vscode.HoverProvider {
  /** What was asked last: where it comes too late it is there when the pointer comes back. */
  private last: Asked | undefined;

  constructor(private readonly context: TranslationContext) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    if (!this.context.settings().hover) return undefined;
    const { uri, version } = document;
    const key = [uri.toString(), version, position.line, position.character, this.context.target.chosen].join(
      ' ',
    );
    if (this.last?.key !== key) {
      this.last?.stop.abort();
      const stop = new AbortController();
      this.last = { key, stop, hover: this.hoverOrNone(document, position, stop.signal) };
    }
    const { hover } = this.last;
    // What was begun goes on past the budget, and past this pointer.
    return withinBudget(BUDGET, token, () => hover);
  }

  private async hoverOrNone(
    document: vscode.TextDocument,
    position: vscode.Position,
    signal: AbortSignal,
  ): Promise<vscode.Hover | undefined> {
    try {
      return await this.hoverAt(document, position, signal);
    } catch (error) {
      // Nobody has asked for more than to look.
      if (!isCancellation(error)) this.context.log.warn(`no hover: ${String(error)}`);
      if (this.last?.stop.signal === signal) this.last = undefined;
      return undefined;
    }
  }

  private async hoverAt(
    document: vscode.TextDocument,
    position: vscode.Position,
    signal: AbortSignal,
  ): Promise<vscode.Hover | undefined> {
    const format = await documentFormat(document);
    if (!isCode(format) || !mayBeComment(document, position, format)) return undefined;
    const comment = (await proseAt(this.context.engine(), document, position, signal))?.comment;
    if (!comment) return undefined;
    const range = shownPart(document, position, comment);
    const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    const text = document.getText();
    const translation = await translateForReading(this.context, text, format, [span], signal);
    if (!translation || translation.edits.length === 0) return undefined;
    const translated = applyEdits(document.getText(range), editsWithin(translation.edits, span));
    return new vscode.Hover(shown(readableComment(translated, format)), range);
  }
}

/** Each paragraph, list item and tag on a line of its own. */
function shown(lines: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  lines.forEach((line, i) => {
    if (i > 0) markdown.appendMarkdown('\n\n');
    markdown.appendText(inert(line, MAX_SHOWN));
  });
  return markdown;
}

/** Whether it is worth starting the engine, which knows strings and all kinds of comments: pointers rest on code most of the time. */
function mayBeComment(
  document: vscode.TextDocument,
  position: vscode.Position,
  { line, block }: Signs,
): boolean {
  if (line && document.lineAt(position.line).text.includes(line)) return true;
  const end = document.offsetAt(position) + (block?.[0].length ?? 0);
  const before = document.getText(
    new vscode.Range(document.positionAt(Math.max(0, end - REACH)), document.positionAt(end)),
  );
  if (block && before.lastIndexOf(block[0]) > before.lastIndexOf(block[1])) return true;
  return before.includes('"""') || before.includes("'''");
}

/** So much of a long comment as is translated at once, from the pointer on. */
function shownPart(document: vscode.TextDocument, position: vscode.Position, comment: Span): vscode.Range {
  const whole = new vscode.Range(document.positionAt(comment.start), document.positionAt(comment.end));
  if (whole.end.line - whole.start.line < MAX_LINES) return whole;
  const last = Math.min(whole.end.line, position.line + MAX_LINES);
  const part = document.validateRange(new vscode.Range(position.line, 0, last, Infinity));
  return whole.intersection(part) ?? whole;
}
