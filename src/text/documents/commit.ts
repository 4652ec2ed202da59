/**
 * The passages of a commit message: subject and body. What comes before the subject's colon, trailers, git's own comment
 * lines and the difference below its scissors stay.
 */
import type { Span } from '../span';
import type { ProseLine } from './lines';
import { linesIn, passagesOfLines } from './lines';
import type { Passage } from './passage';

/** https://www.conventionalcommits.org, and git's own marks. */
const TYPE =
  /^(?:(?:fixup|squash|amend)! )*(?:[\w-]+(?:\([^()\r\n]*\))?!?:\s+|\[[^\]\r\n]+\]\s+|[\w./-]+:\s+)?/;
const MADE_BY_GIT = /^(?:Merge (?:branch|remote|tag|pull request|commit)|Revert "|# )/;
/** https://git-scm.com/docs/git-interpret-trailers */
const TRAILER =
  /^(?:[A-Z][\w-]*(?:-[\w]+)+:\s|(?:Fixes|Closes|Refs?|See|Resolves|Bug|Cc|Link|Issue|Signed-off-by)\b(?::\s|\s#))/i;
/** Prose with a name before it. */
const BREAKING = /^BREAKING[ -]CHANGE:\s+/;
const SCISSORS = /^. -+ >8 -+/;

/** @param selected parts of the document that are wanted; undefined: all of it */
export function commitPassages(document: string, selected?: readonly Span[]): Passage[] {
  const lines: ProseLine[] = [];
  let subject = true;
  for (const { start, end } of linesIn(document, { start: 0, end: document.length })) {
    const text = document.slice(start, end);
    if (SCISSORS.test(text) || /^diff --git /.test(text)) break;
    const frame =
      subject && text.trim() !== '' && !text.startsWith('#')
        ? TYPE.exec(text)![0]
        : (BREAKING.exec(text)?.[0] ?? '');
    const skipped = text.startsWith('#') || MADE_BY_GIT.test(text) || (!subject && TRAILER.test(text));
    // An empty line in its place, so that what is around it is not joined.
    lines.push({
      start: skipped ? end : start + frame.length,
      end,
      comment: false,
      alone: subject || frame !== '',
    });
    if (text.trim() !== '' && !text.startsWith('#')) subject = false;
  }
  return passagesOfLines(document, lines, selected);
}
