/** `interlinear learn`: a model learns from files of a user's own translations, and becomes a model folder of its own. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Command } from 'commander';
import type { LearnHost, LearnInput, Learnt } from '../learn';
import { generalPairs, learn, pairsOfTexts } from '../learn';
import { writeAtomically } from '../node/files';
import { modelFolder, readCard, readFolder, readMessages, readRehearsal } from '../node/models';
import { ort } from '../node/onnxruntime';
import { readTexts } from '../node/parallel-files';
import { generalBundle } from '../protocol/general-sample';
import type { LearnProgress, LearnReport } from '../protocol/workshop';
import type { Languages, SentencePair } from '../text';
import { bilingualPairs } from '../text';
import { TrainError } from '../train';
import { UsageError } from './errors';
import { count, MOST } from './numbers';

interface Options {
  model: string;
  pairs: string[];
  out: string;
  general?: string;
  threads: number;
  json?: boolean;
}

export function learnCommand(): Command {
  return new Command('learn')
    .description('let a model learn from your own translations; run it again to go on after a stop')
    .requiredOption('--model <id>', 'the model that learns: a bundled one, or the path of a model folder')
    .requiredOption(
      '--pairs <files...>',
      'files with both languages (po, xliff, tmx, tsv), or two of one format (README.md README.fr.md, en.json fr.json)',
    )
    .requiredOption('--out <folder>', 'where the new model goes; its name is the model’s id')
    .option('--general <file>', 'pairs (tsv) that show whether anything is forgotten; else own messages')
    .option('--threads <n>', 'threads a product may use', count(MOST.threads), 2)
    .option('--json', 'print JSON')
    .action(run);
}

async function run(options: Options): Promise<void> {
  const folder = modelFolder(options.model);
  if (resolve(folder) === resolve(options.out))
    throw new UsageError(`the model would overwrite the one that learns: name another folder than ${folder}`);
  const { source, target } = readCard(options.model);
  const languages = { source, target };
  const read = pairsOfTexts(readTexts(options.pairs), languages);
  for (const { files, pairs } of read) process.stderr.write(`${files.join(', ')}: ${pairs.length} pairs\n`);
  const stop = new AbortController();
  // The second Ctrl-C is left to Node: it ends the process at once.
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const work = `${options.out}.learning`;
  const learnt = await learnIn(
    work,
    {
      model: readFolder(folder),
      id: idOf(options.out),
      origin: options.pairs.map((file) => basename(file)).join(', '),
      pairs: read.flatMap(({ pairs }) => pairs),
      rehearsal: pairsOf(readRehearsal(source, target), languages),
      general: generalOf(options, languages),
    },
    options.threads,
    stop.signal,
  );
  if (!learnt) {
    process.stderr.write('stopped; run it again to go on\n');
    return;
  }
  for (const [name, bytes] of learnt.files) writeAtomically(join(options.out, name), bytes);
  rmSync(work, { recursive: true, force: true });
  const { report } = learnt;
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report, options.out));
}

/** @throws UsageError where a lesson of something else was stopped there */
async function learnIn(
  work: string,
  input: LearnInput,
  threads: number,
  signal: AbortSignal,
): Promise<Learnt | undefined> {
  try {
    return await learn(input, hostIn(work, threads), signal);
  } catch (error) {
    if (!(error instanceof TrainError) || error.code !== 'checkpoint') throw error;
    throw new UsageError(`${work} holds another lesson: remove it, or name another folder with --out`);
  }
}

function idOf(out: string): string {
  const id = basename(resolve(out)).toLowerCase();
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) return id;
  throw new UsageError(`"${id}" is no name for a model: use small letters, digits and "-" for the folder`);
}

const pairsOf = (text: string | undefined, languages: Languages): SentencePair[] =>
  text === undefined ? [] : bilingualPairs(text, 'tsv', languages);

function generalOf({ general }: Options, languages: Languages): SentencePair[] {
  if (general !== undefined)
    return pairsOfTexts(readTexts([general]), languages).flatMap(({ pairs }) => pairs);
  const bundle = generalBundle(languages);
  return bundle ? generalPairs(readMessages(bundle.file), languages) : [];
}

function hostIn(folder: string, threads: number): LearnHost {
  return {
    ort,
    threads,
    progress: progressPrinter(),
    load(name) {
      const path = join(folder, name);
      return Promise.resolve(existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined);
    },
    save: (name, bytes) => Promise.resolve(writeAtomically(join(folder, name), bytes)),
  };
}

/** Seconds between two lines. */
const PAUSE = 5;

function progressPrinter(): (progress: LearnProgress) => void {
  let last = 0;
  let phase: string | undefined;
  return (progress) => {
    const now = performance.now() / 1000;
    if (progress.phase === phase && now - last < PAUSE) return;
    [last, phase] = [now, progress.phase];
    process.stderr.write(`${lineOf(progress)}\n`);
  };
}

function lineOf({ phase, done, total, loss, developmentLoss, secondsLeft }: LearnProgress): string {
  if (phase !== 'learning') return `measuring ${phase}: ${done} of ${total} sentences`;
  const held = developmentLoss === undefined ? '' : `, held out ${developmentLoss.toFixed(3)}`;
  return `update ${done} of ${total}: loss ${loss?.toFixed(3)}${held}, ${Math.round(secondsLeft ?? 0)} s left`;
}

function textOf(report: LearnReport, out: string): string {
  const { own, general, learnt, updates, seconds, counts, samples } = report;
  const change = (name: string, { sentences, bleu, chrf }: NonNullable<LearnReport['general']>): string =>
    `${name} (${sentences}): BLEU ${arrow(bleu)}, chrF2 ${arrow(chrf)}\n`;
  const what = Object.entries(counts).map(([name, n]) => `${name} ${n}`);
  return [
    `${learnt} pairs learnt in ${updates} updates, ${Math.round(seconds)} s (${what.join(', ')})\n`,
    change('your sentences, held out', own),
    general ? change('ordinary sentences', general) : '',
    ...samples.map((one) => `\n  ${one.source}\n  - ${one.before}\n  + ${one.after}\n  = ${one.reference}\n`),
    `\nthe model is in ${out}\n`,
  ].join('');
}

const arrow = ([before, after]: readonly [number, number]): string =>
  `${before.toFixed(2)} → ${after.toFixed(2)}`;
