/**
 * sacreBLEU's tokenizer `zh`: every Chinese character is a token, the rest is tokenized like mteval-v13a. Not a word
 * segmenter.
 */
import { trimWhitespace } from '../whitespace';
import { tokenizeMteval } from './mteval';

/**
 * The blocks sacreBLEU splits, read as its code reads them. Its two ranges "beyond the first plane" are written
 * `'\u20000'` to `'\u2a6d6'` and `'\u2f800'` to `'\u2fa1d'` in Python, which are strings of two characters each; compared
 * with one character they come out as U+2001 to U+2A6D (general punctuation, arrows, box drawing and all) and as a
 * part of the Kangxi radicals. So `…`, `“` and `€` are tokens of their own, and CJK extension B is not split.
 */
const CHINESE = new RegExp(
  '[' +
    '\\u2001-\\u2a6d' +
    '\\u2e80-\\u2eff' + // CJK radicals supplement
    '\\u2f00-\\u2fdf' + // Kangxi radicals
    '\\u2ff0-\\u303f' + // ideographic description, CJK punctuation
    '\\u3100-\\u312f' + // Bopomofo
    '\\u31a0-\\u31bf' + // Bopomofo extended
    '\\u31c0-\\u31ef' + // CJK strokes
    '\\u3200-\\u33ff' + // enclosed CJK, CJK compatibility
    '\\u3400-\\u4db5' + // CJK extension A
    '\\u4e00-\\u9fbb' + // CJK unified ideographs
    '\\uf900-\\ufa2d\\ufa30-\\ufa6a\\ufa70-\\ufad9' + // CJK compatibility ideographs
    '\\ufe10-\\ufe1f\\ufe30-\\ufe4f' + // vertical and compatibility forms
    '\\uff00-\\uffef' + // half and full width forms
    ']',
  'g',
);

/** Source: sacreBLEU 2.6 `tokenizers/tokenizer_zh.py`. */
export function tokenizeZh(line: string): string[] {
  // Stripped first: a full stop at the very end has no neighbour and stays with its word, as in the original.
  return tokenizeMteval(trimWhitespace(line).replace(CHINESE, ' $& '));
}
