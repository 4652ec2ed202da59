/**
 * Files translated as the editor translates a whole document: the format by the file's name, the models by its language,
 * the encoding and every line end as they were.
 */
import { chmodSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import type { LoadedModel } from '../engine/loaded-model';
import { translateDocumentWith } from '../engine/translate/document-services';
import { commentSignsOf, commentSignsOfLanguage, knownLanguages } from './comment-languages';
import { writeAtomically } from '../node/files';
import { openModel } from '../node/models';
import { decodeText } from '../node/text-file';
import type { DocumentFormat, DocumentTranslation, GlossaryEntry, MemoryEntry } from '../protocol/document';
import { parseGlossary, parseMemory } from '../protocol/term-files';
import { DATA_KINDS, formatOfFile, PLAIN_KINDS } from '../protocol/document-format';
import { applyEdits, DocumentError } from '../text';
import { encode } from '../text/encoding';
import { modelsFor } from './direction';
import type { Wishes } from './direction';
import { UsageError } from './errors';
import { progressLine, write } from './output';
import type { ReportedSentence } from './report';
import { reportOf } from './report';

export interface FileOptions extends Wishes {
  format?: string;
  inPlace?: boolean;
  out?: string;
  report?: string;
  glossary?: string;
  memory?: string;
  beam?: number;
  lengthPenalty?: number;
  maxLength: number;
  threads: number;
}

/** Standard input, as a file's name. */
export const STANDARD_INPUT = '-';

/**
 * @param files paths, or `-` for standard input
 * @throws UsageError, TextFileError, DocumentError, ModelError, RuntimeError
 */
export async function translateFiles(files: readonly string[], options: FileOptions): Promise<void> {
  if (options.inPlace && options.out !== undefined)
    throw new UsageError('choose one of --in-place and --out');
  if (files.length > 1 && !options.inPlace)
    throw new UsageError('several files are translated with --in-place only');
  if (options.inPlace && files.includes(STANDARD_INPUT))
    throw new UsageError('standard input cannot be translated in place');
  const models = new Map<string, LoadedModel>();
  const reported: ReportedSentence[] = [];
  try {
    for (const file of files) reported.push(...(await translateFile(file, options, models)));
  } finally {
    for (const model of models.values()) await model.session.dispose();
  }
  if (options.report !== undefined) writeAtomically(options.report, `${JSON.stringify(reported, null, 2)}\n`);
}

async function translateFile(
  file: string,
  options: FileOptions,
  models: Map<string, LoadedModel>,
): Promise<ReportedSentence[]> {
  const name = file === STANDARD_INPUT ? 'standard input' : file;
  const read = decodeText(file === STANDARD_INPUT ? await buffer(process.stdin) : bytesOf(file), name);
  const format = formatNamed(options.format) ?? formatOf(file);
  const translation = await inFile(name, () => translated(read.text, format, options, models));
  const bytes = encode(applyEdits(read.text, translation.edits), read);
  if (options.inPlace) {
    // A file in which nothing changes is not touched.
    if (translation.edits.length > 0) overwrite(file, bytes);
  } else if (options.out !== undefined) writeAtomically(options.out, bytes);
  else await write(bytes);
  return reportOf(name, read.text, translation);
}

/** Behind a link the file that it points at, with the same permissions. */
function overwrite(file: string, bytes: Uint8Array): void {
  const path = realpathSync(file);
  const { mode } = statSync(path);
  writeAtomically(path, bytes);
  chmodSync(path, mode);
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`there is no file "${file}"`);
    throw new UsageError(
      code === 'EISDIR' ? `"${file}" is a folder` : `"${file}" cannot be read: ${message}`,
    );
  }
}

/** Names the file in what is wrong with it. */
async function inFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const where = error.line === undefined ? file : `${file}, line ${error.line}`;
    const what = error.code === 'unknown-format' ? 'name its format with --format' : '';
    throw new UsageError(
      error.code === 'unknown-format'
        ? `${where}: the format of this file is not known, and it does not look like prose; ${what}`
        : `${where}: ${error.message}`,
    );
  }
}

/** @throws UsageError for a name that is none */
export function formatNamed(name: string | undefined): DocumentFormat | undefined {
  if (name === undefined) return undefined;
  if ((PLAIN_KINDS as readonly string[]).includes(name))
    return { kind: name as (typeof PLAIN_KINDS)[number] };
  if ((DATA_KINDS as readonly string[]).includes(name)) return { kind: name as (typeof DATA_KINDS)[number] };
  const found = formatOfFile(`.${name}`, name) ?? commentSignsOfLanguage(name) ?? commentSignsOf(`x.${name}`);
  if (found) return found;
  const names = [...PLAIN_KINDS.filter((kind) => kind !== 'unknown'), ...DATA_KINDS, ...knownLanguages()];
  throw new UsageError(`there is no format "${name}"; there are: ${names.join(', ')}`);
}

const formatOf = (file: string): DocumentFormat =>
  file === STANDARD_INPUT
    ? { kind: 'plain' }
    : (formatOfFile(file) ?? commentSignsOf(file) ?? { kind: 'unknown' });

/** What the files of --glossary and --memory have for a pair of languages; the same files as the editor's. */
function termsOf(
  { glossary, memory }: FileOptions,
  pair: string,
): { glossary: GlossaryEntry[]; memory: MemoryEntry[] } {
  const read = (file: string): string => decodeText(bytesOf(file), file).text;
  return {
    glossary: glossary === undefined ? [] : parseGlossary(read(glossary), pair),
    memory: memory === undefined ? [] : parseMemory(read(memory)).filter((line) => line.pair === pair),
  };
}

async function translated(
  text: string,
  format: DocumentFormat,
  options: FileOptions,
  models: Map<string, LoadedModel>,
): Promise<DocumentTranslation> {
  const ids = modelsFor(text, format, options);
  for (const id of ids)
    if (!models.has(id)) models.set(id, await openModel(id, options.threads, 'translate'));
  const { beam, lengthPenalty, maxLength } = options;
  const recommended = ({ card: { decoding } }: LoadedModel) => ({
    beamSize: beam ?? decoding.beamSize,
    lengthPenalty: lengthPenalty ?? decoding.lengthPenalty,
    maxLength,
  });
  const { source, target } = models.get(ids[0])!.card;
  const params = {
    models: ids,
    text,
    format,
    ...(options.to !== undefined && { variant: options.to }),
    decoding: {},
    ...termsOf(options, `${source}-${target}`),
  };
  const context = { signal: new AbortController().signal, progress: progressLine() };
  return translateDocumentWith(
    ids.map((id) => models.get(id)!),
    { recommended },
    params,
    context,
  );
}
