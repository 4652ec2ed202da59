/**
 * How a text is written, in capitals, with a capital at its beginning, or in small letters, and the same words written so.
 *
 * Not here: what a network is given for a sentence in capitals (src/engine/translate/capitals.ts).
 */

const LETTER = /\p{L}/u;
const CAPITAL = /\p{Lu}/u;

/** The letters that can be capitals. */
const cased = (text: string): string => text.replace(/[^\p{Lu}\p{Ll}\p{Lt}]/gu, '');

/** Whether all its letters are capitals, and so many that it is no accident: "DO NOT", not "A", "OK" or "打开 JSON". */
export function isAllCapitals(text: string): boolean {
  const letters = cased(text);
  return letters.length > 3 && !/\p{Ll}/u.test(letters) && !/\p{Lo}/u.test(text);
}

/** The first letter a capital, "œ" and "ĳ" too. */
export const capitalise = (text: string, language: string): string =>
  text.replace(/\p{L}/u, (letter) => letter.toLocaleUpperCase(language));

export const capitals = (text: string, language: string): string => text.toLocaleUpperCase(language);

/**
 * A translation in the case of what it translates.
 * @param source without any letter that can be a capital: the translation begins with one, as headings and sentences do
 * @param translation in the case of the middle of a sentence
 */
export function inCaseOf(source: string, translation: string, language: string): string {
  if (cased(source) === '') return capitalise(translation, language);
  if (isAllCapitals(source)) return capitals(translation, language);
  return CAPITAL.test(LETTER.exec(source)?.[0] ?? '') ? capitalise(translation, language) : translation;
}
