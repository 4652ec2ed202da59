/**
 * Traditional Chinese as Simplified (OpenCC's tables): the networks have read nothing else. Words that Taiwan says
 * otherwise (檔案, 軟體) become those of the mainland. And the other way, where a translation is wanted in it.
 */
import { ConverterFactory } from 'opencc-js/core';
import characters from 'opencc-js/dict/STCharacters';
import { Converter } from 'opencc-js/t2cn';
import hongKong from 'opencc-js/to/hk';
import taiwan from 'opencc-js/to/twp';
import { isHongKong, isTraditional } from './chinese-variants';
import { PHRASES } from './statistics/traditional';

/** Made at the first use: the tables are large. */
let converters: { characters(text: string): string; words(text: string): string } | undefined;

/** Traditional and Simplified characters are one and one, nearly all. */
const loaded = (): NonNullable<typeof converters> =>
  (converters ??= {
    characters: Converter({ from: 't', to: 'cn' }),
    words: Converter({ from: 'twp', to: 'cn' }),
  });

/** @returns the text itself where no character of it is Traditional */
export function toSimplified(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text;
  const { characters: plain, words } = loaded();
  // Some words are of both and mean something else on either side (文件): the text must be Traditional.
  return plain(text) === text ? text : words(text);
}

/** Simplified and Traditional. */
const phrases = (): string[][] =>
  PHRASES.trim()
    .replaceAll('\n', '')
    .split('|')
    .map((entry) => (entry.includes(' ') ? entry.split(' ') : [loaded().characters(entry), entry]));

const writers = new Map<string, (text: string) => string>();

/**
 * @param text Simplified Chinese, with masks or without
 * @param target as `isTraditional` has it; any other leaves the text alone
 */
export function toTraditional(text: string, target: string): string {
  if (!isTraditional(target) || !/\p{Script=Han}/u.test(text)) return text;
  const name = isHongKong(target) ? 'hk' : 'twp';
  const write =
    writers.get(name) ?? ConverterFactory([characters, phrases()], name === 'hk' ? hongKong : taiwan);
  writers.set(name, write);
  return write(text);
}
