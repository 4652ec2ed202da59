/**
 * sacreBLEU's BLEU tokenizers by the names its signatures use. Not the tokenizers of models (see `src/text`).
 */
import { MetricsError } from '../errors';
import { tokenize13a } from './13a';
import { tokenizeChar } from './char';
import { tokenizeIntl } from './intl';
import { tokenizeNone } from './none';
import { tokenizeZh } from './zh';

const TOKENIZERS = {
  '13a': tokenize13a,
  zh: tokenizeZh,
  char: tokenizeChar,
  intl: tokenizeIntl,
  none: tokenizeNone,
} as const;

/** Name of a tokenizer as it stands in a signature (`tok:13a`). */
export type BleuTokenizer = keyof typeof TOKENIZERS;

/**
 * The function behind a tokenizer's name: a line without trailing white space in, its tokens out.
 *
 * @throws MetricsError `bad-option` for an unknown name.
 */
export function bleuTokenizer(name: BleuTokenizer): (line: string) => string[] {
  if (!Object.hasOwn(TOKENIZERS, name)) {
    const known = Object.keys(TOKENIZERS).join(', ');
    throw new MetricsError('bad-option', `Unknown BLEU tokenizer "${String(name)}". Known: ${known}.`);
  }
  return TOKENIZERS[name];
}

/** What sacreBLEU takes for text in a language (its default for a target language). @param language BCP 47 tag */
export const languageTokenizer = (language: string): BleuTokenizer => (/^zh\b/.test(language) ? 'zh' : '13a');
