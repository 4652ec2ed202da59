/** The passages of lines with fields: logs and tables between tabs or commas. Times, levels, names, numbers and what divides the fields stay. */
import { maskPlaceholders } from '../placeholders';
import type { Span } from '../span';
import { linesIn } from './lines';
import type { Passage } from './passage';
import { trimmed } from './passage';
import { prosePassages } from './prose';
import { markupOfText } from './inline';
import type { StringForm } from './string-value';
import { stringPassages } from './string-value';

/** What a line of a log begins with: time, level, thread, source. */
const LOG_FRAME = new RegExp(
  // Each part may be absent, so that none makes another one be read again.
  // eslint-disable-next-line regexp/no-super-linear-backtracking
  [
    String.raw`^\s*(?:\[?(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{2,4}|[A-Z][a-z]{2}\s+\d{1,2})?[T ]?\s*(?:\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?)?\s*(?:Z|[+-]\d\d:?\d\d)?\]?\s*)?`,
    String.raw`(?:[-:|]\s+)?(?:[\w.-]+\s+(?=[\w./-]+\[\d+\]:))?`,
    String.raw`(?:\[?\b(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|FATAL|CRIT(?:ICAL)?|VERBOSE|SEVERE|[TDIWEF](?=/))\b\]?:?\s*(?:[-|]\s+)?)?`,
    String.raw`(?:\[[^\]\r\n]{0,100}\]\s*|\([^)\r\n]{0,60}\):?\s+|<[\w-]{1,40}>\s+)*`,
    String.raw`(?:[\w$/-]+(?:\.[\w$/-]+)+:?\s+(?:[-|:]\s+)?|[\w./-]+(?:\[\d+\])?:\s+)?`,
  ].join(''),
);

/** Words of its own: at least two; a single one is a name, a state, a key. */
export function isField(text: string): boolean {
  const words = maskPlaceholders(text).text.match(/\p{L}[\p{L}\p{M}’'-]*/gu) ?? [];
  return /\p{Script=Han}{2}/u.test(text) || words.length > 1;
}

/** @param selected parts of the document that are wanted; undefined: all of it */
export function logPassages(document: string, selected?: readonly Span[]): Passage[] {
  return linesIn(document, { start: 0, end: document.length }).flatMap((line) =>
    tabFields(document, line).flatMap((field, i) => {
      const text = document.slice(field.start, field.end);
      const start = field.start + (i === 0 ? (LOG_FRAME.exec(text)?.[0].length ?? 0) : 0);
      const range = trimmed(document, { start, end: field.end });
      if (range.start >= range.end || !isField(document.slice(range.start, range.end))) return [];
      return prosePassages(document, { range, breaks: [], markup: [] }, selected, {
        markupOf: markupOfText,
        verify: (written) => !written.includes('\t'),
      });
    }),
  );
}

/** Tabs divide fields. */
export function tabFields(document: string, { start, end }: Span): Span[] {
  const fields: Span[] = [];
  for (let at = start; at <= end;) {
    const tab = document.indexOf('\t', at);
    const stop = tab < 0 || tab > end ? end : tab;
    fields.push({ start: at, end: stop });
    at = stop + 1;
  }
  return fields;
}

const CSV_FIELD = /(?:^|[,;\r\n])(?:"((?:[^"]|"")*)"|([^",;\r\n]*))/g;
const QUOTED: StringForm = {
  escape: /""/g,
  read: () => '"',
  spell: (character) => (character === '"' ? '""' : character),
};
const BARE: StringForm = { escape: /(?!)/g, read: () => undefined, spell: (character) => character };

/** @param selected parts of the document that are wanted; undefined: all of it but the line of its headings */
export function csvPassages(document: string, selected?: readonly Span[]): Passage[] {
  const firstLine = /[\r\n]|$/.exec(document)!.index;
  return Array.from(document.matchAll(CSV_FIELD)).flatMap(({ 0: found, 1: quoted, 2: bare, index }) => {
    const end = index + found.length - (quoted === undefined ? 0 : 1);
    const range = { start: end - (quoted ?? bare).length, end };
    if ((!selected && range.end <= firstLine) || !isField(quoted ?? bare)) return [];
    if (quoted !== undefined) return stringPassages(document, range, QUOTED, selected);
    const whole = trimmed(document, range);
    return stringPassages(document, whole, BARE, selected, {
      finish: (written) => (/[",;]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written),
    });
  });
}
