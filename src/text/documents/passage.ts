/**
 * A passage: prose of a document that is translated as a whole, such as a paragraph, a heading, a table cell, a comment, a
 * value. What lies between the passages of a document is never touched.
 *
 * Not here: which passages a document has (the parsers beside this file).
 */
import type { TextRange } from '../placeholders';

/** Markup inside a passage: carried over as it is. */
export interface Markup extends TextRange {
  /** The same number for the two ends of one thing: ** and **, <b> and </b>, [ and ](target). */
  pair?: number;
}

/** What several passages are parts of, where they could change what the format's parser makes of each other. */
export interface Block {
  range: TextRange;
  /** Whether words can be nothing but words, so that there is nothing to verify. */
  isPlain(words: string): boolean;
  /** @param written what stands in the range after translation */
  verify(written: string): boolean;
}

export interface Passage {
  /** What of the document is replaced. */
  range: TextRange;
  /** The prose, line breaks within it as one space. */
  text: string;
  /** Of `text`, in its order. */
  markup: readonly Markup[];
  /**
   * What stands in `range` for a translation: broken into lines as the document does, escaped as its format wants.
   * @param atoms of `text`: not words, so neither broken nor escaped
   */
  write(text: string, atoms: readonly TextRange[]): string;
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

/** Takes line breaks out of a stretch of a document, and tells where things have gone. */
export class Unbroken {
  readonly text: string;
  /** Document offset at which each break begins, and by how much later offsets shrink. */
  private readonly breaks: readonly (TextRange & { by: string })[];

  /**
   * @param breaks in order; each a line end with the prefix of the next line
   * @param by what stands for breaks that say nothing else; by default a space, between Chinese characters nothing
   */
  constructor(
    document: string,
    private readonly range: TextRange,
    breaks: readonly (TextRange & { by?: string })[],
    by?: string,
  ) {
    this.breaks = breaks.map((one) => ({
      ...one,
      by: one.by ?? by ?? (isCjk(document[one.start - 1]) && isCjk(document[one.end]) ? '' : ' '),
    }));
    let text = '';
    let done = range.start;
    for (const { start, end, by: instead } of this.breaks) {
      text += document.slice(done, start) + instead;
      done = end;
    }
    this.text = text + document.slice(done, range.end);
  }

  /** Offset in `text` of an offset in the document. */
  at(offset: number): number {
    let result = offset - this.range.start;
    for (const { start, end, by } of this.breaks) {
      if (offset <= start) break;
      result -= Math.min(offset, end) - start - by.length;
    }
    return result;
  }

  markup(markup: readonly Markup[]): Markup[] {
    return markup
      .filter(({ start, end }) => start >= this.range.start && end <= this.range.end)
      .map((one) => ({ ...one, start: this.at(one.start), end: this.at(one.end) }));
  }
}

/**
 * The parts of a range that are selected, without space at their ends. What must not be cut is in whole or not at all.
 * @param selected undefined: everything
 * @param whole markup and breaks
 */
export function selectedParts(
  document: string,
  range: TextRange,
  selected: readonly TextRange[] | undefined,
  whole: readonly TextRange[],
): TextRange[] {
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

export function trimmed(document: string, { start, end }: TextRange): TextRange {
  while (start < end && /\s/.test(document[start])) start++;
  while (end > start && /\s/.test(document[end - 1])) end--;
  return { start, end };
}

export const hasLetters = (text: string): boolean => /\p{L}/u.test(text);
