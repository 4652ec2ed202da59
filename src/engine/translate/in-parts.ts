/**
 * A sentence that a network does not carry over as a whole, part by part: cut at every clause, translated, joined again.
 */
import type { Outcome } from '../../protocol/portion';
import type { AnnotatedText } from '../../text';
import { clauseStarts, maskToken } from '../../text';

const MASK = /\u2991(\d+)\u2992/g;

/**
 * @param translate gives one outcome for each part
 * @returns the sentences joined again with their masks; undefined where one cannot be cut, or not every part has a translation
 */
export async function translateInParts(
  sentences: readonly AnnotatedText[],
  translate: (parts: readonly AnnotatedText[]) => Promise<Outcome[]>,
): Promise<(string | undefined)[]> {
  const cut = sentences.map(partsOf);
  const parts = cut.flat();
  if (parts.length === 0) return sentences.map(() => undefined);
  const outcomes = await translate(parts.map(({ sentence }) => sentence));
  let next = 0;
  return cut.map((own) => {
    const start = next;
    next += own.length;
    const texts = own.map(({ numbers, after }, i) => {
      const outcome = outcomes[start + i];
      if (!('text' in outcome)) return undefined;
      return outcome.text.replace(MASK, (_, digits: string) => maskToken(numbers[Number(digits)])) + after;
    });
    return texts.length === 0 || texts.includes(undefined) ? undefined : joined(texts as string[]);
  });
}

/** No space behind the signs of Chinese. */
const joined = (texts: readonly string[]): string => texts.join('').replace(/([，；：])\s+/g, '$1');

interface Part {
  sentence: AnnotatedText;
  /** The masks of the whole sentence that it has. */
  numbers: number[];
  after: string;
}

/** None for a sentence that cannot be cut, or whose pairs a cut might part. */
function partsOf({ text, placeholders, pairs }: AnnotatedText): Part[] {
  if (pairs.length > 0) return [];
  const starts = [0, ...clauseStarts(text, { long: 0, part: 0, fewest: 3 })];
  if (starts.length === 1) return [];
  return starts.map((start, i) => {
    const whole = text.slice(start, starts[i + 1]);
    const own = whole.trimEnd();
    const numbers: number[] = [];
    const renumbered = own.replace(MASK, (_, digits: string) => maskToken(numbers.push(Number(digits)) - 1));
    const sentence = {
      text: renumbered,
      placeholders: numbers.map((n) => placeholders[n]),
      pairs: [],
      words: true,
    };
    return { sentence, numbers, after: whole.slice(own.length) || (i < starts.length - 1 ? ' ' : '') };
  });
}
