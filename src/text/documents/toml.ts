/** The passages of TOML: values that are prose (data-values.ts), and comments. Found by toml-eslint-parser's tree. */
import type { AST } from 'toml-eslint-parser';
import { parseTOML } from 'toml-eslint-parser';
import type { Span } from '../span';
import { commentPassages } from './comments';
import type { Place } from './data-values';
import { isProseValue, lookLikeMessages } from './data-values';
import { DocumentError } from './errors';
import { JSON_STRING } from './json';
import type { Passage } from './passage';
import { messagePassages } from './message-format';
import { Covered } from './ranges';
import type { StringForm } from './string-value';

export interface TomlString {
  /** Between its quotation marks. */
  range: Span;
  style: 'basic' | 'literal';
  place: Place | undefined;
  value: string;
}

/** A literal has no escapes at all, so that its quotation mark is written with the typographic sign. */
const LITERAL: StringForm = {
  escape: /(?!)/g,
  read: () => undefined,
  spell: (character) => (character === "'" ? '’' : character),
};

type Content = AST.TOMLContentNode | AST.TOMLTable | AST.TOMLKeyValue;

/** @throws DocumentError('malformed' | 'too-deep') */
export function tomlStrings(document: string): TomlString[] {
  const strings: TomlString[] = [];
  const todo: { node: Content; place: Place | undefined }[] = [];
  const add = (nodes: readonly Content[], placeOf: (index: number) => Place | undefined): void => {
    for (let i = nodes.length - 1; i >= 0; i--) todo.push({ node: nodes[i], place: placeOf(i) });
  };
  add(parsed(document).body[0].body, () => undefined);
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { node, place } = next;
    if (node.type === 'TOMLTable') {
      const own = keyed(node.key, place);
      add(node.body, () => own);
    } else if (node.type === 'TOMLKeyValue') todo.push({ node: node.value, place: keyed(node.key, place) });
    else if (node.type === 'TOMLArray') add(node.elements, (key) => ({ key, parent: place }));
    else if (node.type === 'TOMLInlineTable') add(node.body, () => place);
    else if (node.kind === 'string') {
      const quotes = node.multiline ? 3 : 1;
      const range = { start: node.range[0] + quotes, end: node.range[1] - quotes };
      strings.push({
        range,
        style: node.style === 'literal' ? 'literal' : 'basic',
        place,
        value: node.value,
      });
    }
  }
  return strings;
}

function parsed(document: string): AST.TOMLProgram {
  try {
    return parseTOML(document);
  } catch (error) {
    // The parser calls itself for each array in an array.
    if (error instanceof RangeError)
      throw new DocumentError('too-deep', 'arrays and tables lie too deep in each other');
    const { lineNumber, message } = error as { lineNumber?: number; message: string };
    throw new DocumentError('malformed', `this is no TOML: ${message}`, lineNumber);
  }
}

const keyed = ({ keys }: AST.TOMLKey, place: Place | undefined): Place | undefined =>
  keys.reduce<Place | undefined>(
    (parent, key) => ({ key: key.type === 'TOMLBare' ? key.name : key.value, parent }),
    place,
  );

/**
 * @param messages whether all values are texts of an interface; undefined: they tell by themselves
 * @throws DocumentError('malformed' | 'too-deep')
 */
export function tomlPassages(
  document: string,
  messages: boolean | undefined,
  selected?: readonly Span[],
): Passage[] {
  const strings = tomlStrings(document);
  const allMessages = messages ?? lookLikeMessages(strings.map(({ value }) => value));
  const values = strings.flatMap(({ range, style, place, value }) =>
    !selected && !isProseValue(value, place, allMessages)
      ? []
      : messagePassages(document, range, style === 'literal' ? LITERAL : JSON_STRING, selected),
  );
  const covered = new Covered(strings.map(({ range }) => range));
  const comments = commentPassages(document, { language: 'toml', line: '#' }, selected).filter(
    ({ range }) => !covered.touches(range),
  );
  return [...values, ...comments].sort((a, b) => a.range.start - b.range.start);
}
