/**
 * Which of a few languages a text is in: by its script where that tells, by the words of English and French, else by
 * n-gram statistics (tinyld), which need some length. Code and names are left out.
 */
import { languageOf } from './language-tag';
import { detectAll } from 'tinyld/light';
import { maskPlaceholders } from './placeholders';
import { englishOverFrench, smallWords } from './word-evidence';

/** BCP 47 tags may say more than tinyld tells apart. */
const isChinese = (tag: string): boolean => languageOf(tag) === 'zh';
const MASKS = /\u2991\d+\u2992/g;

const HAN = /\p{Script=Han}/gu;
/** Japanese and Korean, which have Han characters too. */
const OTHER_SCRIPTS = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** Nats of evidence for English or French: so many for a guess, so many where a mistake costs more. */
const LIKELY = 2;
const SURE = 4;
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
    : isEnglishOrFrench(others)
      ? byWords(words, others, LIKELY)
      : byStatistics(words, others);
}

/**
 * The language of a text too short for a guess: by its script, or by words that leave no doubt.
 * @param among BCP 47 tags
 * @returns undefined where they do not tell, or tell of several languages alike
 */
export function detectSurely(text: string, among: readonly string[]): string | undefined {
  const prose = maskPlaceholders(text).text.replace(MASKS, ' ');
  if (OTHER_SCRIPTS.test(prose)) return undefined;
  const chinese = among.find(isChinese);
  if (chinese !== undefined && isMostlyHan(prose)) return chinese;
  const others = among.filter((tag) => !isChinese(tag));
  return byWords(prose.replace(HAN, ' '), others, SURE);
}

/** A word of another script takes the room of two Han characters: names of products stand in Chinese as they are. */
function isMostlyHan(prose: string): boolean {
  const han = prose.match(HAN)?.length ?? 0;
  const words = prose.match(SPACED_WORDS)?.length ?? 0;
  return han > 0 && 2 * han >= words;
}

/** Both, and nothing else. */
function isEnglishOrFrench(among: readonly string[]): boolean {
  const languages = new Set(among.map(languageOf));
  return languages.size === 2 && languages.has('en') && languages.has('fr');
}

/** By the words of a text, where it is English or French. */
function byWords(prose: string, among: readonly string[], evidence: number): string | undefined {
  if (!isEnglishOrFrench(among)) return undefined;
  const nats = englishOverFrench(prose);
  const language = nats >= evidence ? 'en' : nats <= -evidence ? 'fr' : undefined;
  return among.find((tag) => languageOf(tag) === language);
}

/**
 * Whether a text is in a language that is none of these, as a sentence of German in an English document.
 * @param among BCP 47 tags
 */
export function isOfAnotherLanguage(text: string, among: readonly string[]): boolean {
  const prose = maskPlaceholders(text).text.replace(MASKS, ' ');
  const known = among.map(languageOf);
  if (OTHER_SCRIPTS.test(prose)) return !known.some((language) => language === 'ja' || language === 'ko');
  const [first] = detectAll(prose);
  if (!first || known.includes(first.lang)) return false;
  // Statistics of letters take names and codes for any language: its small words must be there too.
  const own = smallWords(prose, first.lang) ?? 0;
  return own >= 2 && known.every((language) => own > (smallWords(prose, language) ?? 0));
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
