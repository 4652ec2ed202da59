/** `interlinear score`: BLEU and chrF of a file of translations against references, as sacreBLEU computes them. */
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { BleuOptions, Metric, ReferenceStreams } from '../metrics';
import {
  bleu,
  bleuD2l,
  bootstrap,
  chrf,
  corpusBleu,
  corpusChrf,
  pairedBootstrap,
  sentenceBleu,
} from '../metrics';
import { UsageError } from './errors';
import { CORPORA, corpusReader } from '../node/corpora';
import { readLines, readText } from '../node/files';
import { modelFolder, openModel } from '../node/models';
import { heldOut, readRecipe } from '../train';
import { anyNumber, count, MOST } from './numbers';
import { print } from './print';
import { heldOutSets, scoreHeldOut } from '../evaluation/held-out';

interface Options {
  model?: string;
  data: string;
  set?: string;
  tokenize: BleuOptions['tokenize'];
  smooth: BleuOptions['smooth'];
  smoothValue?: number;
  lowercase?: boolean;
  sentence?: boolean;
  confidence?: boolean;
  against?: string;
  notes?: number;
  json?: boolean;
}

export function scoreCommand(): Command {
  return new Command('score')
    .description('BLEU and chrF2 of translations against one or several references, one sentence a line')
    .argument('[hypotheses]', 'file of translations')
    .argument('[references...]', 'files of references, line by line beside the translations')
    .option('--model <id>', 'instead of files: a bundled model on the sentences its recipe holds out')
    .option('--set <name>', 'with --model: only that one of its sets, such as tatoeba')
    .option('--data <folder>', 'with --model: where the corpora lie', CORPORA)
    .addOption(
      new Option('--tokenize <name>', 'for BLEU')
        .choices(['13a', 'zh', 'char', 'intl', 'none'])
        .default('13a'),
    )
    .addOption(
      new Option('--smooth <method>', 'for BLEU').choices(['exp', 'floor', 'add-k', 'none']).default('exp'),
    )
    .option('--smooth-value <x>', 'of floor (0.1) or add-k (1)', anyNumber)
    .option('--lowercase', 'ignore case')
    .option('--sentence', 'a BLEU for each line, too')
    .option('--confidence', 'with 95 % intervals (bootstrap, 1,000 resamples)')
    .option('--against <file>', 'another system: paired bootstrap test of the difference')
    .option('--notes <k>', 'the BLEU of the lecture notes up to n-grams of k, instead', count(MOST.tokens))
    .option('--json', 'print JSON')
    .action(async (hypotheses: string | undefined, references: string[], options: Options) => {
      if (options.model) return print(await scoreModel(options.model, options.data, options.set), options);
      if (!hypotheses || references.length === 0) {
        throw new UsageError('name a file of translations and one of references, or a model with --model');
      }
      const lines = readLines(hypotheses);
      const streams = references.map(readLines);
      print(
        options.notes ? scoreNotes(lines, streams[0], options.notes) : scoreField(lines, streams, options),
        options,
      );
    });
}

/** The figures of a model's card, computed again. */
async function scoreModel(id: string, data: string, set?: string): Promise<Record<string, unknown>> {
  const path = join(modelFolder(id), 'recipe.json');
  const recipe = readRecipe(readText(path), path);
  const sets = heldOutSets(recipe, heldOut(recipe, corpusReader(data)));
  const chosen = [...sets].filter(([name]) => !set || name.includes(set));
  if (chosen.length === 0)
    throw new UsageError(`there is no set "${set}"; there are: ${[...sets.keys()].join('; ')}`);
  const model = await openModel(id, 2);
  const rows: [string, number][] = [];
  for (const [name, pairs] of chosen) {
    for (const { metric, score, signature } of await scoreHeldOut(model, pairs, name)) {
      rows.push([`${metric} on ${name} (${pairs.length}; ${signature})`, score]);
    }
  }
  await model.session.dispose();
  return Object.fromEntries(rows);
}

function scoreNotes(lines: string[], labels: string[], k: number): Record<string, unknown> {
  const scores = lines.map((line, i) => bleuD2l(line, labels[i] ?? '', k).score);
  return { metric: `BLEU of the notes, k = ${k}`, mean: mean(scores), sentences: scores };
}

function scoreField(lines: string[], streams: ReferenceStreams, options: Options): Record<string, unknown> {
  const { tokenize, smooth, smoothValue, lowercase } = options;
  const bleuOptions: BleuOptions = { tokenize, smooth, smoothValue, lowercase };
  const { score, precisions, bp, hypLen, refLen, signature } = corpusBleu(lines, streams, bleuOptions);
  const chr = corpusChrf(lines, streams, { lowercase });
  const metrics: [string, Metric][] = [
    ['BLEU', bleu(bleuOptions)],
    ['chrF2', chrf({ lowercase })],
  ];
  return {
    BLEU: score,
    'BLEU signature': signature,
    precisions,
    'brevity penalty': bp,
    'lengths (hypothesis, reference)': [hypLen, refLen],
    chrF2: chr.score,
    'chrF2 signature': chr.signature,
    ...(options.confidence ? intervals(metrics, lines, streams) : {}),
    ...(options.against ? comparison(metrics, lines, streams, readLines(options.against)) : {}),
    ...(options.sentence ? { sentences: sentenceScores(lines, streams, bleuOptions) } : {}),
  };
}

function sentenceScores(lines: string[], streams: ReferenceStreams, options: BleuOptions): number[] {
  return lines.map((line, i) => {
    const references = streams.flatMap((stream) => stream[i] ?? []);
    return sentenceBleu(line, references, options).score;
  });
}

function intervals(
  metrics: [string, Metric][],
  lines: string[],
  streams: ReferenceStreams,
): Record<string, string> {
  return Object.fromEntries(
    metrics.map(([name, metric]) => {
      const { mean: middle, ci } = bootstrap(metric, lines, streams);
      return [`${name} (95 %)`, `${middle.toFixed(2)} ± ${ci.toFixed(2)}`];
    }),
  );
}

function comparison(
  metrics: [string, Metric][],
  lines: string[],
  streams: ReferenceStreams,
  other: string[],
): Record<string, string> {
  return Object.fromEntries(
    metrics.map(([name, metric]) => {
      const { difference, pValue } = pairedBootstrap(metric, other, lines, streams);
      return [`${name}, difference to the other`, `${difference.toFixed(2)} (p = ${pValue.toFixed(4)})`];
    }),
  );
}

const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
