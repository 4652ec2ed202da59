/**
 * Signs that a translation is not one: words of the source that the network never looked at, words that it wrote over and
 * over. A candidate with such a fault is passed over; a sentence that has no other stays as it was, and that is told.
 *
 * Not here: placeholders, numbers and names, which are verified one by one (masked-translator.ts).
 */

import type { DoubtfulWord } from '../../protocol/document';
import type { Attended } from './coverage';
import { hasFaintWord, losesWords } from './coverage';

export type Fault = 'lost' | 'repeated';

/** What of a hypothesis the guards look at. */
export interface Judged extends Attended {
  source: string;
  translation: string;
}

/** So many source tokens in a row, none with more than this weight at any step, are a lost part of the sentence. */
const LOST_TOKENS = 5;
const LOST_WEIGHT = 0.2;
/** So much of all source tokens, where a sentence has some length. */
const LOST_SHARE = 0.25;
const SHORT = 12;
const UNSEEN = 0.1;

/** @returns undefined where nothing looks wrong */
export function faultOf(judged: Judged): Fault | undefined {
  if (losesWords(judged) || (hasGap(judged) && hasFaintWord(judged))) return 'lost';
  return repeats(judged.translation) > Math.max(2, repeats(judged.source)) || stutters(judged)
    ? 'repeated'
    : undefined;
}

/** Tokens that no step looked at, small words too: there are gaps where another language needs none of them. */
function hasGap({ attention, sourcePieces }: Judged): boolean {
  if (!attention || attention.length === 0) return false;
  const most = sourcePieces.map((_, s) => Math.max(...attention.map((row) => row[s] ?? 0)));
  let run = 0;
  for (const weight of most) {
    run = weight < LOST_WEIGHT ? run + 1 : 0;
    if (run >= LOST_TOKENS) return true;
  }
  return most.length >= SHORT && most.filter((weight) => weight < UNSEEN).length > LOST_SHARE * most.length;
}

const WORD = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;

/** How often the three words in a row that come most often do. */
function repeats(text: string): number {
  const words = Array.from(text.toLowerCase().matchAll(WORD), ([word]) => word);
  const counts = new Map<string, number>();
  for (let i = 0; i + 3 <= words.length; i++) {
    const key = words.slice(i, i + 3).join(' ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** Of what is written twice in a row, where the source does not. */
const STUTTERS = [
  // "SourceSource".
  /(?<!\p{L})(\p{Lu}?(?!\p{Script=Han})\p{L}{3,})\1(?!\p{L})/iu,
  // "non non non", "the the".
  /(?<![\p{L}\p{N}])((?!\p{Script=Han})\p{L}{2,})(?:[ ,]+\1){2}(?![\p{L}\p{N}])/iu,
  /(?<![\p{L}\p{N}])(the|an?|all|of|to|is|le|la|les|des?|du|un|une|est)[ ]+\1(?![\p{L}\p{N}])/iu,
  // "the left of the left".
  /(?<![\p{L}\p{N}])((?!\p{Script=Han})\p{L}{4,})(?: of(?: the)?| de(?: la)?| du)? \1(?![\p{L}\p{N}])/iu,
  // 构建构建, 连接的连接.
  /(\p{Script=Han}{2,8})[的中]?\1/u,
];

const stutters = ({ source, translation }: Judged): boolean =>
  STUTTERS.some((pattern) => pattern.test(translation) && !pattern.test(source)) ||
  (repeatsClause(translation) && !repeatsClause(source));

/** Shorter ones may be meant. */
const CLAUSE = 5;

/** The same clause twice in a row. */
function repeatsClause(text: string): boolean {
  const clauses = text
    .toLowerCase()
    .split(/[,;.，；。!?！？]/)
    .map((clause) => clause.trim());
  return clauses.some((clause, i) => clause.length >= CLAUSE && clause === clauses[i - 1]);
}

/** "12 files", "⦑0⦒ files": how many there are. */
const COUNTED =
  /(?<![\p{L}\p{N}.,])(?:\u2991(\d+)\u2992|(\d+)) (?!(?:of|in|is|on|and|or|from|to|at|by|with|was|were|are|de|du|en|est|et|ou|sur|à|par)(?!\p{L}))(?=\p{Ll})/gu;
/** %d, {count}. */
const COUNT =
  /^(?:%(?:\d{1,2}\$)?[-+0,']{0,3}\d{0,3}l{0,2}[diu]|%\((?:\w*(?:count|num|number|total)|n)\)[di]|[%$#]?\{{1,2}\s?(?:\w*(?:count|Count|num|Num|number|total|Total)|n)\s?\}{1,2}|#)$/;

/**
 * Whether a number that said how many there are says which one it is: "the files 12". Networks that write so have the right
 * words, but a better candidate is mostly next to it.
 * @param source and @param translation with the same masks
 */
export function hasMovedNumber(
  { text: source, placeholders }: { text: string; placeholders: readonly string[] },
  translation: string,
): boolean {
  return [...source.matchAll(COUNTED)].some(([, mask, number]) => {
    if (mask !== undefined && !COUNT.test(placeholders[Number(mask)])) return false;
    const sign = mask === undefined ? number : `\u2991${mask}\u2992`;
    const moved = `(?<!\\p{L})(?:les?|la|des?|l['’]|the|these|those) ?[\\p{L}-]{1,40} ${sign}(?![\\p{L}\\p{N}])`;
    return new RegExp(moved, 'iu').test(translation);
  });
}

const FULL_STOP = /[.!?。！？]["'”’»)\]*_]*$/u;
/** "… by Tomasz. 2024-11-03." */
const STOP_BEFORE_END = /[.!?。！？]\s*\u2991\d+\u2992\s*[.!?。！？]?$/u;
/** Between two words: a way through menus, a step. */
const ARROW_BETWEEN = /[\p{L}\p{N}*_`"”\u2992]\s*(?:→|⇒|->|=>|>)\s*[\p{L}\p{N}*_`"“\u2991]/u;
const ARROW_LAST = /(?:→|⇒|->|=>|>)\s*[.!?。！？]?$/u;

/**
 * Whether something that was copied stands behind the end of the sentence ("… on a Mac. M1"), or an arrow between two words
 * at the end. As above, a better candidate is mostly next to it.
 * @param source and @param translation with the same masks
 */
export function hasMovedEnd(source: string, translation: string): boolean {
  const [from, to] = [source.trim(), translation.trim()];
  if (FULL_STOP.test(from) && !FULL_STOP.test(to)) return true;
  if (STOP_BEFORE_END.test(to) && !STOP_BEFORE_END.test(from)) return true;
  return ARROW_BETWEEN.test(from) && !ARROW_LAST.test(from) && ARROW_LAST.test(to);
}

/**
 * The word that a network gave the least probability.
 * @param pieces of the translation, with the log-probability of each
 */
export function leastProbableWord(
  pieces: readonly string[],
  logProbs: readonly number[],
): DoubtfulWord | undefined {
  const words: { word: string; logProb: number }[] = [];
  pieces.forEach((piece, i) => {
    const last = words.at(-1);
    if (last && /^[\p{L}\p{M}\p{N}'’-]/u.test(piece) && !/^\p{Script=Han}/u.test(piece)) {
      last.word += piece;
      last.logProb += logProbs[i];
    } else words.push({ word: piece, logProb: logProbs[i] });
  });
  const told = words.filter(({ word }) => /\p{L}/u.test(word));
  const [least] = told.sort((a, b) => a.logProb - b.logProb);
  return least && { word: least.word.trim(), probability: Math.exp(least.logProb) };
}
