/** `interlinear translate`: lines in, lines out; or the candidates and scores of a text as JSON. */
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { translateTexts } from '../engine/translate/text-translation';
import type { Translation } from '../protocol/translation';
import { openModel } from '../node/models';
import { nonNegative, positive } from './numbers';

interface Options {
  model: string;
  beam?: number;
  lengthPenalty?: number;
  maxLength: number;
  nBest: number;
  threads: number;
  json?: boolean;
}

const BATCH_SIZE = 32;

export function translateCommand(): Command {
  return new Command('translate')
    .description('translate the arguments, or standard input line by line')
    .argument('[text...]', 'what to translate; without it, standard input')
    .requiredOption('--model <id>', 'a bundled model, or the path of a model folder')
    .option('--beam <k>', "hypotheses kept; the model's own default otherwise", positive)
    .option('--length-penalty <alpha>', 'α of (1/L^α) Σ log p', nonNegative)
    .option('--max-length <n>', 'the most target tokens of a sentence', positive, 200)
    .option('--n-best <n>', 'candidates shown with --json', positive, 1)
    .option('--threads <n>', 'threads a product may use', positive, 2)
    .option('--json', 'print every sentence with candidates, tokens and scores')
    .action(async (words: string[], options: Options) => {
      const lines =
        words.length > 0
          ? [words.join(' ')]
          : (await text(process.stdin)).replace(/\r?\n$/, '').split(/\r?\n/);
      const translations = await translateLines(lines, options);
      const out = options.json
        ? JSON.stringify(translations, null, 2)
        : translations.map((t) => t.text).join('\n');
      process.stdout.write(`${out}\n`);
    });
}

/** @returns one translation for each line */
export async function translateLines(
  lines: string[],
  options: Omit<Options, 'json'>,
): Promise<Translation[]> {
  const model = await openModel(options.model, options.threads);
  const { beamSize, lengthPenalty } = model.card.decoding;
  try {
    return await translateTexts(
      model,
      lines,
      model.card.source,
      {
        beamSize: Math.max(options.beam ?? beamSize, options.nBest),
        lengthPenalty: options.lengthPenalty ?? lengthPenalty,
        maxLength: options.maxLength,
        nBest: options.nBest,
        batchSize: BATCH_SIZE,
      },
      { signal: new AbortController().signal, progress: () => undefined },
    );
  } finally {
    await model.session.dispose();
  }
}
