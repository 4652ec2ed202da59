/** The passages of Apple's .strings files: the values, between `=` and `;`. Comments and keys stay. */
import type { Span } from '../span';
import type { Passage } from './passage';
import type { StringForm } from './string-value';
import { stringPassages } from './string-value';

const STRING = String.raw`"(?:[^"\\]|\\[^])*"`;
/** What is no assignment is consumed, too, so that nothing is read twice: comments and strings without an end to the document's. */
const TOKEN = new RegExp(
  String.raw`/\*[^]*?(?:\*/|$)|//[^\r\n]*|(${STRING}|(?<![\w.-])[\w.-]+)\s*=\s*(${STRING})|${STRING}|"[^]*`,
  'g',
);

const FORM: StringForm = {
  escape: /(?:\\n)+|\\U[0-9A-Fa-f]{4}|\\[^]/g,
  read: (escape) =>
    escape.startsWith('\\n')
      ? '\n'.repeat(escape.length / 2)
      : /["'\\]/.test(escape[1])
        ? escape[1]
        : undefined,
  spell: (character) => (character === '"' || character === '\\' ? `\\${character}` : character),
};

export interface AppleString {
  key: string;
  /** Of its value, between the quotation marks. */
  range: Span;
}

/** All entries in the order of the document. */
export const appleStrings = (document: string): AppleString[] =>
  Array.from(document.matchAll(TOKEN)).flatMap(({ 0: { length }, 1: key, 2: value, index }) => {
    if (value === undefined) return [];
    const end = index + length - 1;
    return [{ key: key.replace(/^"|"$/g, ''), range: { start: end - value.length + 2, end } }];
  });

/** @param selected parts of the document that are wanted; undefined: all of it */
export const applePassages = (document: string, selected?: readonly Span[]): Passage[] =>
  appleStrings(document).flatMap(({ range }) => stringPassages(document, range, FORM, selected));
