/**
 * How much the words of a text speak for English or for French: small words that only one of them has, and the letters of
 * the others (statistics/en-fr.ts). Words that both have speak for neither.
 *
 * Not here: what is concluded from it (languages.ts).
 */
import { SHARED, TRIGRAMS } from './statistics/en-fr';

/** Small words that one language has and its neighbours do not. */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  en: 'the an and of to in is are was were be been for with this that these it its you your not cannot can could will would by from at or when which all how what my he she they we i if no new has have does do did',
  fr: 'le la les un une des du de et est sont dans pour avec ce cette ces il elle vous votre vos ne pas que qui au aux par sur ou où à en je nous se son sa ses leur mais',
  de: 'der die das und ist nicht ein eine einen einer den dem zu mit sich auf für von im auch wird werden kann können sie wenn bitte oder aber ich wir ihre ihr als bei nach aus wie',
  es: 'el los las una por para con está pero como más del y lo su sus ser puede este esta muy también sin porque usted',
  it: 'il lo gli della delle del di che non è per con una sono questo questa può nel alla essere più perché anche',
  pt: 'o os uma não para com do da dos das é em por mais pode foi seu sua você esta este como',
  nl: 'het een van niet dat wordt worden kan met voor op zijn naar aan ook deze dit bij als maar of',
};
const SETS = Object.fromEntries(
  Object.entries(SMALL_WORDS).map(([language, words]) => [language, new Set(words.split(' '))]),
);
const ELISION = /(?<![\p{L}])(?:[ldjnmtsc]|qu)['’](?=\p{L})/giu;
const WORD = /\p{L}[\p{L}\p{M}]*/gu;

const trigrams = new Map(
  TRIGRAMS.trim()
    .split(/\s+/)
    .map((entry): [string, number] => [entry.slice(0, 3), Number(entry.slice(3)) / 10]),
);
const shared = new Set(SHARED.trim().split(/\s+/));

/** A small word says as much as this, and no other word says more than twice of it. */
const SMALL = 3;
const MOST = 6;

/** Among so many words in small letters one with a capital is a name, which is of no language. */
const FEW_WORDS = 2;
const WITHIN_SENTENCE = /[\p{L},] $/u;
const SMALL_LETTERS = /(?<!\p{L})\p{Ll}[\p{L}\p{M}]+/gu;

/** @returns nats for English, negative for French; 0 where no word tells */
export function englishOverFrench(text: string): number {
  let sum = -SMALL * (text.match(ELISION)?.length ?? 0);
  const namesTell = (text.match(SMALL_LETTERS) ?? []).length < FEW_WORDS;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const small = word.toLowerCase();
    if (SETS.en.has(small)) sum += SMALL;
    else if (SETS.fr.has(small)) sum -= SMALL;
    else if (
      !namesTell &&
      /^\p{Lu}/u.test(word) &&
      WITHIN_SENTENCE.test(text.slice(Math.max(0, index - 2), index))
    )
      continue;
    else if (!shared.has(small)) sum += Math.max(-MOST, Math.min(MOST, oddsOf(small)));
  }
  return sum;
}

function oddsOf(word: string): number {
  const framed = `^${word}$`;
  let sum = 0;
  for (let i = 0; i + 3 <= framed.length; i++) sum += trigrams.get(framed.slice(i, i + 3)) ?? 0;
  return sum;
}

/** Different small words that a text has of a language; undefined for languages that are not known here. */
export function smallWords(text: string, language: string): number | undefined {
  const known = SETS[language] as ReadonlySet<string> | undefined;
  return (
    known &&
    new Set(Array.from(text.matchAll(WORD), ([word]) => word.toLowerCase()).filter((word) => known.has(word)))
      .size
  );
}
