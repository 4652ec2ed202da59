/**
 * Which values of data are prose: in files of an interface's texts every one, elsewhere those under keys that are known
 * for prose and those that are sentences. What is a command, a name, a class, a path or an id is none.
 */
import { maskPlaceholders } from '../placeholders';
import { hasLetters } from './passage';

/** Of ICU's messages: {count, plural, one {# file} other {# files}}. */
export const BRANCHES = /\{\s*[\w.]+\s*,\s*(?:plural|select|selectordinal)\s*,/;

/** A place in data: the key or index there, and what it is in. */
export interface Place {
  key: string | number;
  parent: Place | undefined;
}

const PROSE_KEYS = new Set(
  (
    'description title message label summary text tooltip placeholder hint help caption heading headline subtitle tagline ' +
    'body detail details error warning note notes prompt question answer abstract alt excerpt intro introduction comment ' +
    'instructions purpose greeting doc documentation lead subject explanation reason usage info synopsis footer header ' +
    'descriptions messages labels hints notice announcement lede content'
  ).split(' '),
);
/** In a file of texts, what says something of the file or of a text. */
const NOT_MESSAGES =
  /^(?:@|\$schema$|_?(?:locale|lang|language|languagecode|dir|direction|code|id|key|icon|url|href|src|class|classname|color|colour|format|type|version)$)/i;

/** The last word of a key: "errorMessage", "page_title", "login.title". */
function lastWord(key: string): string {
  const words = key.replace(/\p{Ll}(?=\p{Lu})/gu, '$& ').split(/[^\p{L}\p{N}]+/u);
  return (words.at(-1) ?? '').toLowerCase();
}

/** The key that a value is under; that of the list, for a value in a list. */
export function keyOf(place: Place | undefined): string {
  let at = place;
  while (at && typeof at.key === 'number') at = at.parent;
  return at === undefined ? '' : String(at.key);
}

/** Two words, or one that is no identifier; Chinese is never one. What is all code, path or address has none. */
export function looksLikeProse(value: string): boolean {
  const { text } = maskPlaceholders(value);
  if (/\p{Script=Han}/u.test(text)) return true;
  const words = text.match(/\p{L}[\p{L}\p{M}’'-]*/gu) ?? [];
  return words.length > 1 || (words.length === 1 && /^\p{Lu}?[\p{Ll}\p{M}’'-]+[.!?:…]*$/u.test(value));
}

/** Begins as a sentence does and ends as one, or goes on as one; has nothing in it that only code has. */
export function isSentence(value: string): boolean {
  const text = maskPlaceholders(value.trim()).text.replace(/\u2991\d+\u2992/g, 'x');
  if (/[{}=|\\^~@#_;]|&&|\$\(|::|->|^[\w-]+:\S/.test(text)) return false;
  if (/\p{Script=Han}/u.test(text))
    return /[。！？，；：…]/.test(text) || (text.match(/\p{Script=Han}/gu) ?? []).length > 5;
  const words = text.split(/\s+/);
  const plain = words.filter((word) =>
    /^["“«'‘(]*\p{L}[\p{L}\p{M}’'-]*(?:["”»),.!?:;…]["”»'’),.!?:;…]*)?$/u.test(word),
  );
  if (!/^["“«'‘(]*\p{Lu}/u.test(text) || plain.length < 0.7 * words.length) return false;
  const small = plain.filter((word) => /^\p{Ll}/u.test(word)).length;
  return /[.!?…]["”»'’)]*$/u.test(text) ? words.length > 1 && small > 0 : words.length > 4 && small > 2;
}

export const isProseKey = (place: Place | undefined): boolean => PROSE_KEYS.has(lastWord(keyOf(place)));

/** Whether anything on the way to a value says that it is none of an interface's texts. */
function isAboutMessages(place: Place | undefined): boolean {
  for (let at = place; at; at = at.parent)
    if (typeof at.key === 'string' && NOT_MESSAGES.test(at.key)) return true;
  return false;
}

/** @param messages whether the file holds an interface's texts */
export function isProseValue(value: string, place: Place | undefined, messages: boolean): boolean {
  if (!hasLetters(value)) return false;
  // To those who know nothing of its branches, such a message is one placeholder.
  const branches = BRANCHES.test(value);
  if (messages) return !isAboutMessages(place) && (branches || hasLetters(maskPlaceholders(value).text));
  return branches || (isProseKey(place) && looksLikeProse(value)) || isSentence(value);
}

/** Texts of an interface, by their look: nearly all of them are words that begin with a capital, or sentences. */
export function lookLikeMessages(values: readonly string[]): boolean {
  if (values.length < 2) return false;
  const good = values.filter(
    (value) =>
      isSentence(value) ||
      /\p{Script=Han}/u.test(value) ||
      /^\p{Lu}\p{Ll}+(?: [\p{L}’'-]+)*[.!?:…]*$/u.test(value),
  );
  return good.length >= 0.8 * values.length;
}
