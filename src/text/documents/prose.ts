/**
 * A stretch of prose as passages: line ends within it taken out and put back to the document's width, escapes read as
 * the characters they stand for and written again. Used by every parser that has lines of prose or strings of data.
 */
import type { Span } from '../span';
import { areSentences, breakLines, columns, filledWidth, linePrefix, wrapWidth } from './layout';
import type { LineOfProse } from './layout';
import type { Block, Markup, Passage, Replaced } from './passage';
import { hasLetters, selectedParts, Unbroken } from './passage';
import { rangesWithin } from './ranges';

export interface Prose {
  range: Span;
  /** Line ends in it, in order, each with the space around it and what frames the next line. */
  breaks: readonly Span[];
  /** Places in the document. */
  markup: readonly Markup[];
  /** Escapes, in order, by what they stand for. */
  escapes?: readonly Required<Replaced>[];
}

/** How one character of a translation is spelt in the document's format. */
export type Spell = (character: string, before: string, after: string) => string;

export interface ProseOptions {
  /** Absent: as it is. */
  spell?: Spell;
  block?: Block;
  /** Markup that only shows when escapes are read. */
  markupOf?(text: string): Markup[];
  /** @param text as `write` gets it */
  verify?(text: string, source: string): boolean;
  /** Of the whole that stands in the range. */
  finish?(written: string): string;
  /** `soft`: another parser has found which lines belong together. Absent: lines that look so stay lines. */
  lineEnds?: 'soft';
}

/** Cut where lines end on purpose; each part is a passage. */
export function prosePassages(
  document: string,
  prose: Prose,
  selected: readonly Span[] | undefined,
  options: ProseOptions = {},
): Passage[] {
  const { range, breaks } = prose;
  const sorted = { ...prose, markup: inOrder(prose.markup), escapes: inOrder(prose.escapes ?? []) };
  const ends = options.lineEnds === 'soft' ? [] : endsOnPurpose(document, range, breaks);
  const parts = [...ends, { start: range.end, end: range.end }].map((end, i) => ({
    start: ends[i - 1]?.end ?? range.start,
    end: end.start,
  }));
  return parts.flatMap((part) => passagesOfPart(document, sorted, part, selected, options));
}

const inOrder = <T extends Span>(ranges: readonly T[]): T[] => [...ranges].sort((a, b) => a.start - b.start);

function passagesOfPart(
  document: string,
  { breaks, markup, escapes }: Required<Prose>,
  range: Span,
  selected: readonly Span[] | undefined,
  options: ProseOptions,
): Passage[] {
  const own = rangesWithin(breaks, range);
  const spelt = rangesWithin(escapes, range);
  const width = wrapWidth(linesOf(document, range, own));
  const whole = [...rangesWithin(markup, range), ...own, ...spelt];
  return selectedParts(document, range, selected, whole).flatMap((part) => {
    const inPart = rangesWithin(own, part);
    const replaced = [...inPart, ...rangesWithin(spelt, part)].sort((a, b) => a.start - b.start);
    const unbroken = new Unbroken(document, part, replaced);
    if (!hasLetters(unbroken.text)) return [];
    const layout = {
      indent: columns(linePrefix(document, part.start)),
      breaks: inPart.map(({ start, end }) => document.slice(start, end)),
      width,
    };
    const spell = options.spell && likeTheAuthor(options.spell, document, spelt);
    const found = [
      ...unbroken.markup(rangesWithin(markup, part)),
      ...(options.markupOf?.(unbroken.text) ?? []),
    ].sort((a, b) => a.start - b.start || b.end - a.end);
    const passage: Passage = {
      range: part,
      text: unbroken.text,
      markup: found,
      write(text, atoms) {
        const respelt = spellWords(document, unbroken, found, text, atoms, spell);
        const written = breakLines(respelt.text, respelt.atoms, layout);
        return options.finish?.(written) ?? written;
      },
      ...(options.block && { block: options.block }),
    };
    const { verify } = options;
    if (verify) passage.verify = (text) => verify(text, unbroken.text);
    return [passage];
  });
}

const DISGUISES: Readonly<Record<string, string>> = {
  '`': 'ˋ',
  '<': '‹',
  '>': '›',
  '[': '⁅',
  ']': '⁆',
  '{': '⁅',
  '}': '⁆',
};

/**
 * The ends of pairs as they read, so that nothing around a word is taken for a placeholder with the word in it:
 * `{word}`, `<label,word>`, `https://example.org[word]`.
 */
export const disguised = (document: string, markup: readonly Markup[]): Required<Replaced>[] =>
  markup
    .filter(({ pair }) => pair !== undefined)
    .map(({ start, end, pair }) => {
      const signs = document.slice(start, end).replace(/[`<>[\]{}]/g, (sign) => DISGUISES[sign]);
      const plain = /^[*_#]+$/.test(signs);
      return { start, end, by: plain ? signs : pair === start ? `${signs} ` : ` ${signs}` };
    });

/** What the author has spelt in a way of his own is spelt so again. */
function likeTheAuthor(spell: Spell, document: string, escapes: readonly Required<Replaced>[]): Spell {
  const own = new Map(
    escapes
      .filter(({ by }) => by.length === 1 && !/\s/.test(by))
      .map(({ start, end, by }) => [by, document.slice(start, end)]),
  );
  return (character, before, after) => own.get(character) ?? spell(character, before, after);
}

/** Words are spelt anew; what was not words stands as the document has it. */
function spellWords(
  document: string,
  unbroken: Unbroken,
  marks: readonly Markup[],
  text: string,
  atoms: readonly Span[],
  spell: Spell | undefined,
): { text: string; atoms: readonly Span[] } {
  if (!spell) return { text, atoms };
  let result = '';
  let at = 0;
  const moved: Span[] = [];
  const known = new Map(marks.map((one) => [unbroken.text.slice(one.start, one.end), one.start]));
  const words = (end: number): void => {
    for (; at < end; at++) result += spell(text[at], text[at - 1] ?? '', text[at + 1] ?? '');
  };
  for (const { start, end } of atoms) {
    words(start);
    const from = result.length;
    const atom = text.slice(start, end);
    const source = known.get(atom) ?? unbroken.text.indexOf(atom);
    if (source < 0) words(end);
    else result += document.slice(unbroken.origin(source, 'begins'), unbroken.origin(source + end - start));
    at = end;
    moved.push({ start: from, end: result.length });
  }
  words(text.length);
  return { text: result, atoms: moved };
}

export const linesOf = (document: string, { start, end }: Span, breaks: readonly Span[]): LineOfProse[] =>
  [...breaks, { start: end, end }].map((one, i) => {
    const from = breaks[i - 1]?.end ?? start;
    const text = document.slice(from, one.start);
    return { width: columns(linePrefix(document, from) + text), text };
  });

/** Where the author writes a sentence to a line, those line ends are kept. */
export function endsOnPurpose(document: string, range: Span, breaks: readonly Span[]): readonly Span[] {
  const lines = linesOf(document, range, breaks);
  if (breaks.length === 0 || (filledWidth(lines) !== undefined && !areSentences(lines))) return [];
  return breaks.filter(({ start }) =>
    /[.!?:;。！？：；…)"”»*_`]$/u.test(document.slice(Math.max(range.start, start - 2), start)),
  );
}
