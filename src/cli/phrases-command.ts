/**
 * `interlinear phrases`: makes the phrase tables that ship (media/phrases) out of the corpora and of phrases written by
 * hand, and the dictionaries of single words (media/words) that say what an identifier means.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { readText, writeAtomically } from '../node/files';
import { phraseKey } from '../text';
import type { PhraseCorpus, PhraseLine, PhraseTableOptions } from '../train';
import { makePhraseTable, parsePairs } from '../train';
import { UsageError } from './errors';
import { positive } from './numbers';
import { print } from './print';

interface Options {
  data: string;
  recipe: string;
  agreement: number;
  words?: boolean;
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

/** Of the dictionaries: any translation of a word says more than none. */
const WORDS = { agreement: 1, share: 0.2, length: 24, bytes: Infinity };
/** Dictionaries, which have every sense of a word: below what interfaces say. */
const DICTIONARIES = { weight: 0.2, names: ['freedict', 'cc-cedict'] };
/** What they are in identifiers goes before what they are in a menu. */
const OWN_WORDS = 'media/words/own.tsv';
/** Text of developers; a word that is rarer in it is in no identifier. */
const TEXT = 'english-dev';
const LEAST_SEEN = 25;

export function phrasesCommand(): Command {
  return new Command('phrases')
    .description('make a phrase table out of what several corpora translate alike')
    .argument('<pair>', 'en-fr, fr-en, en-zh or zh-en')
    .option('--data <folder>', 'where the corpora lie', '../shared/data')
    .option('--recipe <folder>', 'where recipe.json and own.tsv are', 'media/phrases')
    .option('--agreement <n>', 'so many corpora must agree', positive, 2)
    .option('--words', 'a dictionary of single English words, as identifiers are made of, instead')
    .option('--to <file>', 'write the table there')
    .option('--json', 'print JSON')
    .action((pair: string, options: Options) => {
      const lines = options.words ? dictionaryFor(pair, options) : tableFor(pair, options);
      if (options.to) writeAtomically(options.to, fileOf(pair, lines, options));
      const byHand = lines.filter(({ corpora }) => corpora === 0).length;
      print(
        { phrases: lines.length, 'written by hand': byHand, 'agreed on': lines.length - byHand },
        options,
      );
    });
}

/** @throws UsageError where identifiers are not in the pair's language */
function dictionaryFor(pair: string, options: Options): PhraseLine[] {
  if (!pair.startsWith('en-')) throw new UsageError(`identifiers are English; "${pair}" is not from English`);
  const common = commonWords(options.data);
  const owns = [OWN_WORDS, join(options.recipe, 'own.tsv')];
  return tableFor(pair, options, WORDS, [DICTIONARIES], owns)
    .filter(({ phrase, corpora }) => {
      const least = corpora === 0 ? 1 : LEAST_SEEN;
      return (common.get(phrase) ?? 0) >= least;
    })
    .sort((a, b) => (a.phrase < b.phrase ? -1 : 1));
}

/** How often each word stands in text of developers. */
function commonWords(data: string): Map<string, number> {
  const counts = new Map<string, number>();
  const folder = join(data, TEXT);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.txt.gz')))
    for (const [word] of readText(join(folder, name))
      .toLowerCase()
      .matchAll(/[a-z]{2,}/g))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function tableFor(
  pair: string,
  { data, recipe, agreement }: Options,
  limits: Partial<PhraseTableOptions> = {},
  more: PhraseRecipe['corpora'] = [],
  owns: readonly string[] = [join(recipe, 'own.tsv')],
): PhraseLine[] {
  const [source, target] = pair.split('-');
  const foreign = source === 'en' ? target : source;
  const column = { fr: 1, zh: 2 }[foreign];
  if (column === undefined || (source !== 'en' && target !== 'en'))
    throw new UsageError(`there are no phrases for "${pair}"; it is en-fr, fr-en, en-zh or zh-en`);
  const reverse = source !== 'en';
  const own = new Map(
    owns.flatMap((file) => [...ownPhrases(file, reverse ? column : 0, reverse ? 0 : column)]).reverse(),
  );
  const { corpora, wrong } = JSON.parse(readFileSync(join(recipe, 'recipe.json'), 'utf8')) as PhraseRecipe;
  const read = [...corpora, ...more].flatMap(({ weight, names }) =>
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
    ...limits,
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

function fileOf(pair: string, lines: readonly PhraseLine[], { words }: Options): string {
  const [what, command] = words
    ? ['Single words of identifiers', `phrases ${pair} --words`]
    : ['Words and short phrases that independent projects translate alike', `phrases ${pair}`];
  return [
    `# ${words ? 'Dictionary' : 'Phrase table'} ${pair}: phrase, translation, number of corpora that agree (0: written by hand). Made by "npm run cli -- ${command}".`,
    `# ${what}; the corpora and their licences are in ATTRIBUTION.md.`,
    ...lines.map(({ phrase, translation, corpora }) => `${phrase}\t${translation}\t${corpora}`),
    '',
  ].join('\n');
}
