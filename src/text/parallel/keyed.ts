/** Files in which each text has a key (locale files): the texts of two such files with one key say the same. */
import { appleStrings } from '../documents/apple-strings';
import type { Place } from '../documents/data-values';
import { jsonStrings } from '../documents/json';
import type { Passage } from '../documents/passage';
import { propertiesEntries } from '../documents/properties';
import { tomlStrings } from '../documents/toml';
import type { XmlElement } from '../documents/xml';
import { readXml } from '../documents/xml';
import { yamlStrings } from '../documents/yaml';
import { languageOf } from '../language-tag';
import type { Span } from '../span';
import type { Languages, PassagesOf, SentencePair } from './passages';
import { pairPassages } from './passages';

interface KeyedText {
  /** From the outside to the inside. */
  path: readonly string[];
  range: Span;
}

type KeyedReader = (document: string) => KeyedText[];

const READERS: Readonly<Record<string, KeyedReader>> = {
  json: (document) => jsonStrings(document).strings.map(placed),
  yaml: (document) => yamlStrings(document).map(placed),
  toml: (document) => tomlStrings(document).map(placed),
  properties: (document) => propertiesEntries(document).map(named),
  strings: (document) => appleStrings(document).map(named),
  android: (document) => xmlTexts(document, /^(?:string|item)$/),
  resx: (document) => xmlTexts(document, /^value$/),
  stringsdict: (document) => xmlTexts(document, /^string$/),
};

export const isKeyed = (kind: string): boolean => Object.hasOwn(READERS, kind);

/**
 * Texts by their keys, those of one key sentence by sentence.
 * @param source its passages are found as texts of an interface
 * @throws DocumentError('malformed')
 */
export function pairByKey(
  kind: string,
  source: PassagesOf,
  target: PassagesOf,
  languages: Languages,
): SentencePair[] {
  const read = READERS[kind];
  const own = byKey(source, read, languages.source);
  const others = byKey(target, read, languages.target);
  return [...own].flatMap(([key, passages]) => {
    const other = others.get(key);
    if (!other) return [];
    return pairPassages(
      { document: source.document, passages },
      { document: target.document, passages: other },
      languages,
    );
  });
}

/** Both are in the order of the document, and a passage lies in one text at most. */
function byKey(
  { document, passages }: PassagesOf,
  read: KeyedReader,
  language: string,
): Map<string, Passage[]> {
  const texts = withoutLanguage(read(document), language).sort((a, b) => a.range.start - b.range.start);
  const found = new Map<string, Passage[]>();
  let next = 0;
  for (const { path, range } of texts) {
    while (next < passages.length && passages[next].range.start < range.start) next++;
    const own: Passage[] = [];
    while (next < passages.length && passages[next].range.end <= range.end) own.push(passages[next++]);
    if (own.length > 0) found.set(JSON.stringify(path), own);
  }
  return found;
}

/** Rails puts all texts under the name of their language. */
function withoutLanguage(texts: KeyedText[], language: string): KeyedText[] {
  const root = texts[0]?.path[0] ?? '';
  const isLanguage = languageOf(root) === languageOf(language);
  if (!isLanguage || texts.some(({ path }) => path[0] !== root || path.length < 2)) return texts;
  return texts.map(({ path, range }) => ({ path: path.slice(1), range }));
}

function placed({ range, place }: { range: Span; place: Place | undefined }): KeyedText {
  const path: string[] = [];
  for (let at = place; at; at = at.parent) path.unshift(String(at.key));
  return { path, range };
}

const named = ({ key, range }: { key: string; range: Span }): KeyedText => ({ path: [key], range });

/** An element's way from the root: by names where there are any, otherwise by what the siblings are counted. */
function xmlTexts(document: string, wanted: RegExp): KeyedText[] {
  const { elements } = readXml(document);
  const paths = new Map<XmlElement | undefined, readonly string[]>([[undefined, []]]);
  const counts = new Map<string, number>();
  return elements.flatMap((element) => {
    const { name, attributes, parent, content: range } = element;
    const above = paths.get(parent) ?? [];
    const label = attributes.name ?? attributes.quantity;
    const sort = JSON.stringify([...above, name]);
    const count = label === undefined ? (counts.get(sort) ?? 0) : 0;
    if (label === undefined) counts.set(sort, count + 1);
    const path = [...above, `${name} ${label ?? count}`];
    paths.set(element, path);
    return wanted.test(name) ? [{ path, range }] : [];
  });
}
