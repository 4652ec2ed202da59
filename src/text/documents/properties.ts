/** The passages of Java's .properties: values that are prose, and comments. Keys, separators and line ends stay. */
import type { Span } from '../span';
import { commentPassages } from './comments';
import { isProseValue, lookLikeMessages } from './data-values';
import type { Passage } from './passage';
import { Covered } from './ranges';
import { readString, stringPassages } from './string-value';
import type { StringForm } from './string-value';

/** A line that ends in a backslash goes on in the next one. */
const ENTRY =
  /^[ \t\f]*(?![#!\s])((?:\\(?:\r\n|[^])|[^\\=:\s])+)(?:[ \t\f]*[=:][ \t\f]*|[ \t\f]+)((?:\\(?:\r\n|[^])|[^\\\r\n])*)/gm;

/** A value's own escapes, and those of Java's MessageFormat where it has arguments: an apostrophe is written twice. */
function formOf(value: string, ascii: boolean): StringForm {
  const doubled = /\{\d[^{}]*\}/.test(value) || value.includes("''");
  return {
    escape: /\\(?:\r\n|\n|\r)[ \t\f]*|(?:\\[rn])+|\\u[0-9A-Fa-f]{4}|\\[^]|''/g,
    read(escape) {
      if (escape === "''") return doubled ? "'" : "''";
      if (/^\\[\r\n]/.test(escape)) return '';
      if (/^(?:\\[rn])+$/.test(escape)) return '\n'.repeat(escape.length / 2);
      if (escape[1] === 'u') {
        const character = String.fromCharCode(parseInt(escape.slice(2), 16));
        return /[\p{L}\p{M}\p{P}]/u.test(character) ? character : undefined;
      }
      return /[tf]/.test(escape[1]) ? undefined : escape[1];
    },
    spell(character) {
      if (character === "'" && doubled) return "''";
      if (character === '\\') return '\\\\';
      return ascii && character > '~'
        ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
        : character;
    },
  };
}

export interface PropertiesEntry {
  key: string;
  /** Of its value. */
  range: Span;
  form: StringForm;
  text: string;
}

/** All of them in the order of the document. */
export function propertiesEntries(document: string): PropertiesEntry[] {
  // Java before 9 reads Latin-1; what is ASCII is read alike by all.
  const ascii = !/[^\0-\x7f]/.test(document);
  return Array.from(document.matchAll(ENTRY), ({ 0: { length }, 1: key, 2: value, index }) => {
    const range = { start: index + length - value.length, end: index + length };
    const form = formOf(value, ascii);
    return { key, range, form, text: readString(document, range, form).text };
  });
}

/**
 * @param messages whether all values are texts of an interface; undefined: they tell by themselves
 * @param selected undefined: all values and comments that are prose; else what is in it
 */
export function propertiesPassages(
  document: string,
  messages: boolean | undefined,
  selected?: readonly Span[],
): Passage[] {
  const entries = propertiesEntries(document);
  const allMessages = messages ?? lookLikeMessages(entries.map(({ text }) => text));
  const values = entries.flatMap(({ key, range, form, text }) => {
    const wanted = selected ? true : isProseValue(text, { key, parent: undefined }, allMessages);
    return wanted ? stringPassages(document, range, form, selected) : [];
  });
  const covered = new Covered(entries.map(({ range }) => range));
  const comments = commentPassages(document, { language: 'properties', line: '#' }, selected).filter(
    ({ range }) => !covered.touches(range),
  );
  return [...values, ...comments].sort((a, b) => a.range.start - b.range.start);
}
