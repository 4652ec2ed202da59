/**
 * Dates in words, which each language writes in its own way and networks get wrong between Chinese and others: converted by rule.
 *
 * Not here: dates in digits, which are copied (literals.ts).
 */
import { languageOf } from './language-tag';
import type { Span } from './span';

/** A stretch of text and what stands for it in the other language. */
export interface Conversion extends Span {
  as: string;
}

const MONTHS: Readonly<Record<string, string>> = {
  en: 'January February March April May June July August September October November December',
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
};
const EN = MONTHS.en.split(' ').join('|');
const FR = MONTHS.fr.split(' ').join('|');

/** Year, month, day; a month alone is a word like others. */
const DATES: Readonly<Record<string, RegExp>> = {
  zh: /(?<!\d)(?:(?<year>\d{4})\s?年\s?)?(?<month>\d{1,2})\s?月(?:\s?(?<day>\d{1,2})\s?[日号]|(?<only>份))?/gu,
  en: new RegExp(
    `(?<![\\p{L}\\p{N}])(?:(?<on>[Oo]n|[Ii]n|of) )?(?:(?<day>\\d{1,2})(?:st|nd|rd|th)? (?<month>${EN})|(?<month2>${EN}) (?<day2>\\d{1,2})(?:st|nd|rd|th)?|(?<month3>${EN})(?= \\d{4}))(?:,? (?<year>\\d{4}))?(?![\\p{L}\\p{N}])`,
    'gu',
  ),
  fr: new RegExp(
    `(?<![\\p{L}\\p{N}])(?<day>\\d{1,2})(?:er)? (?<month>${FR})(?: (?<year>\\d{4}))?(?![\\p{L}\\p{N}])`,
    'gu',
  ),
};

/**
 * @param source and @param target BCP 47 tags
 * @returns none where one is not known; none from French into English, which networks get right
 */
export function findDates(text: string, source: string, target: string): Conversion[] {
  const [from, to] = [languageOf(source), languageOf(target)];
  if (!(from in DATES) || !(to in DATES) || from === to || (from === 'fr' && to === 'en')) return [];
  return [...text.matchAll(DATES[from])].flatMap(({ 0: { length }, index: found, groups = {} }) => {
    const { on, year, day = groups.day2 } = groups as Record<string, string | undefined>;
    const month = groups.month ?? groups.month2 ?? groups.month3;
    // French has an article or another preposition for it; Chinese has none.
    const index = on !== undefined && to !== 'fr' ? found + on.length + 1 : found;
    const number = from === 'zh' ? Number(month) : MONTHS[from].split(' ').indexOf(month ?? '') + 1;
    // Seven months, or nothing that a calendar has.
    const isDate = [day, year, groups.only].some((part) => part !== undefined);
    // "May 2021": a month that French writes small.
    if (groups.month3 !== undefined && to !== 'fr') return [];
    if (number < 1 || number > 12 || !isDate) return [];
    if (day !== undefined && (Number(day) < 1 || Number(day) > 31)) return [];
    const as = dateIn(to, year, number, day);
    return [{ start: index, end: found + length, as: to === 'fr' ? behindPreposition(as, on, day) : as }];
  });
}

/** Elided before avril, août and octobre. */
const ofMonth = (date: string): string => (/^[ao]/.test(date) ? "d'" : 'de ');

/** on 3 May: le 3 mai; in May 2021: en mai 2021; of 3 May: du 3 mai. */
function behindPreposition(date: string, on: string | undefined, day: string | undefined): string {
  if (on === undefined) return date;
  if (on === 'of') return `${day === undefined ? ofMonth(date) : 'du '}${date}`;
  const word = day === undefined ? 'en' : 'le';
  return `${/^\p{Lu}/u.test(on) ? word[0].toUpperCase() + word[1] : word} ${date}`;
}

function dateIn(language: string, year: string | undefined, month: number, day: string | undefined): string {
  if (language === 'zh') return `${year ? `${year}年` : ''}${month}月${day ? `${Number(day)}日` : ''}`;
  const name = MONTHS[language].split(' ')[month - 1];
  const number = day && String(Number(day));
  if (language === 'fr') return [number === '1' ? '1er' : number, name, year].filter(Boolean).join(' ');
  return [[name, number].filter(Boolean).join(' '), year].filter(Boolean).join(number ? ', ' : ' ');
}
