/**
 * `interlinear translate`: a file as the editor translates a whole document; or lines in, lines out, as they are ready; or
 * the candidates and scores of a text as JSON.
 */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { LoadedModel } from '../engine/loaded-model';
import { translateTexts } from '../engine/translate/text-translation';
import { openModel } from '../node/models';
import { linesOfStream } from '../node/text-file';
import type { Translation } from '../protocol/translation';
import { modelsFor } from './direction';
import { isTraditional, toTraditional } from '../text';
import { count, MOST, nonNegative } from './numbers';
import { progressLine, write } from './output';
import type { FileOptions } from './translate-file';
import { STANDARD_INPUT, translateFiles } from './translate-file';

interface Options extends FileOptions {
  nBest: number;
  json?: boolean;
}

/** Sentences searched together, and hypotheses of all of them: with wide beams there are fewer sentences. */
const BATCH_SIZE = 32;
const MOST_ROWS = 512;

export function translateCommand(): Command {
  return new Command('translate')
    .description('translate a file as the editor does, the arguments, or standard input line by line')
    .argument('[text...]', 'a file with --to, or text; without it, standard input')
    .option('--to <language>', 'the language to translate into; zh-Hant: Traditional Chinese')
    .option('--from <language>', 'the language of the text; told by its words otherwise')
    .option('--model <id>', 'a bundled model, or the path of a model folder, instead of languages')
    .option(
      '--format <name>',
      'of the file, where its name does not say it: markdown, json, latex, python, …',
    )
    .option('--in-place', 'write the translation into the file')
    .option('--out <file>', 'write it there')
    .option('--report <file>', 'write sentences that stay, with the reason, and doubtful ones there as JSON')
    .option('--glossary <file>', "terms and their translations, as the editor's glossary.tsv has them")
    .option('--memory <file>', "accepted translations, as the editor's memory file has them")
    .option('--beam <k>', "hypotheses kept; the model's own default otherwise", count(MOST.beam))
    .option('--length-penalty <alpha>', 'α of (1/L^α) Σ log p', nonNegative)
    .option('--max-length <n>', 'the most target tokens of a sentence', count(MOST.tokens), 200)
    .option('--n-best <n>', 'candidates shown with --json', count(MOST.beam), 1)
    .option('--threads <n>', 'threads a product may use', count(MOST.threads), 2)
    .option('--json', 'print every sentence with candidates, tokens and scores')
    .action(async (words: string[], options: Options) => {
      const files = filesIn(words, options);
      if (files) return translateFiles(files, options);
      const lines = words.length > 0 ? [[words.join(' ')]] : linesOfStream(process.stdin, 'standard input');
      return translateLines(lines, words.join(' '), options);
    });
}

/** @returns undefined where what is translated is text */
function filesIn(
  words: readonly string[],
  { to, format, inPlace, out, report, glossary, memory, json }: Options,
): string[] | undefined {
  const asFile =
    format !== undefined || inPlace || [out, report, glossary, memory].some((file) => file !== undefined);
  if (words.length === 0) return asFile ? [STANDARD_INPUT] : undefined;
  if (json) return undefined;
  const isPath = (word: string): boolean => word === STANDARD_INPUT || existsSync(word) || !/\s/.test(word);
  // A single word behind --to that is no file is a mistake in its name.
  return asFile ||
    words.every((word) => word === STANDARD_INPUT || existsSync(word)) ||
    (to !== undefined && words.every(isPath))
    ? [...words]
    : undefined;
}

/** Texts without a format: lines are translated as they come, and printed then. */
async function translateLines(
  chunks: AsyncIterable<string[]> | Iterable<string[]>,
  sample: string,
  options: Options,
): Promise<void> {
  let model: LoadedModel | undefined;
  const all: Translation[] = [];
  let done = 0;
  const flush = async (batch: readonly string[]): Promise<void> => {
    model ??= await openModel(
      modelsFor(sample || batch.join('\n'), { kind: 'plain' }, options)[0],
      options.threads,
      'translate',
    );
    const translations = await translateBatch(model, batch, options);
    warnOfCuts(translations, done);
    done += batch.length;
    if (options.json) all.push(...translations);
    else await write(translations.map(({ text }) => `${text}\n`).join(''));
  };
  try {
    for await (const lines of chunks)
      for (let start = 0; start < lines.length; start += BATCH_SIZE)
        await flush(lines.slice(start, start + BATCH_SIZE));
  } finally {
    await model?.session.dispose();
  }
  if (options.json) await write(`${JSON.stringify(all, null, 2)}\n`);
}

/** A line that stands twice is translated once. */
async function translateBatch(
  model: LoadedModel,
  lines: readonly string[],
  options: Options,
): Promise<Translation[]> {
  const { beamSize, lengthPenalty } = model.card.decoding;
  const beam = Math.max(options.beam ?? beamSize, options.nBest);
  const distinct = [...new Set(lines)];
  const translations = await translateTexts(
    model,
    distinct,
    model.card.source,
    {
      beamSize: beam,
      lengthPenalty: options.lengthPenalty ?? lengthPenalty,
      maxLength: options.maxLength,
      nBest: options.nBest,
      batchSize: Math.max(1, Math.min(BATCH_SIZE, Math.floor(MOST_ROWS / beam))),
    },
    { signal: new AbortController().signal, progress: progressLine() },
  );
  const byLine = new Map(distinct.map((line, i) => [line, inTraditional(translations[i], options.to)]));
  return lines.map((line) => byLine.get(line)!);
}

/** Traditional Chinese, where that was asked for. */
function inTraditional(translation: Translation, to = ''): Translation {
  if (!isTraditional(to)) return translation;
  const write = (text: string): string => toTraditional(text, to);
  return {
    text: write(translation.text),
    sentences: translation.sentences.map((sentence) => ({
      ...sentence,
      candidates: sentence.candidates.map((one) => ({ ...one, text: write(one.text) })),
    })),
  };
}

function warnOfCuts(translations: readonly Translation[], before: number): void {
  translations.forEach(({ sentences }, i) => {
    if (sentences.some(({ cut }) => cut))
      process.stderr.write(
        `line ${before + i + 1}: a sentence is too long, and its translation ends early\n`,
      );
  });
}
