/** `interlinear languages`: makes what short texts in two languages are told apart by (src/text/statistics) out of the corpora. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { readText, writeAtomically } from '../node/files';
import { languageStatistics } from '../train';
import { positive } from './numbers';

interface Options {
  data: string;
  leaveOut: string;
  first: number;
  to: string;
}

const PAIR = 'en-fr';
const TRIGRAMS = 2500;
/** Measured on these: `npm run cli -- languages` must not have seen them. */
const HELD_OUT =
  'scratch,owncloud,wikipedia-android,thunderbird-android,firefox,matomo,multi30k,3am,freedict,bible';
const WIDTH = 116;

export function languagesCommand(): Command {
  return new Command('languages')
    .description('make what English and French labels are told apart by, out of the corpora')
    .option('--data <folder>', 'where the corpora lie', '../shared/data')
    .option('--leave-out <names>', 'corpora that are for measuring, with commas', HELD_OUT)
    .option('--first <n>', 'so many pairs of each corpus', positive, 15_000)
    .option('--to <file>', 'what is written', `src/text/statistics/${PAIR}.ts`)
    .action((options: Options) => {
      const { trigrams, shared } = languageStatistics(pairsOf(options), TRIGRAMS);
      writeAtomically(options.to, fileOf(trigrams, shared));
      process.stdout.write(`${trigrams.size} trigrams, ${shared.length} shared words: ${options.to}\n`);
    });
}

function* pairsOf({ data, leaveOut, first }: Options): Generator<[string, string]> {
  const not = new Set(leaveOut.split(','));
  for (const name of readdirSync(data).sort()) {
    const path = join(data, name, `${PAIR}.tsv.gz`);
    if (not.has(name) || !existsSync(path)) continue;
    for (const line of readText(path).split('\n').slice(0, first)) {
      const [english, french] = line.split('\t');
      if (french !== undefined) yield [english, french];
    }
  }
}

function fileOf(trigrams: ReadonlyMap<string, number>, shared: readonly string[]): string {
  const entries = [...trigrams].map(([one, weight]) => `${one}${Math.round(10 * weight)}`);
  return `/**
 * What English and French words are told apart by, made by \`npm run cli -- languages\` (src/train/language-statistics.ts)
 * out of parallel corpora; not to be edited.
 */

/** Three letters (^ and $ are the ends of a word), then tenths of nats for English; negative: for French. */
export const TRIGRAMS = \`
${wrapped(entries)}\`;

/** Words that are about as common in both. */
export const SHARED = \`
${wrapped(shared)}\`;
`;
}

function wrapped(words: readonly string[]): string {
  const lines: string[] = [''];
  for (const word of words) {
    const last = lines.length - 1;
    if (lines[last].length + word.length >= WIDTH) lines.push(word);
    else lines[last] += (lines[last] && ' ') + word;
  }
  return lines.join('\n');
}
