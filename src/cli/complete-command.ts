/** `interlinear complete`: how a text may go on. */
import { Command } from 'commander';
import type { Continuation } from '../engine/complete/continuation';
import { continueText } from '../engine/complete/continuation';
import { UsageError } from './errors';
import { openModel } from '../node/models';
import { positive } from './numbers';

interface Options {
  model: string;
  beam: number;
  nBest: number;
  maxTokens: number;
  threads: number;
  json?: boolean;
}

export function completeCommand(): Command {
  return new Command('complete')
    .description('go on with a text: the most probable next words')
    .argument('<text...>', 'a text up to the cursor; a space at its end begins a new word')
    .option('--model <id>', 'a bundled model, or the path of a model folder', 'en-text')
    .option('--beam <k>', 'hypotheses kept', positive, 5)
    .option('--n-best <n>', 'continuations shown', positive, 5)
    .option('--max-tokens <n>', 'the most tokens written', positive, 12)
    .option('--threads <n>', 'threads a product may use', positive, 2)
    .option('--json', 'print JSON')
    .action(async (words: string[], options: Options) => {
      const text = words.join(' ');
      const model = await openModel(options.model, options.threads);
      if (model.card.task !== 'complete')
        throw new UsageError(
          `"${options.model}" is for the task "${model.card.task}": name a language model`,
        );
      const found = await continueText(model, text, {
        beamSize: options.beam,
        nBest: options.nBest,
        maxTokens: options.maxTokens,
        signal: new AbortController().signal,
      });
      await model.session.dispose();
      process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : lines(text, found));
    });
}

const lines = (text: string, found: Continuation[]): string =>
  found
    .map(({ text: added, probability }) => `${(100 * probability).toFixed(1)} %  ${text}${added}\n`)
    .join('');
