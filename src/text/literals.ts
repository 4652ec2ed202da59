/**
 * What a translation copies letter by letter though it looks like words and numbers: versions, dates, times, amounts,
 * handles, identifiers, signs of other scripts. A network that has to spell them gets them wrong now and then.
 *
 * Not in placeholders.ts, through which training data go: networks have learnt to read these as they are, and go on doing so
 * where nothing is lost. Not here: names (names.ts).
 */
import type { Span } from './span';

const NO_WORD_BEFORE = '(?<![\\p{L}\\p{M}\\p{N}_])';
const NO_WORD_AFTER = '(?![\\p{L}\\p{M}\\p{N}_])';
const MONEY = '[$€£¥₹₽₩]';

/** 1,250.50; 1 250,50 €; 12.5; -3.5 %; $1,200; 10000. */
const DIGITS = "(?:\\d{1,3}(?:(?:[,.'’\\u00a0\\u202f ]\\d{3})+(?!\\d))(?:[.,]\\d+)?|\\d+[.,]\\d+|\\d{5,})";
const AMOUNTS = [
  `${NO_WORD_BEFORE}[-+−±~≈]?(?:${MONEY}\\s?)?${DIGITS}(?:[\\u00a0\\u202f ]?(?:${MONEY}|[%‰°])(?:C|F)?)?(?![\\p{L}\\d])`,
  `${NO_WORD_BEFORE}${MONEY}\\s?\\d+${NO_WORD_AFTER}`,
  `${NO_WORD_BEFORE}\\d+[\\u00a0\\u202f ]?${MONEY}`,
].join('|');

/** 2021-08-15, 2021-08-15T10:30Z, 15/08/2021, 10:30:15.5, 9:00–18:30, 13 h 34. */
const TIMES = [
  `${NO_WORD_BEFORE}\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?${NO_WORD_AFTER}`,
  `${NO_WORD_BEFORE}\\d{1,4}[/.]\\d{1,2}[/.]\\d{1,4}${NO_WORD_AFTER}`,
  `${NO_WORD_BEFORE}\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?:\\s?[-–—]\\s?\\d{1,2}:\\d{2})?${NO_WORD_AFTER}`,
  `${NO_WORD_BEFORE}\\d{1,2}[\\u00a0\\u202f ]?h[\\u00a0\\u202f ]?\\d{2}${NO_WORD_AFTER}`,
].join('|');

/** +1 (555) 010-9999, 01 23 45 67 89: in groups, of which none is a number. */
const TELEPHONES =
  '(?<![\\w+])\\+\\d{1,3}(?:[ .-]?\\(?\\d{1,4}\\)?){2,6}(?![\\w-])|(?<![\\w+])0\\d(?:[ .-]\\d{2}){4}(?![\\w-])';

/** v1.2.3-rc.4, 3.x, ^1.2, >=2.0.0, 10.0.0.1. */
const VERSIONS = `(?<![\\p{L}\\p{N}_.])(?:[~^]|[<>]=?|==?)?v?\\d+(?:\\.(?:\\d+|x)){1,5}(?:[-+][A-Za-z\\d.-]{0,60}[A-Za-z\\d])?${NO_WORD_AFTER}`;

/** #3555, owner/repo#12, GH-7, CVE-2021-42574, ISO-8859-1, RFC 2119, U+FFFD, bc42149a, utf8, H264, x86. Not 2nd, 1990s, 1er. */
const IDS = [
  '(?<![\\p{L}\\p{N}&])(?:[\\w.-]{1,60}/[\\w.-]{1,60})?#\\d+(?![\\p{L}\\d])',
  `${NO_WORD_BEFORE}\\p{Lu}[\\p{Lu}\\d]{0,40}(?:-[\\p{Lu}\\d]{1,40}){0,8}-\\d[\\w.-]*(?<![.-])`,
  `${NO_WORD_BEFORE}\\p{Lu}{2,8} \\d{2,}(?:[-.]\\d+)*${NO_WORD_AFTER}`,
  `${NO_WORD_BEFORE}U\\+[0-9A-Fa-f]{4,6}${NO_WORD_AFTER}`,
  `${NO_WORD_BEFORE}0[xX][0-9A-Fa-f]+${NO_WORD_AFTER}`,
  `${NO_WORD_BEFORE}(?=[a-f\\d]*\\d)[a-f\\d]{8}(?:-[a-f\\d]{4}){3}-[a-f\\d]{12}${NO_WORD_AFTER}`,
  `${NO_WORD_BEFORE}(?!\\d+(?:st|nd|rd|th|s|er|re|e|è?me|de?|h)${NO_WORD_AFTER})(?=\\p{Script=Latin}*\\d)(?=\\d*\\p{Script=Latin})[\\p{Script=Latin}\\d]{2,80}(?:[-.][\\p{Script=Latin}\\d]+)*${NO_WORD_AFTER}`,
].join('|');

/** @handle, Foo::bar, call(a), key=value, key:value, foo!bar, --x. A "file(s)" is a word. */
const CODE = [
  '(?<![\\w@.])@[A-Za-z\\d][\\w-]*(?:/[\\w.-]*\\w)?',
  `${NO_WORD_BEFORE}[A-Za-z_]\\w*(?:::~?[A-Za-z_]\\w*)+(?:\\(\\))?`,
  `${NO_WORD_BEFORE}[A-Za-z_][\\w.]{0,100}\\((?!(?:e?s|e|x|ies|nes?)\\))[^()\\s，。]{1,80}\\)`,
  `${NO_WORD_BEFORE}[A-Za-z_][\\w.-]{0,100}[:!?;=][A-Za-z_\\d/"'][\\w.:;=!?/"'-]*(?<![.:;!?])`,
].join('|');

/** The rest of {name}=value, where a placeholder has been found already. */
const VALUES = '(?<=\\u2992)=[\\w./:@"\'-]*[\\w/"\']';

/** Jane Doe <jane@example.org>: the address is a mask by now. The first of three words only begins the sentence. */
const PERSONS =
  "(?<![\\p{L}\\p{M}.'’-])(?!^\\p{Lu}\\p{Ll}+ \\p{Lu}\\p{Ll}+ \\p{Lu})(?:\\p{Lu}[\\p{L}\\p{M}.'’-]*\\s){1,4}(?=\\u2991(?<mail>\\d+)\\u2992)";

/** Scripts other than those that the networks were trained on; arrows, boxes, blocks; what is no character at all. */
const SIGNS =
  '(?:(?!\\p{Script=Latin}|\\p{Script=Han}|\\p{Script=Common}|\\p{Script=Inherited})[\\p{L}\\p{N}]\\p{M}*)+(?:[ \\u00a0](?:(?!\\p{Script=Latin}|\\p{Script=Han}|\\p{Script=Common}|\\p{Script=Inherited})[\\p{L}\\p{N}]\\p{M}*)+)*' +
  '|[\\u2190-\\u21ff\\u2200-\\u22ff\\u2300-\\u27bf\\u2900-\\u2990\\u2993-\\u2bff\\ufdd0-\\ufdef\\ufff0-\\uffff\\p{Co}\\p{Cn}]+';

const LITERAL = new RegExp(
  [PERSONS, TELEPHONES, TIMES, VERSIONS, AMOUNTS, IDS, CODE, VALUES, SIGNS].join('|'),
  'gu',
);

/** Whole numbers of two digits and more. A network writes them as they are nearly always, and needs them for plurals. */
const NUMBER = /(?<![\p{L}\p{N}_\u2991])\d{2,}(?![\p{L}\p{N}_\u2992])/gu;

/**
 * @param text with masks
 * @param contentOf what a mask stands for
 * @param numbers short whole numbers too
 */
export function findLiterals(text: string, contentOf: (mask: number) => string, numbers: boolean): Span[] {
  const found = [...text.matchAll(LITERAL)].flatMap(({ 0: literal, index, groups }) => {
    const mail = groups?.mail;
    if (mail === undefined) return [{ start: index, end: index + literal.length }];
    const mask = `\u2991${mail}\u2992`;
    const isMail = /^<?[\w.+-]+@[\w.-]+>?$/.test(contentOf(Number(mail)));
    return isMail ? [{ start: index, end: index + literal.length + mask.length }] : [];
  });
  const short = numbers
    ? Array.from(text.matchAll(NUMBER), ({ 0: { length }, index }) => ({ start: index, end: index + length }))
    : [];
  return [...found, ...short];
}

/** Numbers of two digits and more in a text without masks, separators left out, sorted. */
export const numbersOf = (text: string): string[] =>
  (text.replace(/(?<=\d)[\s.,'’](?=\d{3}(?!\d))/g, '').match(/\d{2,}/g) ?? []).sort();

const LEGAL =
  /^[\W\d]*(?:copyright\s*(?:\(c\)|©|\d{4})|\(c\)\s+\d{4}|©\s*\d{4}|spdx-license-identifier\b|all rights reserved\b|licensed under the\b.*\blicen[cs]e\b|tous droits réservés\b|版权所有)/iu;

/** A line of a licence's header holds in the words it was given. */
export const isLegalNotice = (words: string): boolean => LEGAL.test(words);
