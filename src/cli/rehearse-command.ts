/**
 * `interlinear rehearse`: writes down what a model says of ordinary sentences, so that a lesson can repeat it (src/learn).
 * The sentences are drawn from a language model, or are the second column of such a file of the opposite direction: no
 * corpus is needed.
 */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { LoadedModel } from '../engine/loaded-model';
import { translateSentences } from '../engine/translate/translator';
import { writeAtomically } from '../node/files';
import { openModel } from '../node/models';
import { Random } from '../random';
import { sample } from '../search';
import { wholeCharacters } from '../text';
import { count, MOST } from './numbers';
import { progressLine } from './output';
import { print } from './print';

interface Options {
  model: string;
  sources?: string;
  languageModel: string;
  sentences: number;
  to: string;
  threads: number;
}

const SEED = 20;
const TOP_P = 0.9;
const MAX_TOKENS = 40;
const BATCH = 50;

export function rehearseCommand(): Command {
  return new Command('rehearse')
    .description('write down what a model says of ordinary sentences: media/rehearsal, for `learn`')
    .requiredOption('--model <id>', 'a bundled model, or the path of a model folder')
    .requiredOption('--to <file>', 'lines "source ⇥ translation"')
    .option('--sources <file>', 'such a file of the opposite direction, whose translations are the sources')
    .option('--language-model <id>', 'otherwise what the sources are drawn from', 'en-text')
    .option('--sentences <n>', 'so many are drawn', count(10_000), 1500)
    .option('--threads <n>', 'threads a product may use', count(MOST.threads), 2)
    .action(async ({ model: id, sources, languageModel, sentences, to, threads }: Options) => {
      const drawn = sources
        ? readFileSync(sources, 'utf8')
            .trimEnd()
            .split('\n')
            .map((line) => line.split('\t')[1])
        : await drawSentences(await openModel(languageModel, threads, 'complete'), sentences);
      const model = await openModel(id, threads, 'translate');
      const translated = await translateSentences(
        model,
        drawn,
        { ...model.card.decoding, maxLength: 200, nBest: 1, batchSize: BATCH },
        { signal: new AbortController().signal, progress: progressLine() },
      );
      const lines = translated.flatMap(({ source, candidates: [best], cut }) =>
        best && !cut && best.text !== '' ? [`${source}\t${best.text}\n`] : [],
      );
      writeAtomically(to, lines.join(''));
      print({ sentences: lines.length }, {});
    });
}

/** Different ones that end by themselves, of three words and more. */
async function drawSentences(model: LoadedModel, wanted: number): Promise<string[]> {
  const random = new Random(SEED);
  const found = new Set<string>();
  const { pad, bos, unk } = model.target.ids;
  while (found.size < wanted) {
    const decoder = await model.session.encode(Array.from({ length: BATCH }, () => []));
    const { sentences } = await sample(decoder, {
      topP: TOP_P,
      random: () => random.uniform(),
      maxLength: MAX_TOKENS,
      forbiddenTokens: [pad, bos, unk],
      automaton: wholeCharacters(model.target),
    });
    decoder.dispose();
    for (const { tokens, ended } of sentences.flat()) {
      const text = model.target.decode(tokens).trim();
      if (ended === 'eos' && /\S\s+\S+\s+\S/.test(text) && !text.includes('\u2991')) found.add(text);
    }
  }
  return [...found].slice(0, wanted);
}
