/**
 * Texts that say the same in two languages, as pairs of sentences: a file with both, or two files of one format. Which
 * they are, their names say; reading them is the caller's.
 */
import { formatOfFile } from '../protocol/document-format';
import type { NamedText, TextPairs } from '../protocol/workshop';
import type { Languages, SentencePair } from '../text';
import { bilingualKind, bilingualPairs, DocumentError, pairDocuments } from '../text';
import { faultNames, normalizePair } from '../train';
import { LearnError } from './errors';

/**
 * @param texts one that holds both languages (PO, XLIFF, TMX, TSV) stands for itself, others come by twos, the source first;
 *   a JSON file that stands alone has the texts of the source as its keys
 * @throws LearnError('texts') that names the file
 */
export function pairsOfTexts(texts: readonly NamedText[], languages: Languages): TextPairs[] {
  const read: TextPairs[] = [];
  for (let i = 0; i < texts.length; i++) {
    const [one, next] = texts.slice(i, i + 2);
    const alone = next === undefined || bilingualKind(next.name) !== undefined;
    if (bilingualKind(one.name) ?? alone) {
      read.push(pairsIn([one], languages, () => bilingual(one, languages)));
    } else {
      read.push(pairsIn([one, next], languages, () => pairOf(one, next, languages)));
      i++;
    }
  }
  return read;
}

function bilingual({ name, text }: NamedText, languages: Languages): SentencePair[] {
  const kind = bilingualKind(name) ?? (formatOfFile(name)?.kind === 'json' ? 'json' : undefined);
  if (!kind)
    throw new DocumentError(
      'unknown-format',
      'it holds one language: name the file of the other one behind it',
    );
  return bilingualPairs(text, kind, languages);
}

function pairOf(source: NamedText, target: NamedText, languages: Languages): SentencePair[] {
  const [format, other] = [source, target].map(({ name }) => formatOfFile(name));
  if (!format || format.kind === 'unknown')
    throw new DocumentError('unknown-format', `the format of ${source.name} is not known`);
  if (other?.kind !== format.kind)
    throw new DocumentError(
      'malformed',
      `they are of two formats, ${format.kind} and ${other?.kind ?? 'unknown'}`,
    );
  return pairDocuments(source.text, target.text, format, languages);
}

function pairsIn(texts: readonly NamedText[], languages: Languages, work: () => SentencePair[]): TextPairs {
  const files = texts.map(({ name }) => name);
  try {
    const pairs = work();
    return {
      files,
      pairs,
      faults: faultNames(pairs.map(normalizePair), languages).map((fault) => fault ?? null),
    };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const line = error.line === undefined ? '' : `, line ${error.line}`;
    throw new LearnError('texts', `${files.join(' and ')}${line}: ${error.message}`);
  }
}
