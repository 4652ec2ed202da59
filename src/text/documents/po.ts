/** The passages of gettext's PO files: translations from msgids, which are never changed, nor is anything else. */
import type { Span } from '../span';
import type { Passage, Replaced } from './passage';
import { hasLetters } from './passage';
import { prosePassages } from './prose';
import { tagMarkup } from './string-value';

interface PoString {
  /** From the first quotation mark to the last. */
  range: Span;
  /** Still escaped, the pieces joined. */
  text: string;
  pieces: number;
}

const FIELD =
  /^(msgctxt|msgid|msgid_plural|msgstr(?:\[(\d+)\])?)[ \t]+("(?:[^"\\\r\n]|\\.)*"(?:[ \t]*(?:\r\n|\n|\r)[ \t]*"(?:[^"\\\r\n]|\\.)*")*)/gm;
const WIDTH = 77;

/**
 * Messages without a translation; of those that are selected, all. Of a plural, the first form is made from the singular
 * where the language has more than one form, all others from the plural.
 * @param selected parts of the document that are wanted; undefined: all of it
 */
export function poPassages(document: string, selected?: readonly Span[]): Passage[] {
  const passages: Passage[] = [];
  const forms = Number(/nplurals\s*=\s*(\d+)/.exec(document)?.[1] ?? 2);
  let id: PoString | undefined;
  let plural: PoString | undefined;
  for (const { 0: found, 1: field, 2: form, 3: quoted, index } of document.matchAll(FIELD)) {
    const end = index + found.length;
    const string = { range: { start: end - quoted.length, end }, ...unquoted(quoted) };
    if (field === 'msgid') [id, plural] = [string, undefined];
    else if (field === 'msgid_plural') plural = string;
    if (!field.startsWith('msgstr') || !id) continue;
    const source = plural && form !== undefined && (form !== '0' || forms === 1) ? plural : id;
    const wanted = selected
      ? selected.some((one) => one.start < string.range.end && id!.range.start < one.end)
      : string.text === '';
    // The empty msgid is that of the header.
    if (wanted && id.text !== '' && hasLetters(source.text))
      passages.push(...messageOf(document, source, string.range));
  }
  return passages;
}

export interface PoMessage {
  id: string;
  plural?: string;
  /** One for each form of a plural, otherwise one. */
  translations: string[];
  /** Marked as in need of a look. */
  fuzzy: boolean;
}

/** All messages but the header, escapes read. */
export function poMessages(document: string): PoMessage[] {
  const messages: PoMessage[] = [];
  let done = 0;
  for (const { 0: found, 1: field, 3: quoted, index } of document.matchAll(FIELD)) {
    const text = readEscapes(unquoted(quoted).text);
    const gap = document.slice(done, index);
    done = index + found.length;
    const last = messages.at(-1);
    if (field === 'msgid') messages.push({ id: text, translations: [], fuzzy: /^#,.*\bfuzzy\b/m.test(gap) });
    else if (field === 'msgid_plural' && last) last.plural = text;
    else if (field.startsWith('msgstr')) last?.translations.push(text);
  }
  return messages.filter(({ id }) => id !== '');
}

const CHARACTERS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

const readEscapes = (text: string): string =>
  text.replace(/\\([ntr"\\])/g, (_, name: string) => CHARACTERS[name]);

function unquoted(quoted: string): { text: string; pieces: number } {
  const pieces = Array.from(quoted.matchAll(/"((?:[^"\\\r\n]|\\.)*)"/g), ([, text]) => text);
  return { text: pieces.join(''), pieces: pieces.length };
}

const ESCAPE = /\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{2}|.)|"[ \t]*(?:\r\n|\n|\r)[ \t]*"/g;

function messageOf(document: string, source: PoString, range: Span): Passage[] {
  const inner = { start: source.range.start + 1, end: source.range.end - 1 };
  const escapes: Required<Replaced>[] = [];
  const markup: Span[] = [];
  for (const { 0: escape, index } of document.slice(inner.start, inner.end).matchAll(ESCAPE)) {
    const at = { start: inner.start + index, end: inner.start + index + escape.length };
    if (escape.startsWith('"')) escapes.push({ ...at, by: '' });
    else if (/^\\[n"\\]$/.test(escape)) escapes.push({ ...at, by: escape === '\\n' ? '\n' : escape[1] });
    else markup.push(at);
  }
  const [part] = prosePassages(document, { range: inner, breaks: [], markup, escapes }, undefined, {
    spell: (character) =>
      character === '\n' ? '\\n' : /["\\]/.test(character) ? `\\${character}` : character,
    markupOf: tagMarkup,
  });
  const raw = (start: number, end: number): string => unquoted(`"${document.slice(start, end)}"`).text;
  const [before, after] = [raw(inner.start, part.range.start), raw(part.range.end, inner.end)];
  const eol = /\r\n|\n|\r/.exec(document)?.[0] ?? '\n';
  return [
    {
      ...part,
      range,
      elsewhere: true,
      write(text, atoms) {
        // What stood in a source of several pieces is joined before it is cut again.
        const words = part.write(text, atoms).replace(/"[ \t]*(?:\r\n|\n|\r)[ \t]*"/g, '');
        const escaped = before + words + after;
        return source.pieces === 1
          ? `"${escaped}"`
          : ['""', ...poLines(escaped).map((line) => `"${line}"`)].join(eol);
      },
    },
  ];
}

/** Broken after \n, and at spaces where a line is too long, as gettext's own tools do. */
function poLines(text: string): string[] {
  return text
    .replace(/\\[^]/g, (escape) => (escape === '\\n' ? `${escape}\n` : escape))
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const lines = [''];
      for (const word of line.match(/\S*\s*/g) ?? []) {
        if (lines.at(-1) !== '' && (lines.at(-1) + word).trimEnd().length > WIDTH) lines.push(word);
        else lines[lines.length - 1] += word;
      }
      return lines;
    });
}
