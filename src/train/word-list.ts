/**
 * Which words of its source language a network has learnt, counted over its training text: what a name is (src/text/names.ts)
 * is told by it. A word that training saw seldom is not in the list; nor is one that it saw no more than now and then, and with
 * the same word on the other side, because to copy it is never wrong.
 */
import type { Pair } from './corpus';

/** Seen fewer times a word has not been learnt. */
const SELDOM = 3;
/** Seen more often a network writes a word that is always copied right most of the time. */
const OFTEN = 20;
/** Of the times that a word is copied: nearly always, and mostly. */
const ALWAYS = 0.9;
const MOSTLY = 0.6;
/** Of the times that a word is seen, in small letters: fewer, and it is a name. */
const ORDINARY = 0.3;

interface Count {
  seen: number;
  copied: number;
}

const WORD = /(?!\p{Script=Han})[\p{L}\p{M}]+/gu;

/** @returns in order of the alphabet, with "=" before names that are copied nearly always */
export function wordList(pairs: Iterable<Pair>): string[] {
  const forms = formsIn(pairs);
  return [...forms.values()].flatMap((counts) => entryOf(counts) ?? []).sort();
}

/** Counts of each form by the word in small letters. */
function formsIn(pairs: Iterable<Pair>): Map<string, Map<string, Count>> {
  const words = new Map<string, Map<string, Count>>();
  for (const { source, target } of pairs) {
    const written = new Set(target.match(WORD));
    for (const form of source.match(WORD) ?? []) {
      const small = form.toLowerCase();
      const forms = words.get(small) ?? new Map<string, Count>();
      words.set(small, forms);
      const count = forms.get(form) ?? { seen: 0, copied: 0 };
      forms.set(form, { seen: count.seen + 1, copied: count.copied + Number(written.has(form)) });
    }
  }
  return words;
}

function entryOf(forms: ReadonlyMap<string, Count>): string | undefined {
  const sum = (of: keyof Count): number => [...forms.values()].reduce((all, count) => all + count[of], 0);
  const seen = sum('seen');
  const copied = sum('copied') / seen;
  if (seen < SELDOM || (seen < OFTEN && copied >= MOSTLY)) return undefined;
  const [first] = forms.keys();
  const small = first.toLowerCase();
  const inSmall = forms.get(small)?.seen ?? 0;
  if (inSmall >= SELDOM && inSmall >= ORDINARY * seen) return small;
  const [usual] = [...forms].reduce((a, b) => (b[1].seen > a[1].seen ? b : a));
  return copied >= ALWAYS ? `=${usual}` : usual;
}
