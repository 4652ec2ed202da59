/**
 * What translation does to documents, by the real networks: generated documents of every kind, read again by the formats' own
 * parsers, and files as people write them (test/fixtures/documents), with the share of sentences that stay as they were.
 *
 * `DOCUMENTS=100` makes as many of each kind, `FIRST=100` begins behind the first hundred.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { LoadedModel } from '../src/engine/loaded-model';
import { translateDocumentWith } from '../src/engine/translate/document-services';
import { commentSignsOf } from '../src/cli/comment-languages';
import { openModel } from '../src/node/models';
import type { DocumentFormat, DocumentTranslation } from '../src/protocol/document';
import { formatOfFile } from '../src/protocol/document-format';
import { applyEdits, numbersOf } from '../src/text';
import type { FormatCase } from '../test/unit/text/formats';
import { KINDS } from '../test/unit/text/kinds';
import type { Row } from './measure';

const FILES = join(__dirname, '../test/fixtures/documents');
const SEED = 2026;
const THREADS = 2;

async function translated(
  model: LoadedModel,
  text: string,
  format: DocumentFormat,
): Promise<DocumentTranslation> {
  const { beamSize, lengthPenalty } = model.card.decoding;
  return translateDocumentWith(
    [model],
    { recommended: () => ({ beamSize, lengthPenalty, maxLength: 200 }) },
    { models: ['en-fr'], text, format, decoding: {}, glossary: [], memory: [] },
    { signal: new AbortController().signal, progress: () => undefined },
  );
}

/** Sentences with words that are not in the target language, and those that stay. */
function counted({ sentences }: DocumentTranslation): { all: number; kept: number } {
  const own = sentences.filter(({ kept }) => kept !== 'language');
  return { all: own.length, kept: own.filter(({ kept }) => kept !== undefined).length };
}

const share = (kept: number, all: number): string => `${((100 * kept) / Math.max(1, all)).toFixed(1)} %`;

/** @returns why a document is damaged; undefined where only its words have changed */
function damage(text: string, result: DocumentTranslation, { skeleton }: FormatCase): string | undefined {
  const after = applyEdits(text, result.edits);
  try {
    if (!isDeepStrictEqual(skeleton(after), skeleton(text))) return 'its structure has changed';
  } catch (error) {
    return (error as Error).message;
  }
  if (after.includes('\ufffd')) return 'a character is broken';
  const lost = result.sentences.find(
    ({ source, translation }) =>
      translation !== undefined && !isDeepStrictEqual(numbersOf(translation), numbersOf(source)),
  );
  return lost && `a number: ${lost.source} → ${lost.translation}`;
}

export async function benchGenerated(): Promise<Row[]> {
  const [count, first] = [Number(process.env.DOCUMENTS ?? 106), Number(process.env.FIRST ?? 0)];
  const model = await openModel('en-fr', THREADS, 'translate');
  const rows: Row[] = [];
  for (const [name, kind] of Object.entries(KINDS)) {
    const documents = fc.sample(kind.document, { numRuns: first + count, seed: SEED }).slice(first);
    const sum = { all: 0, kept: 0, damaged: 0 };
    for (const text of documents) {
      const result = await translated(model, text, kind.format);
      const { all, kept } = counted(result);
      const fault = damage(text, result, kind);
      if (fault !== undefined)
        console.error(`${name}: ${fault}\n${text}\n---\n${applyEdits(text, result.edits)}`);
      sum.all += all;
      sum.kept += kept;
      sum.damaged += Number(fault !== undefined);
    }
    rows.push({
      'generated documents, by en-fr': name,
      documents: documents.length,
      damaged: sum.damaged,
      sentences: sum.all,
      'left as they were': share(sum.kept, sum.all),
    });
  }
  return rows;
}

export async function benchFiles(): Promise<Row[]> {
  const models = await Promise.all(['en-fr', 'en-zh'].map((id) => openModel(id, THREADS, 'translate')));
  const rows: Row[] = [];
  for (const name of readdirSync(FILES).sort()) {
    const text = readFileSync(join(FILES, name), 'utf8');
    const format = formatOfFile(join('locales', name)) ?? commentSignsOf(name) ?? { kind: 'plain' };
    const shares = [];
    let sentences = 0;
    for (const model of models) {
      const { all, kept } = counted(await translated(model, text, format));
      shares.push(share(kept, all));
      sentences = all;
    }
    const label = extname(name) === '' ? name : `${name} (${format.kind})`;
    rows.push({
      'files as people write them': label,
      sentences,
      'left by en-fr': shares[0],
      'left by en-zh': shares[1],
    });
  }
  return rows;
}
