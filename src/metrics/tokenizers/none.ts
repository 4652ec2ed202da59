/**
 * sacreBLEU's tokenizer `none`: the line is already tokenized and is split at white space only.
 */
import { splitWhitespace } from '../whitespace';

/** Source: sacreBLEU 2.6 `tokenizers/tokenizer_none.py`. */
export function tokenizeNone(line: string): string[] {
  return splitWhitespace(line);
}
