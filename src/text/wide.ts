/** Characters of the scripts that put no spaces between words, their punctuation and full-width forms. */

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

export const isWide = (character: string | undefined): boolean =>
  character !== undefined && WIDE.test(character);
