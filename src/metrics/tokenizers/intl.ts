/**
 * sacreBLEU's tokenizer `intl`: mteval-v14 with `--international-tokenization`, by Unicode categories. The categories
 * are those of the JavaScript engine's Unicode version; characters newer than that may be classed differently from
 * Python's `regex`.
 */
import { splitWhitespace } from '../whitespace';

const PUNCTUATION_AFTER_NON_NUMBER = /(\P{N})(\p{P})/gu;
const PUNCTUATION_BEFORE_NON_NUMBER = /(\p{P})(\P{N})/gu;
const SYMBOL = /\p{S}/gu;

/** Source: sacreBLEU 2.6 `tokenizers/tokenizer_intl.py`. A full stop after a number at the line's end stays with it. */
export function tokenizeIntl(line: string): string[] {
  const spaced = line
    .replace(PUNCTUATION_AFTER_NON_NUMBER, '$1 $2 ')
    .replace(PUNCTUATION_BEFORE_NON_NUMBER, ' $1 $2')
    .replace(SYMBOL, ' $& ');
  return splitWhitespace(spaced);
}
