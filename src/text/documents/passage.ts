/**
 * A passage: prose of a document that is translated as a whole, such as a paragraph, a heading, a table cell, a comment, a
 * value. What lies between the passages of a document is never touched.
 *
 * Not here: which passages a document has (the parsers beside this file).
 */
import type { Span } from '../span';

/** Markup inside a passage: carried over as it is. */
export interface Markup extends Span {
  /** The same number for the two ends of one thing: ** and **, <b> and </b>, [ and ](target). */
  pair?: number;
}

/** What several passages are parts of, where they could change what the format's parser makes of each other. */
export interface Block {
  range: Span;
  /** Whether words can be nothing but words, so that there is nothing to verify. */
  isPlain(words: string): boolean;
  /** @param written what stands in the range after translation */
  verify(written: string): boolean;
}

export interface Passage {
  /** What of the document is replaced. */
  range: Span;
  /** The prose, line breaks within it as one space. */
  text: string;
  /** Of `text`, in its order. */
  markup: readonly Markup[];
  /**
   * What stands in `range` for a translation: broken into lines as the document does, escaped as its format wants.
   * @param atoms of `text`: not words, so neither broken nor escaped
   */
  write(text: string, atoms: readonly Span[]): string;
  /** The text stands elsewhere in the document: what is in the range is not what is translated. */
  elsewhere?: true;
  /**
   * Whether a translation still is the same kind of thing to the format's parser.
   * @param text as `write` gets it
   */
  verify?(text: string): boolean;
  /** The same object for all parts of one. */
  block?: Block;
}

/** Chinese and Japanese are written without spaces between words. */
export const isCjk = (character: string | undefined): boolean =>
  character !== undefined &&
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u.test(character);

/** What of a document is read as something else: a line end as a space, an escape as the character it stands for. */
export interface Replaced extends Span {
  by?: string;
}

/** Takes line breaks and escapes out of a stretch of a document, and tells where things have gone. */
export class Unbroken {
  readonly text: string;
  private readonly replaced: readonly Required<Replaced>[];
  /** Offset in `text` at which what stands for each begins. */
  private readonly begins: number[] = [];

  /**
   * @param replaced in order, none overlapping: line ends with the prefix of the next line, escapes
   * @param by what stands for those that say nothing else; by default a space, between Chinese characters nothing
   */
  constructor(
    document: string,
    private readonly range: Span,
    replaced: readonly Replaced[],
    by?: string,
  ) {
    this.replaced = replaced.map((one) => ({
      ...one,
      by: one.by ?? by ?? (isCjk(document[one.start - 1]) && isCjk(document[one.end]) ? '' : ' '),
    }));
    let text = '';
    let done = range.start;
    for (const { start, end, by: instead } of this.replaced) {
      text += document.slice(done, start);
      this.begins.push(text.length);
      text += instead;
      done = end;
    }
    this.text = text + document.slice(done, range.end);
  }

  /** Offset in `text` of an offset in the document. */
  at(offset: number): number {
    const i = lastBelow(this.replaced.length, (k) => this.replaced[k].start < offset);
    if (i < 0) return offset - this.range.start;
    const { start, end, by } = this.replaced[i];
    // Within what is replaced: as far as that goes.
    return offset < end
      ? this.begins[i] + Math.max(0, offset - start - (end - start - by.length))
      : this.begins[i] + by.length + offset - end;
  }

  /**
   * Offset in the document of an offset in `text`; inside of what stands for something, where that begins.
   * @param side of what begins there, or of what ends there, where something has been taken out
   */
  origin(offset: number, side: 'begins' | 'ends' = 'ends'): number {
    const i = lastBelow(this.replaced.length, (k) =>
      side === 'begins' ? this.begins[k] <= offset : this.begins[k] < offset,
    );
    if (i < 0) return this.range.start + offset;
    const { start, end, by } = this.replaced[i];
    const behind = offset - this.begins[i] - by.length;
    return behind < 0 ? start : end + behind;
  }

  markup(markup: readonly Markup[]): Markup[] {
    return markup
      .filter(({ start, end }) => start >= this.range.start && end <= this.range.end)
      .map((one) => ({ ...one, start: this.at(one.start), end: this.at(one.end) }));
  }
}

/** @param below true up to some index, false from there on @returns that index; -1 for none */
function lastBelow(count: number, below: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (below(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The parts of a range that are selected, without space at their ends. What must not be cut is in whole or not at all.
 * @param selected undefined: everything
 * @param whole markup and breaks
 */
export function selectedParts(
  document: string,
  range: Span,
  selected: readonly Span[] | undefined,
  whole: readonly Span[],
): Span[] {
  const parts = (selected ?? [range]).flatMap((selection) => {
    let start = Math.max(range.start, selection.start);
    let end = Math.min(range.end, selection.end);
    for (const one of whole) {
      if (one.start < start && start < one.end) start = one.end;
      if (one.start < end && end < one.end) end = one.start;
    }
    return start < end ? [trimmed(document, { start, end })] : [];
  });
  return parts.filter(({ start, end }) => start < end);
}

export function trimmed(document: string, { start, end }: Span): Span {
  while (start < end && /\s/.test(document[start])) start++;
  while (end > start && /\s/.test(document[end - 1])) end--;
  return { start, end };
}

export const hasLetters = (text: string): boolean => /\p{L}/u.test(text);
