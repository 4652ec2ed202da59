/** `interlinear fill`: what may stand in the blanks, from both sides and from the past alone. */
import { Command } from 'commander';
import type { Filler } from '../protocol/fill';
import { fillBlanks } from '../engine/complete/filler';
import { UsageError } from './errors';
import { openModel } from '../node/models';
import { positive } from './numbers';

interface Options {
  model: string;
  beam: number;
  nBest: number;
  threads: number;
  json?: boolean;
}

const MAX_FILLER_TOKENS = 8;

export function fillCommand(): Command {
  return new Command('fill')
    .description('fill blanks (___) from past and future, beside what the past alone would say')
    .argument('<text...>', 'a text with one blank or more')
    .option('--model <id>', 'a bundled model, or the path of a model folder', 'en-fill')
    .option('--beam <k>', 'hypotheses kept', positive, 10)
    .option('--n-best <n>', 'fillers shown', positive, 5)
    .option('--threads <n>', 'threads a product may use', positive, 2)
    .option('--json', 'print JSON')
    .action(async (words: string[], options: Options) => {
      const text = words.join(' ');
      if (!text.includes('___'))
        throw new UsageError('the text has no blank: write ___ where words are missing');
      const model = await openModel(options.model, options.threads);
      const { beam: beamSize, nBest } = options;
      const signal = new AbortController().signal;
      const filled = await fillBlanks(model, text, { beamSize, nBest, maxLength: MAX_FILLER_TOKENS, signal });
      await model.session.dispose();
      if (options.json) process.stdout.write(`${JSON.stringify(filled, null, 2)}\n`);
      else {
        filled.blanks.forEach((blank, i) => {
          process.stdout.write(`blank ${i + 1}, past and future: ${line(blank.pastAndFuture)}\n`);
          process.stdout.write(`blank ${i + 1}, past alone:      ${line(blank.pastOnly)}\n`);
        });
        process.stdout.write(`${filled.text}\n`);
      }
    });
}

const line = (fillers: Filler[]): string =>
  fillers.map(({ text, probability }) => `${text} ${(100 * probability).toFixed(1)} %`).join(', ');
