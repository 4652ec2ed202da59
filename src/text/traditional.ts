/**
 * Traditional Chinese as Simplified (OpenCC's tables): the networks have read nothing else. Words that Taiwan says
 * otherwise (檔案, 軟體) become those of the mainland.
 */
import { Converter } from 'opencc-js/t2cn';

/** Made at the first use: the tables are large. */
let converters: { characters(text: string): string; words(text: string): string } | undefined;

/** @returns the text itself where no character of it is Traditional */
export function toSimplified(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text;
  converters ??= {
    characters: Converter({ from: 't', to: 'cn' }),
    words: Converter({ from: 'twp', to: 'cn' }),
  };
  // Some words are of both and mean something else on either side (文件): the text must be Traditional.
  return converters.characters(text) === text ? text : converters.words(text);
}
