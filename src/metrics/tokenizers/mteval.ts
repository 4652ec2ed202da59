/**
 * The language-dependent half of NIST's mteval-v13a script for Western languages, shared by `13a` and `zh`
 * (sacreBLEU's `TokenizerRegexp`). Not a tokenizer by itself.
 */
import { splitWhitespace } from '../whitespace';

/** ASCII punctuation and symbols, except `'`, `,`, `-` and `.`; the blank is among them and stays harmless. */
const SYMBOL = /[{-~[-` -&(-+:-@/]/g;
const STOP_AFTER_NON_DIGIT = /([^0-9])([.,])/gu;
const STOP_BEFORE_NON_DIGIT = /([.,])([^0-9])/gu;
const DASH_AFTER_DIGIT = /([0-9])(-)/g;

/** Splits off punctuation, keeping `1,000` and `3.14` whole, then splits at white space. */
export function tokenizeMteval(line: string): string[] {
  const spaced = line
    .replace(SYMBOL, ' $& ')
    .replace(STOP_AFTER_NON_DIGIT, '$1 $2 ')
    .replace(STOP_BEFORE_NON_DIGIT, ' $1 $2')
    .replace(DASH_AFTER_DIGIT, '$1 $2 ');
  return splitWhitespace(spaced);
}
