/** Files that hold both languages: gettext's PO, XLIFF, TMX, lines with tabs, and data whose keys are the texts of the source. */
import { languageOf } from '../language-tag';
import { looksLikeProse } from '../documents/data-values';
import { DocumentError } from '../documents/errors';
import { jsonStrings, JSON_STRING } from '../documents/json';
import { poMessages } from '../documents/po';
import type { Passage } from '../documents/passage';
import type { StringForm } from '../documents/string-value';
import { readString, stringPassages } from '../documents/string-value';
import type { XmlDocument, XmlElement } from '../documents/xml';
import { inside, readXml, tagsInside, XML_TEXT } from '../documents/xml';
import { unescapeCell } from '../tab-separated';
import type { BilingualKind } from './bilingual-kind';
import type { Languages, SentencePair } from './passages';
import { pairPassages } from './passages';

/**
 * @throws DocumentError('malformed') where it is not of that kind, or has no texts in these languages
 */
export function bilingualPairs(document: string, kind: BilingualKind, languages: Languages): SentencePair[] {
  return READERS[kind](document, languages);
}

type Reader = (document: string, languages: Languages) => SentencePair[];

const READERS: Readonly<Record<BilingualKind, Reader>> = { po, xliff, tmx, tsv, json };

const isLanguage = (tag: string | undefined, language: string): boolean =>
  tag !== undefined && languageOf(tag) === languageOf(language);

/** The source is where the model's source is. */
const turned = (pairs: SentencePair[], turn: boolean): SentencePair[] =>
  turn ? pairs.map(({ source, target }) => ({ source: target, target: source })) : pairs;

/** Text that is written as it reads. */
const RAW: StringForm = { escape: /(?!)/g, read: () => undefined, spell: (character) => character };

/** Paragraph by paragraph where both have as many, and each sentence by sentence. */
function pairTexts(source: string, target: string, languages: Languages): SentencePair[] {
  const [own, other] = [paragraphs(source), paragraphs(target)];
  if (own.length !== other.length) return pairParagraphs(own.join(' '), other.join(' '), languages);
  return own.flatMap((text, i) => pairParagraphs(text, other[i], languages));
}

const paragraphs = (text: string): string[] =>
  text.split(/(?<!\s)\s*[\r\n]\s*/).filter((part) => /\S/.test(part));

const pairParagraphs = (source: string, target: string, languages: Languages): SentencePair[] =>
  pairPassages(
    { document: source, passages: passagesOfText(source) },
    { document: target, passages: passagesOfText(target) },
    languages,
  );

const passagesOfText = (text: string): Passage[] =>
  stringPassages(text, { start: 0, end: text.length }, RAW, undefined, { whole: true });

/** Translations that are there and not marked as doubtful; of a plural the first form and the last. */
function po(document: string, languages: Languages): SentencePair[] {
  const language = /"Language:\s*([\w-]+)/.exec(document)?.[1];
  const turn = isLanguage(language, languages.source) && !isLanguage(language, languages.target);
  const written = turn ? { source: languages.target, target: languages.source } : languages;
  const pairs = poMessages(document).flatMap(({ id, plural, translations, fuzzy }) => {
    const last = translations.at(-1);
    if (fuzzy || translations[0] === undefined || last === undefined) return [];
    return [
      ...pairTexts(id, translations[0], written),
      ...(plural !== undefined ? pairTexts(plural, last, written) : []),
    ];
  });
  return turned(pairs, turn);
}

/** Elements whose text is code, in XLIFF and TMX. */
const CODE = new Set(['ph', 'bpt', 'ept', 'it', 'ut', 'x', 'bx', 'ex', 'cp', 'sc', 'ec', 'sm', 'em']);

const passagesIn = (document: string, xml: XmlDocument, element: XmlElement): Passage[] =>
  stringPassages(document, element.content, XML_TEXT, undefined, {
    markup: tagsInside(xml, element, ({ name }) => CODE.has(name)),
    bare: true,
    whole: true,
  });

/** A file says which languages it has; one that says nothing has the source where it says so. */
function xliff(document: string, languages: Languages): SentencePair[] {
  const xml = readXml(document);
  return xml.elements.flatMap((source) => {
    const unit = source.parent;
    if (source.name !== 'source' || !unit || !/^(?:trans-unit|segment)$/.test(unit.name)) return [];
    const target = inside(xml, unit).find((one) => one.name === 'target' && one.parent === unit);
    if (!target || /^(?:new|needs-|initial)/.test(target.attributes.state ?? unit.attributes.state ?? ''))
      return [];
    const turn = isLanguage(languageAbove(unit, 'source'), languages.target);
    const [first, second] = turn ? [target, source] : [source, target];
    return pairElements(document, xml, first, second, languages);
  });
}

function languageAbove(element: XmlElement, side: 'source' | 'target'): string | undefined {
  for (let at: XmlElement | undefined = element; at; at = at.parent) {
    const tag = at.attributes[`${side}-language`] ?? at.attributes[side === 'source' ? 'srcLang' : 'trgLang'];
    if (tag !== undefined) return tag;
  }
  return undefined;
}

function pairElements(
  document: string,
  xml: XmlDocument,
  source: XmlElement,
  target: XmlElement,
  languages: Languages,
): SentencePair[] {
  return pairPassages(
    { document, passages: passagesIn(document, xml, source) },
    { document, passages: passagesIn(document, xml, target) },
    languages,
  );
}

/** https://www.gala-global.org/tmx-14b: a unit (tu) has a variant (tuv) for each language. */
function tmx(document: string, languages: Languages): SentencePair[] {
  const xml = readXml(document);
  const pairs = xml.elements.flatMap((unit) => {
    if (unit.name !== 'tu') return [];
    const within = inside(xml, unit);
    const segment = (language: string): XmlElement | undefined =>
      within.find(
        ({ name, parent }) =>
          name === 'seg' && isLanguage(parent?.attributes['xml:lang'] ?? parent?.attributes.lang, language),
      );
    const [source, target] = [segment(languages.source), segment(languages.target)];
    return source && target ? pairElements(document, xml, source, target, languages) : [];
  });
  if (pairs.length === 0)
    throw new DocumentError(
      'malformed',
      `there is no text in both ${languages.source} and ${languages.target} in this TMX`,
    );
  return pairs;
}

/** Lines "source ⇥ target", or kept translations, "en-fr ⇥ source ⇥ target" with escapes; # begins a comment. */
function tsv(document: string, languages: Languages): SentencePair[] {
  const memory = new RegExp(`^[a-z]{2,3}(?:-[A-Za-z0-9]+)*-[a-z]{2,3}(?:-[A-Za-z0-9]+)*$`);
  const own = `${languageOf(languages.source)}-${languageOf(languages.target)}`;
  return document.split(/\r\n|\n|\r/).flatMap((line) => {
    if (line.startsWith('#')) return [];
    const cells = line.split('\t').map((cell) => cell.trim());
    if (cells.length > 2 && memory.test(cells[0]))
      return isPair(cells[0], languages)
        ? pairTexts(unescapeCell(cells[1]), unescapeCell(cells[2]), languages)
        : [];
    return cells.length > 1 && cells[0] !== own ? pairTexts(cells[0], cells[1], languages) : [];
  });
}

/** "en-fr", "en-zh-Hans". */
const isPair = (pair: string, { source, target }: Languages): boolean =>
  pair.toLowerCase().startsWith(`${languageOf(source)}-`) &&
  pair.toLowerCase().split('-').slice(1).includes(languageOf(target));

/** VS Code's bundles and i18next's: the key is the text of the source. */
function json(document: string, languages: Languages): SentencePair[] {
  const texts = jsonStrings(document).strings.map(({ range, place }) => ({
    key: String(place?.key ?? ''),
    value: readString(document, range, JSON_STRING).text,
  }));
  const prose = texts.filter(({ key }) => /\s/.test(key) && looksLikeProse(key));
  if (texts.length === 0 || prose.length < texts.length / 2)
    throw new DocumentError(
      'malformed',
      'the keys of this JSON are no sentences; give the file of the other language, too',
    );
  return texts.flatMap(({ key, value }) => pairTexts(key, value, languages));
}
