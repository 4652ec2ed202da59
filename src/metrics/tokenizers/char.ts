/**
 * sacreBLEU's tokenizer `char`: every code point that is not white space is a token. Not grapheme clusters.
 */
import { splitWhitespace } from '../whitespace';

/** Source: sacreBLEU 2.6 `tokenizers/tokenizer_char.py`. */
export function tokenizeChar(line: string): string[] {
  return Array.from(splitWhitespace(line).join(''));
}
