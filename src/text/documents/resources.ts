/**
 * The passages of files of resources in XML: Android's strings.xml, .NET's .resx, Apple's .stringsdict. Values are prose;
 * names, types, arguments and what is marked as not translatable are not.
 */
import type { Span } from '../span';
import type { Passage } from './passage';
import { hasLetters } from './passage';
import type { StringForm } from './string-value';
import { stringPassages } from './string-value';
import { rangesWithin } from './ranges';
import type { XmlDocument, XmlElement } from './xml';
import { characterOf, readXml, tagsInside, XML_TEXT } from './xml';

/**
 * https://developer.android.com/guide/topics/resources/string-resource#FormattingAndStyling
 * @param quoted between quotation marks, where an apostrophe stands for itself
 * @param data of a CDATA section, where there are no entities
 */
const androidForm = (quoted: boolean, data: boolean): StringForm => ({
  escape: data
    ? /(?:\\n)+|\\u[0-9A-Fa-f]{4}|\\[^]/g
    : /(?:\\n)+|\\u[0-9A-Fa-f]{4}|\\&(?:apos|quot|#39);|\\[^]|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z][\w.-]*);/g,
  read(escape) {
    if (escape.startsWith('&')) return characterOf(escape);
    if (escape.startsWith('\\&')) return characterOf(escape.slice(1));
    if (escape.startsWith('\\n')) return '\n'.repeat(escape.length / 2);
    if (/^\\u/.test(escape)) {
      const character = String.fromCharCode(parseInt(escape.slice(2), 16));
      return /[\p{L}\p{M}\p{P}]/u.test(character) ? character : undefined;
    }
    return /['"@?\\]/.test(escape[1]) ? escape[1] : undefined;
  },
  spell(character) {
    if (character === "'") return quoted ? "'" : "\\'";
    if (character === '"' || character === '\\') return `\\${character}`;
    return data ? character : XML_TEXT.spell(character, '', '');
  },
});

/** @throws DocumentError('malformed') */
export function androidPassages(document: string, selected?: readonly Span[]): Passage[] {
  const xml = readXml(document);
  const isValue = ({ name, parent }: XmlElement): boolean =>
    name === 'string' || (name === 'item' && /^(?:plurals|string-array)$/.test(parent?.name ?? ''));
  return outermost(xml, isValue).flatMap((element) => {
    const marked = [element, element.parent].some((one) => one?.attributes.translatable === 'false');
    const text = document.slice(element.content.start, element.content.end).trim();
    // A reference to another resource.
    if (marked || /^[@?][\w.:]+\/\w+$/.test(text)) return [];
    const quoted = /^"[^]*"$/.test(text);
    const form = (data: boolean): StringForm => androidForm(quoted, data);
    return valuePassages(document, xml, element, form, selected, { quoted });
  });
}

/** Elements of a kind that are in no other of it: what is in a value is a part of it. */
function outermost({ elements }: XmlDocument, isValue: (element: XmlElement) => boolean): XmlElement[] {
  let done = 0;
  return elements.filter((element) => {
    if (element.open.start < done || !isValue(element)) return false;
    done = element.close.end;
    return true;
  });
}

/** Elements of other spaces of names (xliff:g) say what stays. */
const isForeign = ({ name }: XmlElement): boolean => name.includes(':');

function valuePassages(
  document: string,
  xml: XmlDocument,
  element: XmlElement,
  form: (data: boolean) => StringForm,
  selected: readonly Span[] | undefined,
  { quoted = false, literal = false }: { quoted?: boolean; literal?: boolean },
): Passage[] {
  const { start, end } = element.content;
  const data = rangesWithin(xml.data, element.content);
  if (data.length > 0)
    return data.flatMap((range) => stringPassages(document, range, form(true), selected, { literal }));
  const text = document.slice(start, end);
  const from = start + (quoted ? text.indexOf('"') + 1 : 0);
  const to = quoted ? start + text.lastIndexOf('"') : end;
  const markup = tagsInside(xml, element, isForeign);
  return stringPassages(document, { start: from, end: Math.max(from, to) }, form(false), selected, {
    markup,
    literal,
  });
}

/** @throws DocumentError('malformed') */
export function resxPassages(document: string, selected?: readonly Span[]): Passage[] {
  const xml = readXml(document);
  const isValue = ({ name, parent }: XmlElement): boolean => name === 'value' && parent?.name === 'data';
  return outermost(xml, isValue).flatMap((element) => {
    const { attributes } = element.parent!;
    // A picture, a size, a colour: of a type.
    if ('type' in attributes || 'mimetype' in attributes || attributes.name?.startsWith('>>')) return [];
    return valuePassages(document, xml, element, () => XML_TEXT, selected, { literal: true });
  });
}

const PLURAL_KEYS = /^(?:zero|one|two|few|many|other|NSStringLocalizedFormatKey)$/;

/** @throws DocumentError('malformed') */
export function stringsdictPassages(document: string, selected?: readonly Span[]): Passage[] {
  const xml = readXml(document);
  let key = '';
  return outermost(xml, ({ name }) => name === 'key' || name === 'string').flatMap((element) => {
    const text = document.slice(element.content.start, element.content.end);
    if (element.name === 'key') key = text;
    const wanted = element.name === 'string' && PLURAL_KEYS.test(key);
    // %#@files@ is a name.
    return wanted && hasLetters(text.replace(/%#@\w+@/g, ''))
      ? stringPassages(document, element.content, XML_TEXT, selected, {
          markup: namesIn(text, element.content.start),
          literal: true,
        })
      : [];
  });
}

const namesIn = (text: string, offset: number): Span[] =>
  Array.from(text.matchAll(/%#@\w+@/g), ({ 0: { length }, index }) => ({
    start: offset + index,
    end: offset + index + length,
  }));
