/**
 * Which of a few languages a text is in: by its script where that tells, by the small words of English and French, else
 * by n-gram statistics (tinyld), which need some length. Code and names are left out.
 */
import { detectAll } from 'tinyld/light';
import { maskPlaceholders } from './placeholders';

/** BCP 47 tags may say more than tinyld tells apart. */
const languageOf = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0];
const isChinese = (tag: string): boolean => languageOf(tag) === 'zh';
const MASKS = /\u2991\d+\u2992/g;

const HAN = /\p{Script=Han}/gu;
/** Japanese and Korean, which have Han characters too. */
const OTHER_SCRIPTS = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** Words and letters that only one of the two has. A label of an interface has few n-grams, but often one of these. */
const TELLING: Readonly<Record<string, RegExp>> = {
  en: /(?<![\p{L}'’-])(?:the|an|and|of|to|in|is|are|was|were|be|been|for|with|this|that|these|it|its|you|your|not|cannot|can|could|will|would|by|from|at|or|when|which|all|how|what|my|he|she|they|we|i|if|no|new|has|have|does|do|did)(?![\p{L}-])/giu,
  fr: /(?<![\p{L}-])(?:(?:le|la|les|un|une|des|du|de|et|est|sont|dans|pour|avec|ce|cette|ces|il|elle|vous|votre|vos|ne|pas|que|qui|au|aux|par|sur|ou|en|je|nous|se|son|sa|ses)(?![\p{L}-])|(?:[ldjnmtsc]|qu)['’](?=\p{L}))|[éèêàçùûôîœ]/giu,
};
const SPACED_WORDS = /(?:(?!\p{Script=Han})[\p{L}\p{M}'’])+/gu;

/**
 * @param among BCP 47 tags
 * @returns one of them; undefined when the text is too short to tell, or could be more than one
 */
export function detectLanguage(text: string, among: readonly string[]): string | undefined {
  const prose = maskPlaceholders(text).text.replace(MASKS, ' ');
  if (!/\p{L}/u.test(prose)) return undefined;
  const chinese = among.find(isChinese);
  if (OTHER_SCRIPTS.test(prose)) return byStatistics(prose, among);
  if (chinese !== undefined && isMostlyHan(prose)) return chinese;
  const others = among.filter((tag) => !isChinese(tag));
  // What Chinese there is in it are names.
  const words = prose.replace(HAN, ' ');
  if (!/\p{L}/u.test(words)) return undefined;
  return new Set(others.map(languageOf)).size === 1 && chinese !== undefined
    ? others[0]
    : (byTellingWords(words, others) ?? byStatistics(words, others));
}

/**
 * The language of a text too short for statistics, by its script and by the small words of a language alone.
 * @param among BCP 47 tags
 * @returns undefined where they do not tell, or tell of several languages alike
 */
export function detectSurely(text: string, among: readonly string[]): string | undefined {
  const prose = maskPlaceholders(text).text.replace(MASKS, ' ');
  if (OTHER_SCRIPTS.test(prose)) return undefined;
  const chinese = among.find(isChinese);
  if (chinese !== undefined && isMostlyHan(prose)) return chinese;
  const others = among.filter((tag) => !isChinese(tag));
  return byTellingWords(prose, others);
}

/** A word of another script takes the room of two Han characters: names of products stand in Chinese as they are. */
function isMostlyHan(prose: string): boolean {
  const han = prose.match(HAN)?.length ?? 0;
  const words = prose.match(SPACED_WORDS)?.length ?? 0;
  return han > 0 && 2 * han >= words;
}

/** @returns the language with the most such words, where all have been listed and one has more than the others */
function byTellingWords(prose: string, among: readonly string[]): string | undefined {
  const counts = among.map((tag) => prose.match(TELLING[languageOf(tag)] ?? /$^/g)?.length ?? 0);
  const most = Math.max(...counts);
  const listed = among.every((tag) => languageOf(tag) in TELLING);
  return listed && most > 0 && counts.filter((count) => count === most).length === 1
    ? among[counts.indexOf(most)]
    : undefined;
}

function byStatistics(prose: string, among: readonly string[]): string | undefined {
  const only = [...new Set(among.map(languageOf))];
  const [first, second] = detectAll(prose, { only });
  if (!first || (second && first.accuracy < 2 * second.accuracy)) return undefined;
  return among.find((tag) => languageOf(tag) === first.lang);
}

/** Scripts of Intl that are not scripts of Unicode. */
const SCRIPTS: Readonly<Record<string, string>> = { Hans: 'Han', Hant: 'Han' };

/**
 * Whether a text has a letter of the script that a language is usually written in: without one it is not of that language,
 * and no network that reads it can say anything.
 * @param language BCP 47 tag
 */
export function hasLettersOf(language: string, text: string): boolean {
  const script = new Intl.Locale(language).maximize().script ?? '';
  return lettersOf(SCRIPTS[script] ?? script).test(text);
}

function lettersOf(script: string): RegExp {
  try {
    return new RegExp(`\\p{Script=${script}}`, 'u');
  } catch {
    // A mix of scripts, such as Japanese has, or none that is known.
    return /\p{L}/u;
  }
}

/** Whether these languages are told from that one by script alone, so that the shortest text tells. */
export const isToldByScript = (language: string, others: readonly string[]): boolean =>
  others.every((other) => isChinese(other) !== isChinese(language));
