/** `interlinear complete`: how a text may go on. */
import { Command } from 'commander';
import type { Continuation } from '../engine/complete/continuation';
import { continueText } from '../engine/complete/continuation';
import { openModel } from '../node/models';
import { answer } from './answers';
import { count, MOST } from './numbers';

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
    .description(
      'go on with the arguments, or with each line of standard input: the most probable next words',
    )
    .argument('[text...]', 'a text up to the cursor; a space at its end begins a new word')
    .option('--model <id>', 'a bundled model, or the path of a model folder', 'en-text')
    .option('--beam <k>', 'hypotheses kept', count(MOST.beam), 5)
    .option('--n-best <n>', 'continuations shown', count(MOST.beam), 5)
    .option('--max-tokens <n>', 'the most tokens written', count(MOST.tokens), 12)
    .option('--threads <n>', 'threads a product may use', count(MOST.threads), 2)
    .option('--json', 'print JSON; for standard input a line for each line')
    .action(complete);
}

async function complete(words: string[], options: Options): Promise<void> {
  const model = await openModel(options.model, options.threads, 'complete');
  const settings = {
    beamSize: options.beam,
    nBest: options.nBest,
    maxTokens: options.maxTokens,
    signal: new AbortController().signal,
  };
  try {
    await answer(words, options, { find: (text) => continueText(model, text, settings), show });
  } finally {
    await model.session.dispose();
  }
}

const show = (found: readonly Continuation[], text: string): string =>
  found
    .map(({ text: added, probability }) => `${(100 * probability).toFixed(1)} %  ${text}${added}\n`)
    .join('');
