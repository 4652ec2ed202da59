/**
 * Which of the program's own messages are ordinary sentences for a pair of languages: in English and another language, on
 * which no model was trained. How they become pairs is src/learn/general-sample.ts.
 */
import { languageOf } from '../text/language-tag';

export interface GeneralBundle {
  /** Beside English. */
  language: string;
  /** Its name in `l10n`. */
  file: string;
}

const BUNDLES: readonly GeneralBundle[] = [
  { language: 'fr', file: 'bundle.l10n.fr.json' },
  { language: 'zh', file: 'bundle.l10n.zh-cn.json' },
];

/** @returns undefined for languages for which there are none */
export function generalBundle(languages: { source: string; target: string }): GeneralBundle | undefined {
  const both = [languages.source, languages.target].map(languageOf);
  return both.includes('en') ? BUNDLES.find(({ language }) => both.includes(language)) : undefined;
}
