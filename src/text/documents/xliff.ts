/**
 * The passages of XLIFF 1.2 and 2: targets from sources, where there is none yet. What stands for code inside a text is
 * kept; units that are translated, or marked as not to be, stay.
 */
import type { Span } from '../span';
import { linePrefix } from './layout';
import type { Passage } from './passage';
import { stringPassages } from './string-value';
import type { XmlDocument, XmlElement } from './xml';
import { inside, readXml, tagsInside, XML_TEXT } from './xml';

/** Elements whose text is code: https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html#Struct_InLine. */
const CODE = new Set(['ph', 'bpt', 'ept', 'it', 'x', 'bx', 'ex', 'cp', 'sc', 'ec', 'sm', 'em']);
const NEW = /^(?:new|needs-translation|initial)$/;

/**
 * @param selected parts of the document that are wanted; undefined: all of it
 * @throws DocumentError('malformed')
 */
export function xliffPassages(document: string, selected?: readonly Span[]): Passage[] {
  const xml = readXml(document);
  return xml.elements.flatMap((source) => {
    const unit = source.parent;
    if (source.name !== 'source' || !unit || !/^(?:trans-unit|segment)$/.test(unit.name)) return [];
    if (isMarked(unit)) return [];
    const target = inside(xml, unit).find((one) => one.name === 'target' && one.parent === unit);
    const done = target !== undefined && target.content.end > target.content.start && !isNew(target, unit);
    const touched = selected?.some((one) => one.start < unit.close.end && unit.open.start < one.end);
    if (selected ? !touched : done) return [];
    return targetPassage(document, xml, source, target);
  });
}

function isMarked(unit: XmlElement): boolean {
  for (let at: XmlElement | undefined = unit; at; at = at.parent)
    if (at.attributes.translate !== undefined) return at.attributes.translate === 'no';
  return false;
}

const isNew = ({ attributes }: XmlElement, unit: XmlElement): boolean =>
  NEW.test(attributes.state ?? unit.attributes.state ?? '');

/** All of a source is one passage, whatever its sentences; what is written goes where the target is, or shall be. */
function targetPassage(
  document: string,
  xml: XmlDocument,
  source: XmlElement,
  target: XmlElement | undefined,
): Passage[] {
  const markup = tagsInside(xml, source, ({ name }) => CODE.has(name));
  const [part] = stringPassages(document, source.content, XML_TEXT, undefined, {
    markup,
    bare: true,
    whole: true,
  });
  if (!part) return [];
  const { start, end } = source.content;
  const [before, after] = [document.slice(start, part.range.start), document.slice(part.range.end, end)];
  const range = target
    ? target.open === target.close
      ? target.open
      : target.content
    : { start: source.close.end, end: source.close.end };
  return [
    {
      ...part,
      range,
      elsewhere: true,
      write(text, atoms) {
        const words = before + part.write(text, atoms) + after;
        if (target)
          return target.open === target.close
            ? `${openTag(document, target)}${words}</${target.name}>`
            : words;
        return `${gapBefore(document, source)}<target>${words}</target>`;
      },
    },
  ];
}

const openTag = (document: string, { open }: XmlElement): string =>
  document.slice(open.start, open.end).replace(/\/>$/, '').trimEnd() + '>';

/** A target stands on a line of its own where its source does. */
function gapBefore(document: string, { open }: XmlElement): string {
  const indent = linePrefix(document, open.start);
  const eol = /\r\n|\n|\r/.exec(document)?.[0] ?? '\n';
  return /^[ \t]*$/.test(indent) && open.start > indent.length ? eol + indent : '';
}
