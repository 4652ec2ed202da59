/**
 * The user's glossary in a sentence: terms to be kept are copied, of others some listed form of the translation must
 * occur. Not here: the search that is made to write it (masked-translator.ts).
 */
import type { GlossaryEntry } from '../../protocol/document';
import type { Span } from '../../text/span';

export interface Terms {
  /** Where terms stand that are kept. */
  kept: Span[];
  /** Those that occur and are translated: one of the forms must be written. */
  wanted: GlossaryEntry[];
  /** Where these stand. */
  translated: Span[];
}

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

/** The same for all spellings that an expression with the flags "iu" takes for the same. */
const folded = (text: string): string => text.toLowerCase().toUpperCase();

/** By glossary: thousands of terms are folded once, and expressions are made of those alone that a text has. */
const foldedTerms = new WeakMap<readonly GlossaryEntry[], readonly string[]>();

function entriesIn(text: string, glossary: readonly GlossaryEntry[]): GlossaryEntry[] {
  const terms = foldedTerms.get(glossary) ?? glossary.map(({ term }) => folded(term));
  foldedTerms.set(glossary, terms);
  const whole = folded(text);
  return glossary.filter(({ term }, i) => whole.includes(terms[i]) && contains(text, term));
}

export const hasTerm = (text: string, glossary: readonly GlossaryEntry[]): boolean =>
  entriesIn(text, glossary).length > 0;

/** Looks for the terms of one glossary. */
export interface TermFinder {
  /** @param text with masks, in which no term is found */
  in(text: string): Terms;
  has(text: string): boolean;
}

/** A text that is asked for again, as sentences are that are read in several ways, is not looked through again. */
export function termFinder(glossary: readonly GlossaryEntry[]): TermFinder {
  const known = new Map<string, Terms>();
  return {
    in(text) {
      const terms = known.get(text) ?? findTerms(text, glossary);
      known.set(text, terms);
      return terms;
    },
    has: (text) => hasTerm(text, glossary),
  };
}

/**
 * The longest terms count where several fit.
 * @param text with masks, in which no term is found
 */
export function findTerms(text: string, glossary: readonly GlossaryEntry[]): Terms {
  const entries = entriesIn(text, glossary);
  if (entries.length === 0) return { kept: [], wanted: [], translated: [] };
  const longestFirst = entries.sort((a, b) => b.term.length - a.term.length).map(({ term }) => term);
  const byTerm = new Map(entries.map((entry) => [entry.term.toLowerCase(), entry]));
  const wanted = new Set<GlossaryEntry>();
  const kept: Span[] = [];
  const translated: Span[] = [];
  for (const { 0: match, index } of text.matchAll(MASK_OR_TERM(longestFirst))) {
    const entry = byTerm.get(match.toLowerCase());
    if (!entry) continue;
    const range = { start: index, end: index + match.length };
    if (entry.translations.length === 0) kept.push(range);
    else {
      wanted.add(entry);
      translated.push(range);
    }
  }
  return { kept, wanted: [...wanted], translated };
}
