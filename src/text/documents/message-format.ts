/**
 * Messages with ICU's syntax ({count, plural, one {# file} other {# files}}): each text of a branch is prose of its own.
 * Where a message is something else, it is a string as any other.
 */
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import type { Span } from '../span';
import { BRANCHES } from './data-values';
import type { Block, Markup, Passage } from './passage';
import { hasLetters, trimmed } from './passage';
import type { StringForm } from './string-value';
import { readString, stringPassages } from './string-value';

/** Deeper than anyone nests; the parser recurses. */
const DEEPEST = 40;

/** @param selected parts of the document that are wanted; undefined: all of it */
export function messagePassages(
  document: string,
  range: Span,
  form: StringForm,
  selected: readonly Span[] | undefined,
): Passage[] {
  const read = readString(document, range, form);
  const elements = BRANCHES.test(read.text) ? parsed(read.text) : undefined;
  if (!elements) return stringPassages(document, range, beforeBraces(form), selected);
  const shape = shapeOf(elements);
  const block: Block = {
    range,
    isPlain: () => false,
    verify(written) {
      const again = parsed(readString(written, { start: 0, end: written.length }, form).text);
      return again !== undefined && shapeOf(again) === shape;
    },
  };
  const inMessage: StringForm = {
    ...form,
    // An apostrophe quotes what stands behind it.
    spell: (character, before, after) =>
      character === "'" && /[{}#<|']/.test(after)
        ? '’'
        : /[{}#<]/.test(character)
          ? `'${character}'`
          : form.spell(character, before, after),
  };
  return runsIn(elements).flatMap(({ start, end, markup }) => {
    const run = trimmed(read.text, { start, end });
    if (!hasLetters(read.text.slice(run.start, run.end))) return [];
    const place = (one: Span): Span => ({
      start: read.origin(one.start, 'begins'),
      end: read.origin(one.end),
    });
    const own = markup.map((one) => ({ ...one, ...place(one) }));
    return stringPassages(document, place(run), inMessage, selected, { markup: own, block, bare: true });
  });
}

/** In a message with arguments, ICU's or not: an apostrophe right before a brace would quote it in some. */
const beforeBraces = (form: StringForm): StringForm => ({
  ...form,
  spell: (character, before, after) =>
    character === "'" && after === '{' ? '’' : form.spell(character, before, after),
});

function parsed(text: string): MessageFormatElement[] | undefined {
  if (depthOf(text) > DEEPEST) return undefined;
  try {
    return parse(text, { captureLocation: true, requiresOtherClause: false });
  } catch {
    return undefined;
  }
}

function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if (character === '{' || character === '<') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === '>') depth--;
  }
  return deepest;
}

interface Run extends Span {
  markup: Markup[];
}

/** Texts between the things that branch, those of their branches included. */
function runsIn(elements: readonly MessageFormatElement[]): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  for (const element of elements) {
    if (branches(element)) {
      run = undefined;
      runs.push(...inner(element).flatMap(runsIn));
      continue;
    }
    const { start, end } = placeOf(element);
    run ??= begin(runs, start);
    run.end = end;
    run.markup.push(...markupOf(element));
  }
  return runs;
}

function begin(runs: Run[], start: number): Run {
  const run: Run = { start, end: start, markup: [] };
  runs.push(run);
  return run;
}

const branches = (element: MessageFormatElement): boolean =>
  element.type === TYPE.plural ||
  element.type === TYPE.select ||
  inner(element).some((list) => list.some(branches));

function inner(element: MessageFormatElement): MessageFormatElement[][] {
  if (element.type === TYPE.tag) return [element.children];
  if (element.type !== TYPE.plural && element.type !== TYPE.select) return [];
  return Object.values(element.options).map(({ value }) => value);
}

const placeOf = ({ location }: MessageFormatElement): Span => ({
  start: location!.start.offset,
  end: location!.end.offset,
});

/** Whole arguments; of a tag its two ends. */
function markupOf(element: MessageFormatElement): Markup[] {
  if (element.type === TYPE.literal) return [];
  const { start, end } = placeOf(element);
  if (element.type !== TYPE.tag || element.children.length === 0) return [{ start, end }];
  const [first, last] = [placeOf(element.children[0]), placeOf(element.children.at(-1)!)];
  return [
    { start, end: first.start, pair: start },
    ...element.children.flatMap(markupOf),
    { start: last.end, end, pair: start },
  ];
}

/** Everything but the words. */
function shapeOf(elements: readonly MessageFormatElement[]): string {
  const parts = elements
    .filter(({ type }) => type !== TYPE.literal)
    .map((element) => {
      const name = 'value' in element ? element.value : '';
      const options = 'options' in element ? Object.keys(element.options) : [];
      return JSON.stringify([element.type, name, options, inner(element).map(shapeOf)]);
    });
  return parts.sort().join();
}
