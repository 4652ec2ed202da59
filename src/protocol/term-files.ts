/** The lines of glossary.tsv and memory.tsv. What cannot be read as such a line is skipped, and stays where it is. Knows nothing of VS Code. */
import { escapeCell, unescapeCell } from '../text/tab-separated';
import type { GlossaryEntry, MemoryEntry } from './document';

/** In the column of translations: the term stays as it is. */
const KEEP = 'keep';

/**
 * Lines "term ⇥ translation", or "term ⇥ keep"; several forms stand with | between them, on both sides. A third column may name the
 * pair ("en-fr") for which the line is meant. What begins with # is a comment.
 */
export function parseGlossary(text: string, pair: string): GlossaryEntry[] {
  return rows(text).flatMap(([term, forms, only]) => {
    if (!term || !forms || (only && only !== pair)) return [];
    if (term.split('|').some((form) => form.trim() === '')) return [];
    const translations = forms === KEEP ? [] : forms.split('|').map((form) => form.trim());
    const wanted = translations.filter((form) => form !== '');
    return term.split('|').map((form) => ({ term: form.trim(), translations: wanted }));
  });
}

export interface MemoryLine extends MemoryEntry {
  /** "en-fr". */
  pair: string;
}

/** Lines "en-fr ⇥ source ⇥ translation", with \t, \n and \\ for what would break them. */
export function parseMemory(text: string): MemoryLine[] {
  return rows(text).flatMap(([pair, source, translation]) =>
    pair && source && translation
      ? [{ pair, source: unescapeCell(source), translation: unescapeCell(translation) }]
      : [],
  );
}

export const formatMemoryLine = ({ pair, source, translation }: MemoryLine): string =>
  [pair, escapeCell(source), escapeCell(translation)].join('\t');

const keyOf = ({ pair, source }: Pick<MemoryLine, 'pair' | 'source'>): string => `${pair}\t${source}`;

/**
 * Adds translations; one of a source that is there takes the place of its translation. All else stays as it is: comments,
 * further columns, lines that cannot be read, line ends.
 */
export function withMemory(text: string, lines: readonly MemoryLine[]): string {
  const pieces = linesOf(text);
  // Of two lines with one source the later counts, so that is the one to change.
  const places = new Map(
    pieces.flatMap(({ line }, i) => parseMemory(line).map((one) => [keyOf(one), i] as const)),
  );
  const added = new Map<string, MemoryLine>();
  for (const line of lines) {
    const place = places.get(keyOf(line));
    if (place === undefined) added.set(keyOf(line), line);
    else pieces[place].line = withTranslation(pieces[place].line, line.translation);
  }
  const changed = pieces.map(({ line, end }) => line + end).join('');
  return withLines(changed, [...added.values()].map(formatMemoryLine));
}

/** Whether all these sources have a translation in it. */
export function hasMemory(text: string, lines: readonly MemoryLine[]): boolean {
  const keys = new Set(parseMemory(text).map(keyOf));
  return lines.every((line) => keys.has(keyOf(line)));
}

function withTranslation(line: string, translation: string): string {
  const cells = line.split('\t');
  if (unescapeCell(cells[2].trim()) !== translation) cells[2] = escapeCell(translation);
  return cells.join('\t');
}

/** Adds lines at the end, with the line ends that the text has. */
export function withLines(text: string, lines: readonly string[]): string {
  if (lines.length === 0) return text;
  const eol = linesOf(text).find(({ end }) => end !== '')?.end ?? '\n';
  const gap = text === '' || /[\r\n]$/.test(text) ? '' : eol;
  return text + gap + lines.map((line) => line + eol).join('');
}

/** "en-fr", "zh-Hans-en": what the first column of a memory begins with. */
const PAIR = /^[a-z]{2,8}(?:-[a-z0-9]{1,8}){1,8}$/i;

/** Whether a text is kept translations, as far as any of it can be read: other tables have no pair of languages first. */
export const isMemory = (text: string): boolean =>
  isTable(text, (line) => parseMemory(line).some(({ pair }) => PAIR.test(pair)));

export const isGlossary = (text: string): boolean =>
  isTable(text, (line) => /^(?!\s*\t)[^\t]+\t\s*\S/.test(line));

function isTable(text: string, isLine: (line: string) => boolean): boolean {
  if (text.includes('\0')) return false;
  const content = linesOf(text).filter(({ line }) => isContent(line));
  return content.length === 0 || content.some(({ line }) => isLine(line));
}

/** Joined, they are the text. */
function linesOf(text: string): { line: string; end: string }[] {
  const parts = text.split(/(\r\n|\n|\r)/);
  const lines = [];
  for (let i = 0; i < parts.length; i += 2)
    if (parts[i] !== '' || i + 1 < parts.length) lines.push({ line: parts[i], end: parts[i + 1] ?? '' });
  return lines;
}

const isContent = (line: string): boolean => line.trim() !== '' && !line.startsWith('#');

const rows = (text: string): string[][] =>
  text
    .split(/\r\n|\n|\r/)
    .filter(isContent)
    .map((line) => line.split('\t').map((cell) => cell.trim()));
