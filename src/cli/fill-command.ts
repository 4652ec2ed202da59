/** `interlinear fill`: what may stand in the blanks, from both sides and from the past alone. */
import { Command } from 'commander';
import { fillBlanks } from '../engine/complete/filler';
import { openModel } from '../node/models';
import type { FillAnswer, Filler } from '../protocol/fill';
import { answer } from './answers';
import { UsageError } from './errors';
import { count, MOST } from './numbers';

interface Options {
  model: string;
  beam: number;
  nBest: number;
  threads: number;
  json?: boolean;
}

const MAX_FILLER_TOKENS = 8;
const BLANK = '___';

export function fillCommand(): Command {
  return new Command('fill')
    .description(
      'fill blanks (___) of the arguments, or of each line of standard input, from past and future, beside what the past alone would say',
    )
    .argument('[text...]', 'a text with one blank or more; lines of standard input without one stay')
    .option('--model <id>', 'a bundled model, or the path of a model folder', 'en-fill')
    .option('--beam <k>', 'hypotheses kept', count(MOST.beam), 10)
    .option('--n-best <n>', 'fillers shown', count(MOST.beam), 5)
    .option('--threads <n>', 'threads a product may use', count(MOST.threads), 2)
    .option('--json', 'print JSON; for standard input a line for each line')
    .action(fill);
}

async function fill(words: string[], options: Options): Promise<void> {
  if (words.length > 0 && !words.join(' ').includes(BLANK))
    throw new UsageError(`the text has no blank: write ${BLANK} where words are missing`);
  const model = await openModel(options.model, options.threads, 'fill');
  const settings = {
    beamSize: options.beam,
    nBest: options.nBest,
    maxLength: MAX_FILLER_TOKENS,
    signal: new AbortController().signal,
  };
  try {
    await answer(words, options, { find: (text) => fillBlanks(model, text, settings), show });
  } finally {
    await model.session.dispose();
  }
}

const show = ({ blanks, text }: FillAnswer): string =>
  [
    ...blanks.flatMap(({ pastAndFuture, pastOnly }, i) => [
      `blank ${i + 1}, past and future: ${listed(pastAndFuture)}`,
      `blank ${i + 1}, past alone:      ${listed(pastOnly)}`,
    ]),
    text,
  ]
    .map((line) => `${line}\n`)
    .join('');

const listed = (fillers: readonly Filler[]): string =>
  fillers.map(({ text, probability }) => `${text} ${(100 * probability).toFixed(1)} %`).join(', ');
