/** `interlinear phrases`: makes the phrase tables that ship (media/phrases) out of the corpora and of phrases written by hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { readText, writeAtomically } from '../node/files';
import { phraseKey } from '../text';
import type { PhraseCorpus, PhraseLine } from '../train';
import { makePhraseTable, parsePairs } from '../train';
import { UsageError } from './errors';
import { positive } from './numbers';
import { print } from './print';

interface Options {
  data: string;
  recipe: string;
  agreement: number;
  to?: string;
  json?: boolean;
}

interface PhraseRecipe {
  /** Names of the corpora's folders, by how much they count. */
  corpora: { weight: number; names: string[] }[];
  /** Phrases that corpora agree on and that are wrong where they stand alone, by pair. */
  wrong: Record<string, string[]>;
}

/** In characters: a Chinese one says about as much as three letters. */
const LONGEST_PHRASE = { zh: 10, other: 32 };
const MOST_BYTES = 150_000;

export function phrasesCommand(): Command {
  return new Command('phrases')
    .description('make a phrase table out of what several corpora translate alike')
    .argument('<pair>', 'en-fr, fr-en, en-zh or zh-en')
    .option('--data <folder>', 'where the corpora lie', '../shared/data')
    .option('--recipe <folder>', 'where recipe.json and own.tsv are', 'media/phrases')
    .option('--agreement <n>', 'so many corpora must agree', positive, 2)
    .option('--to <file>', 'write the table there')
    .option('--json', 'print JSON')
    .action((pair: string, options: Options) => {
      const lines = tableFor(pair, options);
      if (options.to) writeAtomically(options.to, fileOf(pair, lines));
      const byHand = lines.filter(({ corpora }) => corpora === 0).length;
      print(
        { phrases: lines.length, 'written by hand': byHand, 'agreed on': lines.length - byHand },
        options,
      );
    });
}

function tableFor(pair: string, { data, recipe, agreement }: Options): PhraseLine[] {
  const [source, target] = pair.split('-');
  const foreign = source === 'en' ? target : source;
  const column = { fr: 1, zh: 2 }[foreign];
  if (column === undefined || (source !== 'en' && target !== 'en'))
    throw new UsageError(`there are no phrases for "${pair}"; it is en-fr, fr-en, en-zh or zh-en`);
  const reverse = source !== 'en';
  const own = ownPhrases(join(recipe, 'own.tsv'), reverse ? column : 0, reverse ? 0 : column);
  const { corpora, wrong } = JSON.parse(readFileSync(join(recipe, 'recipe.json'), 'utf8')) as PhraseRecipe;
  const read = corpora.flatMap(({ weight, names }) =>
    names.flatMap((name): PhraseCorpus[] => {
      const path = join(data, name, `en-${foreign}.tsv.gz`);
      if (!existsSync(path)) return [];
      const pairs = parsePairs(readText(path), path);
      return [
        { name, weight, pairs: reverse ? pairs.map((p) => ({ source: p.target, target: p.source })) : pairs },
      ];
    }),
  );
  const options = {
    source,
    target,
    agreement,
    share: 0.5,
    bytes: MOST_BYTES,
    length: LONGEST_PHRASE[source === 'zh' ? 'zh' : 'other'],
  };
  const not = new Set(wrong[pair]);
  return makePhraseTable(read, own, options).filter(({ phrase }) => !not.has(phrase));
}

/** The columns of a line: forms with | between them, the first of which is what is written. */
function ownPhrases(path: string, from: number, to: number): Map<string, string> {
  const rows = readText(path)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t').map((cell) => cell.split('|')));
  // The first row of a phrase counts: "paramètres" are settings before they are parameters.
  return new Map(
    rows.flatMap((row) => row[from].map((form): [string, string] => [phraseKey(form), row[to][0]])).reverse(),
  );
}

const fileOf = (pair: string, lines: readonly PhraseLine[]): string =>
  [
    `# Phrase table ${pair}: phrase, translation, number of corpora that agree (0: written by hand). Made by "npm run cli -- phrases ${pair}".`,
    '# Words and short phrases that independent projects translate alike; the corpora and their licences are in ATTRIBUTION.md.',
    ...lines.map(({ phrase, translation, corpora }) => `${phrase}\t${translation}\t${corpora}`),
    '',
  ].join('\n');
