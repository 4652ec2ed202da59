/** The passages of text without a format, and whether a document of which nobody knows the format reads as such text. */
import { maskPlaceholders } from '../placeholders';
import type { Span } from '../span';
import { isField, tabFields } from './fields';
import { linesIn, passagesOfLines } from './lines';
import type { Passage } from './passage';

/** @param frame what each line may begin with that is not words */
export function plainPassages(document: string, selected?: readonly Span[], frame?: RegExp): Passage[] {
  const stretches = selected ?? [{ start: 0, end: document.length }];
  return stretches.flatMap((stretch) =>
    passagesOfLines(
      document,
      linesIn(document, stretch).flatMap((line) => {
        // Tabs inside of a line divide fields: a table, a log.
        const all = tabFields(document, withoutClosing(document, line)).filter(
          ({ start, end }) => end > start,
        );
        const fields =
          all.length > 1 ? all.filter((one) => isField(document.slice(one.start, one.end))) : all;
        return (fields.length > 0 ? fields : [{ start: line.end, end: line.end }]).map(({ start, end }) => {
          const framed = frame?.exec(document.slice(start, end))?.[0].length ?? 0;
          return { start: start + framed, end, comment: false, ...(all.length > 1 && { alone: true }) };
        });
      }),
    ),
  );
}

/** A comment's end on the line, in a document of which only that much is known. */
function withoutClosing(document: string, { start, end }: Span): Span {
  const closing = /(?<![ \t*])[ \t]*(?:\*+\/|-->)[ \t]*$/.exec(
    document.slice(Math.max(start, end - 200), end),
  );
  return { start, end: closing ? end - closing[0].length : end };
}

/** So much of a document is looked at. */
const SAMPLE = 20_000;
/** The least share of its characters that stand in lines of words. */
const ENOUGH = 0.7;

/** Whether most of a text is lines of words, as people write them to people. */
export function readsAsProse(document: string): boolean {
  let [words, all] = [0, 0];
  for (const line of document.slice(0, SAMPLE).split(/[\r\n]+/)) {
    const text = line.trim();
    all += text.length;
    if (isLineOfWords(text)) words += text.length;
  }
  return all > 0 && words >= ENOUGH * all;
}

function isLineOfWords(text: string): boolean {
  if (/[;{}=]$|^[<>{}()[\];:.#%$&\\/@!]|[=:]{2}|[{}<>|\\^~]|\w\(|^[\w.-]+\s*[:=]/.test(text)) return false;
  if (/\p{Script=Han}/u.test(text)) return (text.match(/\p{Script=Han}/gu) ?? []).length > text.length / 2;
  const parts = maskPlaceholders(text).text.split(/\s+/);
  const plain = parts.filter((part) =>
    /^["“«'‘(]*\p{L}[\p{L}\p{M}’'-]*(?:["”»),.!?:;…]["”»'’),.!?:;…]*)?$/u.test(part),
  );
  return plain.length >= 0.7 * parts.length && (parts.length > 2 || /^\p{Lu}/u.test(text));
}
