/**
 * The user's glossary in a sentence: terms to be kept become masks, for others some listed form of the translation must
 * occur. Not here: the search that is made to write it (masked-translator.ts).
 */
import type { GlossaryEntry } from '../../protocol/document';
import type { MaskedSentence } from '../../text';
import { maskToken } from '../../text';

export interface GlossedSentence {
  /** With the terms to be kept as further masks. */
  sentence: MaskedSentence;
  /** Those that occur and are translated: one of the forms must be written. */
  wanted: GlossaryEntry[];
  /** Puts the kept terms back; other masks have their old numbers again. */
  restore(translated: string): string;
}

const MASK = /\u2991(\d+)\u2992/g;
const MASK_OR_TERM = (terms: readonly string[]): RegExp =>
  new RegExp(`\\u2991\\d+\\u2992|${terms.map(pattern).join('|')}`, 'giu');

/** A word of its own; Chinese has no spaces to tell it by. */
function pattern(term: string): string {
  const escaped = term.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const isWord = (character: string): boolean =>
    /[\p{L}\p{N}]/u.test(character) && !/\p{Script=Han}/u.test(character);
  const before = isWord(term[0]) ? '(?<![\\p{L}\\p{N}])' : '';
  const after = isWord(term.at(-1)!) ? '(?![\\p{L}\\p{N}])' : '';
  return before + escaped + after;
}

export const contains = (text: string, form: string): boolean => new RegExp(pattern(form), 'iu').test(text);

/** The longest terms count where several fit. */
export function gloss(sentence: MaskedSentence, glossary: readonly GlossaryEntry[]): GlossedSentence {
  const found = glossary.filter(({ term }) => contains(sentence.text, term));
  if (found.length === 0) return { sentence, wanted: [], restore: (translated) => translated };
  const entries = found.sort((a, b) => b.term.length - a.term.length);
  const byTerm = new Map(entries.map((entry) => [entry.term.toLowerCase(), entry]));
  const wanted = new Set<GlossaryEntry>();
  /** What each new mask stands for: an old mask, or a term. */
  const contents: string[] = [];
  const text = sentence.text.replace(MASK_OR_TERM(entries.map(({ term }) => term)), (match) => {
    const entry = byTerm.get(match.toLowerCase());
    if (entry && entry.translations.length > 0) {
      wanted.add(entry);
      return match;
    }
    return maskToken(contents.push(match) - 1);
  });
  const oldNumber = (content: string): number => Number(content.replace(/\D/g, ''));
  const isMask = (content: string): boolean => content.startsWith('\u2991');
  const newNumber = (old: number): number =>
    contents.findIndex((content) => isMask(content) && oldNumber(content) === old);
  return {
    sentence: {
      ...sentence,
      text,
      placeholders: contents.map((content) =>
        isMask(content) ? sentence.placeholders[oldNumber(content)] : content,
      ),
      pairs: sentence.pairs.map(([open, close]) => [newNumber(open), newNumber(close)]),
      words: /\p{L}/u.test(text.replace(MASK, '')),
    },
    wanted: [...wanted],
    restore: (translated) => translated.replace(MASK, (_, digits: string) => contents[Number(digits)]),
  };
}
