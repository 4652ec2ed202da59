/**
 * Ordinary sentences that show whether a model that learns forgets: the program's own messages in English and another
 * language, on which no model was trained.
 */
import type { Languages, SentencePair } from '../text';
import { bilingualPairs } from '../text';

const BUNDLES: readonly (readonly [language: string, file: string])[] = [
  ['fr', 'bundle.l10n.fr.json'],
  ['zh', 'bundle.l10n.zh-cn.json'],
];

const bundleOf = ({ source, target }: Languages): (typeof BUNDLES)[number] | undefined => {
  const [from, to] = [source, target].map((tag) => tag.split('-')[0]);
  return BUNDLES.find(([language]) => [from, to].includes(language) && [from, to].includes('en'));
};

/** @returns the name of the file in `l10n` that has them; undefined for other languages */
export const generalFile = (languages: Languages): string | undefined => bundleOf(languages)?.[1];

/**
 * @param bundle what is in that file
 * @param most spread over the file where it has more
 */
export function generalPairs(bundle: string, languages: Languages, most = Infinity): SentencePair[] {
  const [language] = bundleOf(languages) ?? [];
  if (language === undefined) return [];
  const pairs = bilingualPairs(bundle, 'json', { source: 'en', target: language });
  const every = Math.max(1, pairs.length / most);
  const sample = pairs.filter((_, i) => Math.floor(i / every) !== Math.floor((i - 1) / every));
  return languages.source.split('-')[0] === 'en'
    ? sample
    : sample.map((pair) => ({ source: pair.target, target: pair.source }));
}
