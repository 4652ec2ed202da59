/**
 * What a network has written and nothing in the source stands for: words that are none, words left as they were, characters of the
 * source's script, numbers, quotation marks, brackets. Networks that lose their way spell such things.
 *
 * Not here: what has been lost or repeated (guards.ts), and what is copied (copied.ts).
 */
import type { KnownWords, Lexicon } from '../../text';

export interface Invention {
  /** As the network read it, with masks. */
  source: string;
  /** As it wrote it, with masks. */
  translation: string;
  /** BCP 47 tag of what it writes. */
  language: string;
  /** The user's own: whatever they are, they are meant. */
  terms?: readonly string[];
  words?: KnownWords;
  lexicon?: Lexicon;
}

const MASK = /\u2991\d+\u2992/g;
const withoutMasks = (text: string): string => text.replace(MASK, ' ');

function withoutTerms(text: string, terms: readonly string[]): string {
  let rest = text;
  for (const term of terms) {
    const small = rest.toLowerCase();
    // Where small letters are longer or shorter than capitals, places cannot be told: all of it is looked at.
    if (term === '' || small.length !== rest.length) continue;
    for (
      let at = small.lastIndexOf(term.toLowerCase());
      at >= 0;
      at = small.lastIndexOf(term.toLowerCase(), at - 1)
    ) {
      rest = `${rest.slice(0, at)} ${rest.slice(at + term.length)}`;
      if (at === 0) break;
    }
  }
  return rest;
}

export function isInvented(written: Invention): boolean {
  const plain = {
    ...written,
    source: withoutMasks(written.source),
    translation: withoutTerms(withoutMasks(written.translation), written.terms ?? []),
  };
  return hasStrangeWord(plain) || hasStrangeNumber(plain) || hasStrangeSigns(plain);
}

const HAN = /\p{Script=Han}/u;
/** A word, with what may make it a part of a name that a program has given. */
const WORD = /(?<![\p{L}\p{N}_.@/#-])\p{Script=Latin}[\p{Script=Latin}\p{M}]+(?![\p{N}_@/]|\.\p{L})/gu;
/** Shorter ones are signs of units and the like. */
const TELLING = 3;

const wordsOf = (text: string): string[] => text.match(WORD) ?? [];

function hasStrangeWord({ source, translation, language, words, lexicon }: Invention): boolean {
  const own = new Set((source.match(/\p{Script=Latin}[\p{Script=Latin}\p{M}]*/gu) ?? []).map(small));
  // A word that has been left as it was is one where training had it on both sides, or never saw it.
  const isLeft = (word: string): boolean => own.has(small(word)) && !isTranslated(word, source, lexicon);
  if (/^zh/i.test(language)) return wordsOf(translation).some((word) => !isLeft(word));
  if (HAN.test(translation)) return true;
  if (!words) return false;
  return wordsOf(translation).some(
    (word) => word.length >= TELLING && !/^\p{Lu}{2,}s?$/u.test(word) && !words.has(word) && !isLeft(word),
  );
}

/** A capital within a sentence makes a name of a word. */
function isTranslated(word: string, source: string, lexicon: Lexicon | undefined): boolean {
  if (!lexicon || /^\p{Lu}{2,}s?$/u.test(word)) return false;
  if (/^\p{Lu}/u.test(word) && !source.trimStart().startsWith(word)) return false;
  return lexicon.kindOf(word) !== 'copied' && lexicon.kindOf(small(word)) === 'translated';
}

const small = (word: string): string => word.toLowerCase();

/** Words that are written as numbers at times. */
const NUMBER_WORD =
  /[一二两三四五六七八九十百千万半双零]|(?<!\p{L})(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth|fifth|once|twice|half|double|single|zero|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|premi[eè]re?s?|demie?|janvier|f[eé]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[eé]cembre|january|february|march|april|may|june|july|august|september|october|november|december)(?!\p{L})/iu;

function hasStrangeNumber({ source, translation }: Invention): boolean {
  if (NUMBER_WORD.test(source)) return false;
  const own = new Set(source.match(/\d+/g) ?? []);
  return (translation.match(/\d+/g) ?? []).some((number) => !own.has(number));
}

/** Signs of two sentences' ends, or of none. */
const PILED = /[?？!！][.。,，]|[.。][?？!！]|。。|，，|，。|、、|,,/u;

/** A number that sticks to a word. */
const GLUED = /\p{Script=Latin}{2}\d/u;

function hasStrangeSigns({ source, translation }: Invention): boolean {
  if ([PILED, GLUED].some((sign) => sign.test(translation) && !sign.test(source))) return true;
  const [least, most] = [quotes(source), quotes(source) + singles(source)];
  const count = quotes(translation);
  if (count + singles(translation) < least || count > most || (isEven(source) && !isEven(translation)))
    return true;
  return BRACKETS.some(([opening, closing]) => {
    const [opened, closed] = [opening, closing].map((sign) => countOf(sign, translation));
    const [before, after] = [opening, closing].map((sign) => countOf(sign, source));
    return opened > before || closed > after || (before === after && opened !== closed);
  });
}

const countOf = (sign: RegExp, text: string): number => text.match(sign)?.length ?? 0;

const QUOTES = /["“”„«»「」『』]|``|''/g;
const isEven = (text: string): boolean => countOf(QUOTES, text) % 2 === 0;
/** Pairs, as far as they have two ends. */
const quotes = (text: string): number => Math.ceil(countOf(QUOTES, text) / 2);
const singles = (text: string): number =>
  countOf(/(?<![\p{L}\p{N}])['‘][^'‘’]{1,100}['’](?![\p{L}\p{N}])/gu, text);

const BRACKETS: readonly (readonly [RegExp, RegExp])[] = [
  [/[(（]/g, /[)）]/g],
  [/[[【]/g, /[\]】]/g],
];
