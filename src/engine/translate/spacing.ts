/** Words as they stand inside a sentence: behind a space, where the script has spaces. */

export const behindSpace = (words: string): string => (/^\p{Script=Han}/u.test(words) ? words : ` ${words}`);
