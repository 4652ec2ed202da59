/** Files that say the same in two languages, as pairs of sentences: a file with both, or two files of one format. */
import { readFileSync } from 'node:fs';
import { formatOfFile } from '../protocol/document-format';
import type { Languages, SentencePair } from '../text';
import { bilingualKind, bilingualPairs, DocumentError, pairDocuments } from '../text';
import { ParallelFileError } from './errors';
import { decodeText } from './text-file';

export interface FilePairs {
  files: string[];
  pairs: SentencePair[];
}

/**
 * @param files one that holds both languages (PO, XLIFF, TMX, TSV) stands for itself, others come by twos, the source first;
 *   a JSON file that stands alone has the texts of the source as its keys
 * @throws ParallelFileError that names the file; TextFileError for one that is no text
 */
export function readParallelFiles(files: readonly string[], languages: Languages): FilePairs[] {
  const read: FilePairs[] = [];
  for (let i = 0; i < files.length; i++) {
    const [file, next] = files.slice(i, i + 2);
    const kind = bilingualKind(file);
    const alone = next === undefined || bilingualKind(next) !== undefined;
    if (kind ?? alone) {
      read.push({ files: [file], pairs: inFiles([file], () => bilingual(file, languages)) });
    } else {
      read.push({ files: [file, next], pairs: inFiles([file, next], () => pairOf(file, next, languages)) });
      i++;
    }
  }
  return read;
}

function bilingual(file: string, languages: Languages): SentencePair[] {
  const kind = bilingualKind(file) ?? (formatOfFile(file)?.kind === 'json' ? 'json' : undefined);
  if (!kind)
    throw new DocumentError(
      'unknown-format',
      'it holds one language: name the file of the other one behind it',
    );
  return bilingualPairs(textOf(file), kind, languages);
}

function pairOf(source: string, target: string, languages: Languages): SentencePair[] {
  const [format, other] = [source, target].map((file) => formatOfFile(file));
  if (!format || format.kind === 'unknown')
    throw new DocumentError('unknown-format', `the format of ${source} is not known`);
  if (other?.kind !== format.kind)
    throw new DocumentError(
      'malformed',
      `they are of two formats, ${format.kind} and ${other?.kind ?? 'unknown'}`,
    );
  return pairDocuments(textOf(source), textOf(target), format, languages);
}

function textOf(file: string): string {
  try {
    return decodeText(readFileSync(file), file).text;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new ParallelFileError(`there is no file "${file}"`);
    if (code === 'EISDIR') throw new ParallelFileError(`"${file}" is a folder`);
    throw error;
  }
}

function inFiles<T>(files: readonly string[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const line = error.line === undefined ? '' : `, line ${error.line}`;
    throw new ParallelFileError(`${files.join(' and ')}${line}: ${error.message}`);
  }
}
