/**
 * The passages of a Jupyter notebook: its Markdown cells as Markdown, the comments of its code cells. The list of lines
 * that each cell is stays a list of lines; outputs, ids and metadata are never touched.
 */
import type { Span } from '../span';
import { commentPassages } from './comments';
import type { Place } from './data-values';
import { embedded } from './embedded';
import type { JsonString } from './json';
import { JSON_STRING, jsonStrings } from './json';
import { markdownPassages } from './markdown';
import type { Passage, Replaced } from './passage';
import { Unbroken } from './passage';
import type { StringForm } from './string-value';

/** Languages of kernels whose comments do not begin with #. */
const SLASHES =
  /^(?:javascript|typescript|java|c|c\+\+|cpp|c#|csharp|go|rust|scala|kotlin|swift|f#|php|dart|groovy)$/i;

/** Every escape that JSON has, so that a cell reads as its author wrote it. */
const FULL: StringForm = {
  ...JSON_STRING,
  escape: /\\(?:u[0-9A-Fa-f]{4}|[^u])/g,
  read: (escape) => JSON.parse(`"${escape}"`) as string,
};

/** @param selected parts of the document that are wanted; undefined: all of it */
export function notebookPassages(document: string, selected?: readonly Span[]): Passage[] {
  const { strings } = jsonStrings(document);
  const cells = new Map<Place, { kind?: string; lines: JsonString[] }>();
  let language = 'python';
  for (const string of strings) {
    const { place, range } = string;
    const value = document.slice(range.start, range.end);
    if (place?.key === 'name' && place.parent?.key === 'language_info') language = value;
    const list = typeof place?.key === 'number' ? place.parent : place;
    const cell = list?.parent;
    if (!cell || cell.parent?.key !== 'cells' || cell.parent.parent !== undefined) continue;
    const found = cells.get(cell) ?? { lines: [] };
    cells.set(cell, found);
    if (list.key === 'cell_type') found.kind = value;
    else if (list.key === 'source') found.lines.push(string);
  }
  return [...cells.values()].flatMap(({ kind, lines }) =>
    lines.length > 0 ? cellPassages(document, lines, kind, language, selected) : [],
  );
}

function cellPassages(
  document: string,
  lines: readonly JsonString[],
  kind: string | undefined,
  language: string,
  selected: readonly Span[] | undefined,
): Passage[] {
  const range = { start: lines[0].range.start, end: lines.at(-1)!.range.end };
  const cell = new Unbroken(document, range, replacedIn(document, lines), ' ');
  const inner = selected
    ?.map((one) => ({ start: Math.max(one.start, range.start), end: Math.min(one.end, range.end) }))
    .filter(({ start, end }) => start < end)
    .map(({ start, end }) => ({ start: cell.at(start), end: cell.at(end) }));
  if (inner?.length === 0) return [];
  const between = lines.length > 1 ? document.slice(lines[0].range.end, lines[1].range.start) : '';
  return embedded(passagesIn(cell.text, kind, language, inner), {
    origin: (offset, side) => cell.origin(offset, side),
    spell: (text) =>
      JSON.stringify(text)
        .slice(1, -1)
        .replace(/\\n/g, (eol) => eol + between),
    read: (written) => readWritten(written, between),
  });
}

function passagesIn(
  text: string,
  kind: string | undefined,
  language: string,
  selected: readonly Span[] | undefined,
): Passage[] {
  if (kind === 'markdown') return markdownPassages(text, selected);
  if (kind !== 'code') return [];
  const signs = SLASHES.test(language) ? { line: '//', block: ['/*', '*/'] as const } : { line: '#' };
  // Lines for the shell and for the notebook itself are no code of its language.
  return /^\s*%%/.test(text)
    ? []
    : commentPassages(text, { language: language.toLowerCase(), ...signs }, selected);
}

/** Escapes, and what stands between one line's string and the next. */
function replacedIn(document: string, lines: readonly JsonString[]): Required<Replaced>[] {
  return lines.flatMap(({ range }, i) => {
    const own = Array.from(
      document.slice(range.start, range.end).matchAll(FULL.escape),
      ({ 0: escape, index }) => ({
        start: range.start + index,
        end: range.start + index + escape.length,
        by: FULL.read(escape)!,
      }),
    );
    const next = lines[i + 1];
    return next ? [...own, { start: range.end, end: next.range.start, by: '' }] : own;
  });
}

function readWritten(written: string, between: string): string {
  const joined = between === '' ? written : written.split(between).join('');
  try {
    return JSON.parse(`"${joined}"`) as string;
  } catch {
    return joined;
  }
}
