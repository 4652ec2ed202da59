/**
 * The passages of YAML: values that are prose (data-values.ts), in each style of quotation, and comments. Found by yaml's
 * concrete syntax tree, so that every byte outside of them stays.
 */
import type { CST } from 'yaml';
import { Parser } from 'yaml';
import type { Span } from '../span';
import { commentPassages } from './comments';
import type { Place } from './data-values';
import { isProseKey, isProseValue, looksLikeProse, lookLikeMessages } from './data-values';
import { embedded } from './embedded';
import { JSON_STRING } from './json';
import { linesIn, passagesOfLines } from './lines';
import { messagePassages } from './message-format';
import type { Passage } from './passage';
import type { StringForm } from './string-value';
import { Covered } from './ranges';
import { readString } from './string-value';

type Quotes = 'plain' | 'single' | 'double' | 'block';

export interface YamlString {
  /** Between its quotation marks; of a block, its lines. */
  range: Span;
  quotes: Quotes;
  place: Place | undefined;
  value: string;
}

const PLAIN: StringForm = { escape: /(?!)/g, read: () => undefined, spell: (character) => character };
export const SINGLE_QUOTED: StringForm = {
  escape: /''/g,
  read: () => "'",
  spell: (character) => (character === "'" ? "''" : character),
};
const FORMS: Readonly<Record<Quotes, StringForm>> = {
  plain: PLAIN,
  single: SINGLE_QUOTED,
  double: JSON_STRING,
  block: PLAIN,
};
const QUOTES: Readonly<Record<string, Quotes>> = {
  scalar: 'plain',
  'single-quoted-scalar': 'single',
  'double-quoted-scalar': 'double',
  'block-scalar': 'block',
};

/** All string values in the order of the document, however deep. */
export function yamlStrings(document: string): YamlString[] {
  const strings: YamlString[] = [];
  const todo: { token: CST.Token | null | undefined; place: Place | undefined }[] = [];
  for (const token of new Parser().parse(document)) {
    if (token.type === 'document') todo.push({ token: token.value, place: undefined });
    for (let next = todo.pop(); next; next = todo.pop()) {
      const { token: value, place } = next;
      if (!value) continue;
      if ('items' in value) todo.push(...childrenOf(value, place).reverse());
      else if (value.type in QUOTES && !isOtherValue(value as CST.FlowScalar))
        strings.push(stringOf(document, value as CST.FlowScalar, place));
    }
  }
  return strings;
}

/** Without quotation marks: true, null. */
const isOtherValue = ({ type, source }: CST.FlowScalar): boolean =>
  type === 'scalar' &&
  /^(?:true|false|null|yes|no|on|off|[yn~]|TRUE|FALSE|NULL|True|False|Null)$/.test(source);

function childrenOf(
  collection: CST.BlockMap | CST.BlockSequence | CST.FlowCollection,
  parent: Place | undefined,
): { token: CST.Token | null | undefined; place: Place }[] {
  return collection.items.map((item, i) => {
    const key = item.key && 'source' in item.key ? item.key.source : undefined;
    // In a list, what stands alone is in the place of the key.
    const alone = !('sep' in item && item.sep) && item.value === undefined;
    return {
      token: alone ? item.key : item.value,
      place: { key: key === undefined || alone ? i : key.replace(/^["']|["']$/g, ''), parent },
    };
  });
}

function stringOf(
  document: string,
  { type, offset, source }: CST.FlowScalar | CST.BlockScalar,
  place: Place | undefined,
): YamlString {
  const quotes = QUOTES[type];
  const whole = { start: offset, end: offset + source.length };
  const range = blockOrQuoted(document, whole, quotes, source);
  return { range, quotes, place, value: readString(document, range, FORMS[quotes]).text };
}

function blockOrQuoted(document: string, { start, end }: Span, quotes: Quotes, source: string): Span {
  if (quotes === 'plain') return { start, end };
  if (quotes !== 'block') return { start: start + 1, end: end - 1 };
  // The lines come after the header, whose place is the token's.
  const from = document.indexOf(source, start);
  return from < 0 ? { start, end: start } : { start: from, end: from + source.length };
}

/**
 * @param messages whether all values are texts of an interface; undefined: they tell by themselves
 * @param selected undefined: all values and comments that are prose; else what is in it
 */
export function yamlPassages(
  document: string,
  messages: boolean | undefined,
  selected?: readonly Span[],
): Passage[] {
  const strings = yamlStrings(document);
  const allMessages = messages ?? lookLikeMessages(strings.map(({ value }) => value));
  const values = strings.flatMap((string) =>
    !selected && !isProseValue(string.value, string.place, allMessages)
      ? []
      : passagesOf(document, string, selected),
  );
  return [...values, ...yamlComments(document, strings, selected)].sort(
    (a, b) => a.range.start - b.range.start,
  );
}

/** Outside of all strings. */
function yamlComments(
  document: string,
  strings: readonly YamlString[],
  selected: readonly Span[] | undefined,
): Passage[] {
  const covered = new Covered(strings.map(({ range }) => range));
  return commentPassages(document, { language: 'yaml', line: '#' }, selected).filter(
    ({ range }) => !covered.touches(range),
  );
}

function passagesOf(
  document: string,
  { range, quotes }: YamlString,
  selected: readonly Span[] | undefined,
): Passage[] {
  if (quotes === 'block')
    return passagesOfLines(
      document,
      linesIn(document, range).map((line) => ({ ...line, comment: false })),
      selected,
    );
  const passages = messagePassages(document, range, FORMS[quotes], selected);
  return quotes === 'plain'
    ? passages.flatMap((passage) => plainPassage(document, passage, range))
    : passages;
}

/** A word as it is where that can be read again, else between quotation marks. */
function plainPassage(document: string, passage: Passage, whole: Span): Passage[] {
  const isWhole = passage.range.start === whole.start && passage.range.end === whole.end;
  const line = document.slice(document.lastIndexOf('\n', whole.start - 1) + 1, whole.start);
  const inFlow = /[[{]/.test(line);
  const isSafe = (text: string): boolean =>
    !/^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|:(?:\s|$)|\s#|^(?:true|false|yes|no|on|off|null|~|y|n)$|^[\d.+-][\d.,:_+-]*$/i.test(
      text,
    ) && !(inFlow && /[,[\]{}]/.test(text));
  return [
    {
      ...passage,
      write(text, atoms) {
        const written = passage.write(text, atoms);
        return isSafe(written) ? written : `'${written.replaceAll("'", "''")}'`;
      },
      ...(!isWhole && { verify: isSafe }),
    },
  ];
}

/** The front matter of a document of prose, with its marks: only values under keys that are known for prose. */
export function frontMatterPassages(
  document: string,
  range: Span,
  selected: readonly Span[] | undefined,
): Passage[] {
  const text = document
    .slice(range.start, range.end)
    .replace(/^---[ \t]*|---[ \t]*$/g, (mark) => ' '.repeat(mark.length));
  const inner = selected?.map(({ start, end }) => ({ start: start - range.start, end: end - range.start }));
  const passages = yamlStrings(text)
    .filter(({ place, value }) => isProseKey(place) && looksLikeProse(value))
    .flatMap((string) => passagesOf(text, string, inner));
  const same = (written: string): string => written;
  return embedded(passages, { origin: (offset) => offset + range.start, spell: same, read: same });
}
