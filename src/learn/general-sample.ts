/**
 * Ordinary sentences that show whether a model that learns forgets: the program's own messages in English and another
 * language, on which no model was trained (protocol/general-sample.ts says in which file).
 */
import type { Languages, SentencePair } from '../text';
import { generalBundle } from '../protocol/general-sample';
import { bilingualPairs } from '../text';
import { languageOf } from '../text/language-tag';

/**
 * @param bundle what is in that file
 * @param most spread over the file where it has more
 */
export function generalPairs(bundle: string, languages: Languages, most = Infinity): SentencePair[] {
  const { language } = generalBundle(languages) ?? {};
  if (language === undefined) return [];
  const pairs = bilingualPairs(bundle, 'json', { source: 'en', target: language });
  const every = Math.max(1, pairs.length / most);
  const sample = pairs.filter((_, i) => Math.floor(i / every) !== Math.floor((i - 1) / every));
  return languageOf(languages.source) === 'en'
    ? sample
    : sample.map((pair) => ({ source: pair.target, target: pair.source }));
}
