/** The lines of glossary.tsv and memory.tsv. What cannot be read as such a line is skipped. Knows nothing of VS Code. */
import type { GlossaryEntry, MemoryEntry } from '../../protocol/document';

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
      ? [{ pair, source: unescaped(source), translation: unescaped(translation) }]
      : [],
  );
}

export const formatMemoryLine = ({ pair, source, translation }: MemoryLine): string =>
  `${[pair, escaped(source), escaped(translation)].join('\t')}\n`;

const rows = (text: string): string[][] =>
  text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t').map((cell) => cell.trim()));

const CODES: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };
const SIGNS = new Map(Object.entries(CODES).map(([sign, code]) => [code, sign]));

const escaped = (text: string): string => text.replace(/[\t\n\r\\]/g, (sign) => CODES[sign]);
const unescaped = (text: string): string => text.replace(/\\[tnr\\]/g, (code) => SIGNS.get(code)!);
