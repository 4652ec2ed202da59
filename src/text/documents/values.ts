/** The passages of data: string values of JSON, and messages of gettext's PO files. Keys and msgids are never changed. */
import type { ParseError } from 'jsonc-parser';
import { visit } from 'jsonc-parser';
import type { TextRange } from '../placeholders';
import { maskPlaceholders } from '../placeholders';
import type { Passage } from './passage';
import { hasLetters, selectedParts } from './passage';

/** Two words, or one that is no identifier; Chinese is never one. What is all code, path or address has none. */
function looksLikeProse(value: string): boolean {
  const { text } = maskPlaceholders(value);
  if (/\p{Script=Han}/u.test(text)) return true;
  const words = text.match(/\p{L}[\p{L}\p{M}’'-]*/gu) ?? [];
  return words.length > 1 || (words.length === 1 && /^\p{Lu}?[\p{Ll}\p{M}’'-]+[.!?:…]*$/u.test(value));
}

/** @param selected undefined: all values that look like prose; else those in it */
export function jsonPassages(document: string, selected?: readonly TextRange[]): Passage[] {
  const passages: Passage[] = [];
  const errors: ParseError[] = [];
  visit(
    document,
    {
      onLiteralValue(value: unknown, offset: number, length: number) {
        if (typeof value !== 'string' || !hasLetters(value)) return;
        const range = { start: offset + 1, end: offset + length - 1 };
        if (!selected && !looksLikeProse(value)) return;
        passages.push(...selectedParts(document, range, selected, []).map((part) => valueOf(document, part)));
      },
      onError: (error, offset, length) => errors.push({ error, offset, length }),
    },
    { disallowComments: false, allowTrailingComma: true },
  );
  return passages;
}

function valueOf(document: string, range: TextRange): Passage {
  const text = document.slice(range.start, range.end);
  return { range, text, markup: escapesIn(text), write: (t, atoms) => escapeQuotes(t, atoms, '"') };
}

/** Whole, also where the text before looks like a path that ends in the backslash. */
const escapesIn = (text: string): TextRange[] =>
  Array.from(text.matchAll(/\\(?:u[0-9A-Fa-f]{4}|.)/g), ({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));

/** For a string between such quotation marks; what was escaped before is in atoms. */
export function escapeQuotes(text: string, atoms: readonly TextRange[], quote: string): string {
  let result = '';
  let next = 0;
  for (let at = 0; at < text.length; at++) {
    while (next < atoms.length && atoms[next].end <= at) next++;
    const inAtom = next < atoms.length && atoms[next].start <= at;
    const special = text[at] === quote || text[at] === '\\';
    result += !inAtom && special ? `\\${text[at]}` : text[at];
  }
  return result;
}

interface PoString {
  /** From the first quotation mark to the last. */
  range: TextRange;
  /** Still escaped, the pieces joined. */
  text: string;
  pieces: number;
}

const FIELD =
  /^(msgctxt|msgid|msgid_plural|msgstr(?:\[(\d+)\])?)[ \t]+("(?:[^"\\\r\n]|\\.)*"(?:[ \t]*(?:\r\n|\n|\r)[ \t]*"(?:[^"\\\r\n]|\\.)*")*)/gm;
const WIDTH = 77;

/**
 * Messages without a translation; of those that are selected, all.
 * @param selected parts of the document that are wanted; undefined: all of it
 */
export function poPassages(document: string, selected?: readonly TextRange[]): Passage[] {
  const passages: Passage[] = [];
  let id: PoString | undefined;
  let plural: PoString | undefined;
  for (const { 0: found, 1: field, 2: form, 3: quoted, index } of document.matchAll(FIELD)) {
    const end = index + found.length;
    const string = { range: { start: end - quoted.length, end }, ...unquoted(quoted) };
    if (field === 'msgid') [id, plural] = [string, undefined];
    else if (field === 'msgid_plural') plural = string;
    if (!field.startsWith('msgstr') || !id) continue;
    const source = plural && form !== undefined && form !== '0' ? plural : id;
    const wanted = selected
      ? selected.some((one) => one.start < string.range.end && id!.range.start < one.end)
      : string.text === '';
    if (wanted && hasLetters(source.text)) passages.push(messageOf(document, source, string.range));
  }
  return passages;
}

function unquoted(quoted: string): { text: string; pieces: number } {
  const pieces = Array.from(quoted.matchAll(/"((?:[^"\\\r\n]|\\.)*)"/g), ([, text]) => text);
  return { text: pieces.join(''), pieces: pieces.length };
}

function messageOf(document: string, source: PoString, range: TextRange): Passage {
  const eol = /\r\n|\n|\r/.exec(document)?.[0] ?? '\n';
  return {
    range,
    text: source.text,
    markup: escapesIn(source.text),
    elsewhere: true,
    write(text, atoms) {
      const escaped = escapeQuotes(text, atoms, '"');
      return source.pieces === 1
        ? `"${escaped}"`
        : ['""', ...poLines(escaped).map((line) => `"${line}"`)].join(eol);
    },
  };
}

/** Broken after \n, and at spaces where a line is too long, as gettext's own tools do. */
function poLines(text: string): string[] {
  return (text.match(/(?:[^\\]|\\[^n])*(?:\\n|$)/g) ?? [])
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
