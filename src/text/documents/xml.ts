/** XML as a flat list of elements with their places, by saxes: whole documents, however deep. Well-formed, or refused. */
import { SaxesParser } from 'saxes';
import type { Span } from '../span';
import { DocumentError } from './errors';
import type { Markup } from './passage';
import { rangesWithin } from './ranges';
import type { StringForm } from './string-value';

export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** From < to >. */
  open: Span;
  /** Where there is none (<x/>) the same as `open`. */
  close: Span;
  /** Between its tags. */
  content: Span;
  parent: XmlElement | undefined;
}

export interface XmlDocument {
  /** In the order in which they begin. */
  elements: XmlElement[];
  /** Comments, processing instructions, and the signs around character data. */
  others: Span[];
  /** What is between those signs. */
  data: Span[];
}

const CDATA = { open: '<![CDATA[', close: ']]>' };

/** @throws DocumentError('malformed') */
export function readXml(document: string): XmlDocument {
  const parser = new SaxesParser({ position: true, xmlns: false });
  const found: XmlDocument = { elements: [], others: [], data: [] };
  let done = 0;
  let at: XmlElement | undefined;
  let failure: string | undefined;
  /** A raw < always begins markup, and the parser stands behind its end. */
  const next = (): Span => {
    const range = { start: document.indexOf('<', done), end: parser.position };
    done = range.end;
    return range;
  };
  const other = (): void => void found.others.push(next());
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    const open = next();
    const element = {
      name,
      attributes,
      open,
      close: open,
      content: { start: open.end, end: open.end },
      parent: at,
    };
    found.elements.push(element);
    if (!isSelfClosing) at = element;
  });
  parser.on('closetag', ({ isSelfClosing }) => {
    if (isSelfClosing || !at) return;
    at.close = next();
    at.content = { start: at.open.end, end: at.close.start };
    at = at.parent;
  });
  parser.on('cdata', () => {
    const { start, end } = next();
    const inner = { start: start + CDATA.open.length, end: end - CDATA.close.length };
    found.data.push(inner);
    found.others.push({ start, end: inner.start }, { start: inner.end, end });
  });
  for (const event of ['comment', 'processinginstruction', 'doctype', 'xmldecl'] as const)
    parser.on(event, other);
  parser.on('error', ({ message }) => {
    // An entity that a document type would define is no reason to read no further.
    if (!/entity/i.test(message)) failure ??= message;
  });
  parser.write(document).close();
  if (failure !== undefined)
    throw new DocumentError(
      'malformed',
      `this is no XML: ${failure}`,
      Number(failure.split(':')[0]) || undefined,
    );
  return found;
}

/** @returns the elements inside, whatever their depth, in order */
export function inside({ elements }: XmlDocument, outer: XmlElement): XmlElement[] {
  return elements.slice(firstAt(elements, outer.content.start), firstAt(elements, outer.content.end));
}

function firstAt(elements: readonly XmlElement[], offset: number): number {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (elements[middle].open.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The tags inside an element, in pairs; comments and signs of character data.
 * @param isWhole elements that stay with all that is in them
 */
export function tagsInside(
  xml: XmlDocument,
  outer: XmlElement,
  isWhole: (element: XmlElement) => boolean,
): Markup[] {
  const { start } = outer.content;
  const markup: Markup[] = rangesWithin(xml.others, outer.content);
  let done = start;
  for (const element of inside(xml, outer)) {
    if (element.open.start < done) continue;
    if (isWhole(element) || element.close === element.open) {
      done = element.close.end;
      markup.push({ start: element.open.start, end: done });
    } else {
      const pair = element.open.start;
      markup.push({ ...element.open, pair }, { ...element.close, pair });
    }
  }
  return markup.sort((a, b) => a.start - b.start);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Of a reference to a character; other entities are kept. */
export function characterOf(entity: string): string | undefined {
  const name = entity.slice(1, -1);
  if (Object.hasOwn(ENTITIES, name)) return ENTITIES[name];
  const code = /^#x/i.test(name)
    ? parseInt(name.slice(2), 16)
    : name.startsWith('#')
      ? Number(name.slice(1))
      : NaN;
  if (!(code > 32 && code < 0x10000)) return undefined;
  const character = String.fromCharCode(code);
  return /[\p{L}\p{M}\p{P}]/u.test(character) ? character : undefined;
}

export const XML_TEXT: StringForm = {
  escape: /&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z][\w.-]*);/g,
  read: characterOf,
  spell: (character) => (character === '<' ? '&lt;' : character === '&' ? '&amp;' : character),
};
