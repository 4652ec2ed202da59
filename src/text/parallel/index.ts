/** Parallel text: pairs of sentences out of files that say the same in two languages. */
import type { DocumentFormat } from '../documents';
import { DocumentError, findPassages } from '../documents';
import { isKeyed, pairByKey } from './keyed';
import type { Languages, SentencePair } from './passages';
import { pairPassages } from './passages';

export { bilingualPairs } from './bilingual';
export type { BilingualKind } from './bilingual-kind';
export { bilingualKind } from './bilingual-kind';
export type { Languages, SentencePair } from './passages';

const isData = (
  format: DocumentFormat,
): format is Extract<DocumentFormat, { kind: 'json' | 'yaml' | 'toml' | 'properties' }> =>
  ['json', 'yaml', 'toml', 'properties'].includes(format.kind);

/**
 * Two documents of one format: texts by their keys where they have any, passages by order, kind and length otherwise.
 * @throws DocumentError('malformed') where one is not of that format, ('unknown-format') where they are of none
 */
export function pairDocuments(
  source: string,
  target: string,
  format: DocumentFormat,
  languages: Languages,
): SentencePair[] {
  // Of a locale file every value is a text: otherwise each side would be asked whether it looks like prose.
  const whole = isData(format) ? { ...format, messages: true } : format;
  const sides = [source, target].map((document) => ({ document, passages: findPassages(document, whole) }));
  const pairs = isKeyed(format.kind)
    ? pairByKey(format.kind, sides[0], sides[1], languages)
    : pairPassages(sides[0], sides[1], languages);
  if (pairs.length === 0)
    throw new DocumentError(
      'malformed',
      'nothing in these two files says the same: they have no keys in common',
    );
  return pairs;
}
