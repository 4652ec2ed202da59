/** The passages of JSON: values that are prose (data-values.ts), texts with ICU's syntax branch by branch. Keys are never changed. */
import { createScanner } from 'jsonc-parser';
import type { Span } from '../span';
import { commentPassages } from './comments';
import type { Place } from './data-values';
import { isProseValue, lookLikeMessages } from './data-values';
import { messagePassages } from './message-format';
import type { Passage } from './passage';
import type { StringForm } from './string-value';
import { readString } from './string-value';

export interface JsonString {
  /** Between its quotation marks. */
  range: Span;
  place: Place | undefined;
}

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** What stands between a JSON string's quotation marks. */
export const JSON_STRING: StringForm = {
  escape: /(?:\\[rn])+|\\u[0-9A-Fa-f]{4}|\\[^u]/g,
  read(escape) {
    if (/^(?:\\[rn])+$/.test(escape)) return escape.replace(/\\(.)/g, (_, name: string) => SIMPLE[name]);
    if (escape[1] === 'u') {
      const character = String.fromCharCode(parseInt(escape.slice(2), 16));
      return /[\p{L}\p{M}\p{P}]/u.test(character) ? character : undefined;
    }
    return /["'\\/]/.test(escape[1]) ? escape[1] : undefined;
  },
  spell: (character) => (character === '"' || character === '\\' ? `\\${character}` : character),
};

/** jsonc-parser's kinds of tokens, whose const enum has no values at run time. */
const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  string: 10,
  comment: 12,
  blockComment: 13,
  end: 17,
};

/** All string values in the order of the document, comments and trailing commas allowed, however deep. */
export function jsonStrings(document: string): { strings: JsonString[]; comments: boolean } {
  const scanner = createScanner(document, false);
  const strings: JsonString[] = [];
  /** What each open bracket is in, and whether it is an object's. */
  const open: { place: Place | undefined; object: boolean }[] = [];
  let place: Place | undefined;
  let comments = false;
  let wantsKey = false;
  for (let token = scanner.scan() as number; token !== TOKEN.end; token = scanner.scan() as number) {
    const at = open.at(-1);
    if (token === TOKEN.openBrace || token === TOKEN.openBracket) {
      const object = token === TOKEN.openBrace;
      open.push({ place, object });
      place = object ? place : { key: 0, parent: place };
      wantsKey = object;
    } else if (token === TOKEN.closeBrace || token === TOKEN.closeBracket) {
      place = open.pop()?.place;
      wantsKey = false;
    } else if (token === TOKEN.comma && at) {
      wantsKey = at.object;
      if (!at.object) place = { key: Number(place?.key ?? 0) + 1, parent: at.place };
    } else if (token === TOKEN.comment || token === TOKEN.blockComment) comments = true;
    else if (token === TOKEN.string) {
      const range = {
        start: scanner.getTokenOffset() + 1,
        end: scanner.getTokenOffset() + scanner.getTokenLength() - 1,
      };
      if (wantsKey) place = { key: scanner.getTokenValue(), parent: at?.place };
      else if (document[range.end] === '"' && range.end >= range.start) strings.push({ range, place });
      wantsKey = false;
    }
  }
  return { strings, comments };
}

/**
 * @param messages whether all values are texts of an interface; undefined: they tell by themselves
 * @param selected undefined: all values that are prose; else those in it
 */
export function jsonPassages(
  document: string,
  messages: boolean | undefined,
  selected?: readonly Span[],
): Passage[] {
  const { strings, comments } = jsonStrings(document);
  const read = strings.map(({ range, place }) => ({
    range,
    place,
    value: readString(document, range, JSON_STRING).text,
  }));
  const allMessages = messages ?? lookLikeMessages(read.map(({ value }) => value));
  const described = new Set(
    read.filter(({ place }) => place?.key === 'message').map(({ place }) => place?.parent),
  );
  const passages = read.flatMap(({ range, place, value }) => {
    if (!selected && allMessages && isAboutMessage(place, described)) return [];
    if (!selected && !isProseValue(value, place, allMessages)) return [];
    return messagePassages(document, range, JSON_STRING, selected);
  });
  const said = comments
    ? commentPassages(document, { language: 'jsonc', line: '//', block: ['/*', '*/'] }, selected)
    : [];
  return [...passages, ...said].sort((a, b) => a.range.start - b.range.start);
}

/** What stands beside a `message` in a file of texts is said to translators and to programs. */
function isAboutMessage(place: Place | undefined, described: ReadonlySet<Place | undefined>): boolean {
  for (let at = place; at; at = at.parent)
    if (
      at.parent &&
      described.has(at.parent) &&
      /^(?:description|comment|placeholders)$/.test(String(at.key))
    )
      return true;
  return false;
}
