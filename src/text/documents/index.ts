/** Documents: which of their text is prose, and how a translation of it is written back. */
import type { TextRange } from '../placeholders';
import type { CommentSyntax } from './comments';
import { commentPassages, stringPassages } from './comments';
import { htmlPassages } from './html';
import { linesIn, passagesOfLines } from './lines';
import { markdownPassages } from './markdown';
import type { Passage } from './passage';
import { jsonPassages, poPassages } from './values';

export type { CommentSyntax } from './comments';
export { mendEmphasis } from './emphasis';
export type { MaskedPassage, MaskedSentence, Written } from './masked';
export { checkMasks, maskPassage } from './masked';
export type { Block, Passage } from './passage';

export type DocumentFormat =
  | { kind: 'plain' | 'markdown' | 'html' | 'json' | 'po' }
  /** Source code: its comments. */
  | ({ kind: 'code' } & CommentSyntax);

/**
 * Prose in the order of the document, none overlapping.
 * @param selected offsets of the parts that are wanted; undefined: the whole document
 */
export function findPassages(
  document: string,
  format: DocumentFormat,
  selected?: readonly TextRange[],
): Passage[] {
  switch (format.kind) {
    case 'markdown':
      return markdownPassages(document, selected);
    case 'html':
      return htmlPassages(document, selected);
    case 'json':
      return jsonPassages(document, selected);
    case 'po':
      return poPassages(document, selected);
    case 'plain':
      return plainPassages(document, selected);
    case 'code':
      return codePassages(document, format, selected);
  }
}

/** Comments; and where something else was selected on purpose, the strings in it, or else its words. */
function codePassages(
  document: string,
  syntax: CommentSyntax,
  selected: readonly TextRange[] | undefined,
): Passage[] {
  const comments = commentPassages(document, syntax, selected);
  const others = (selected ?? []).filter(
    ({ start, end }) => !comments.some(({ range }) => range.start < end && start < range.end),
  );
  const rest = others.flatMap(
    (range) => stringPassages(document, syntax, [range]) ?? plainPassages(document, [range], KEY),
  );
  return [...comments, ...rest].sort((a, b) => a.range.start - b.range.start);
}

/** The name of a value, as YAML and settings files have it. */
const KEY = /^[ \t]*(?:- )?[\w.-]+[ \t]*[:=][ \t]+/;

/** @param frame what each line may begin with that is not words */
function plainPassages(document: string, selected?: readonly TextRange[], frame?: RegExp): Passage[] {
  const stretches = selected ?? [{ start: 0, end: document.length }];
  return stretches.flatMap((stretch) =>
    passagesOfLines(
      document,
      linesIn(document, stretch).map((line) => {
        const { start, end } = withoutClosing(document, line);
        const framed = frame?.exec(document.slice(start, end))?.[0].length ?? 0;
        return { start: start + framed, end, comment: false };
      }),
    ),
  );
}

/** A comment's end on the line, in a document of which only that much is known. */
function withoutClosing(document: string, { start, end }: TextRange): TextRange {
  const closing = /[ \t]*(?:\*+\/|-->)[ \t]*$/.exec(document.slice(Math.max(start, end - 200), end));
  return { start, end: closing ? end - closing[0].length : end };
}
