/**
 * Other ways to write the same sentence: people type in lower case, labels are in capitals, headings and buttons end
 * without a full stop, points of a list begin in lower case, word processors make quotes curly. Masks stay what they
 * are: digits and brackets have no case.
 */
import type { Pair } from './corpus';
import type { Words } from './words';
import { LATIN_WORD } from './words';

const both =
  (change: (text: string) => string) =>
  ({ source, target }: Pair): Pair => ({ source: change(source), target: change(target) });

export const lowerCase = both((text) => text.toLowerCase());
export const upperCase = both((text) => text.toUpperCase());

const STOP = /(?<!\s)\s*[.。]$/u;
export const withoutFullStop = both((text) => text.replace(STOP, ''));

const END = /(?<![\s.。!！?？:：;；…])\s*[.。!！?？:：;；…]+$/u;
/** The sign at the end goes on both sides; the commas of the source, too, which the target still sets. */
export const withoutPunctuation = ({ source, target }: Pair): Pair => ({
  source: source
    .replace(/[,，、;；](?=\s|\p{Script=Han})/gu, (_, at: number) =>
      /\p{Script=Han}/u.test(source[at + 1]) ? ' ' : '',
    )
    .replace(END, ''),
  target: target.replace(END, ''),
});

const MOST_WORDS = 12;
const SMALL =
  /^(?:a|an|the|and|or|of|to|in|on|for|at|by|with|from|as|le|la|les|de|des|du|et|ou|un|une|à|au|aux|en|dans|sur|par)$/u;

/** A Heading in English Title Case, of which the other language makes an ordinary one. */
export function titleCase({ source, target }: Pair): Pair | undefined {
  const words = [...source.matchAll(LATIN_WORD)];
  if (words.length < 2 || words.length > MOST_WORDS) return undefined;
  const written = source.replace(LATIN_WORD, (word, at: number) =>
    at > 0 && (SMALL.test(word) || /['’]/.test(source[at - 1]))
      ? word
      : word[0].toUpperCase() + word.slice(1),
  );
  return { source: written.replace(STOP, ''), target: target.replace(STOP, '') };
}

/** A point of a list: a small letter first, no sign at the end. Not where the first word is a name, or of two sentences. */
export function fragment({ source, target }: Pair, words: Words): Pair | undefined {
  const lowered = (text: string): string | undefined => {
    // Chinese has no capitals.
    if (/^\p{Lo}/u.test(text)) return text.replace(END, '');
    const [first] = text.match(/^\p{Lu}[\p{L}\p{M}]*(?:-\p{L}+)*/u) ?? [];
    if (first === undefined || words.count(first.toLowerCase()) === 0) return undefined;
    return text[0].toLowerCase() + text.slice(1).replace(END, '');
  };
  if (/[.!?。！？]\s?\S/u.test(source)) return undefined;
  const [small, other] = [lowered(source), lowered(target)];
  return small && other ? { source: small, target: other } : undefined;
}

/** Straight quotes become curly and curly ones straight, in the source alone. */
export const otherQuotes = ({ source, target }: Pair): Pair => ({
  source: /["']/.test(source)
    ? source
        .replace(/(?<![\p{L}\p{N}])"(?=\S)/gu, '“')
        .replace(/"/g, '”')
        .replace(/(?<![\p{L}\p{N}])'(?=[^']*')/gu, '‘')
        .replace(/'(?![\p{L}\p{N}])/gu, '’')
    : source.replace(/[“”]/g, '"').replace(/[‘’]/g, "'"),
  target,
});
