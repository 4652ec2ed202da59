/**
 * Examples of blanks: words taken out of lines of text, what is left as the source, what was taken as the target.
 * Some are shown without their future, so that one network can say what the past alone would suggest.
 */
import type { Tokenizer } from '../text';
import { blankIds, encodeBlank } from '../text';
import type { Example } from './batches';
import type { Random } from '../random';
import type { Recipe } from './recipe';

/** A word with the space before it; punctuation is no word. */
const WORD = / ?[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;

export interface BlankedLine {
  before: string;
  /** What was taken out, with the space before it. */
  filler: string;
  after: string;
}

/**
 * Takes 1 … maxWords neighbouring words out of a line, one most often (each further word half as likely).
 * @returns nothing for a line of fewer than two words
 */
export function drawSpan(line: string, maxWords: number, random: Random): BlankedLine | undefined {
  const words = [...line.matchAll(WORD)];
  if (words.length < 2) return undefined;
  let count = 1;
  while (count < Math.min(maxWords, words.length - 1) && random.uniform() < 0.5) count++;
  const first = random.below(words.length - count + 1);
  const start = words[first].index;
  const last = words[first + count - 1];
  const end = last.index + last[0].length;
  return { before: line.slice(0, start), filler: line.slice(start, end), after: line.slice(end) };
}

export function fillExamples(
  lines: readonly string[],
  tokenizer: Tokenizer,
  options: NonNullable<Recipe['fill']>,
  random: Random,
): Example[] {
  blankIds(tokenizer);
  return lines.flatMap((line) =>
    Array.from({ length: options.examplesPerLine }, () => {
      const span = drawSpan(line, options.maxWords, random);
      if (!span) return [];
      const future = random.uniform() >= options.pastOnly;
      const source = encodeBlank(tokenizer, [span.before, span.after], 0, future);
      return [{ source, target: tokenizer.encode(span.filler) }];
    }).flat(),
  );
}
