/** `interlinear lessons`: the experiments of the lecture notes, each trained or searched on the spot. */
import { Command } from 'commander';
import { CORPORA, corpusReader } from '../../node/corpora';
import type { CopyTask } from './lessons-copy';
import { copyLesson } from './lessons-copy';
import type { SearchOutcome } from './lessons-search';
import { BEAM_EXAMPLE, EXHAUSTIVE_EXAMPLE, searchLesson } from './lessons-search';
import type { Outcome } from './lessons-seq2seq';
import { seq2seqLesson, UNSEEN } from './lessons-seq2seq';
import { count, MOST } from '../numbers';

interface Options {
  data: string;
  seeds: number;
  threads: number;
  json?: boolean;
}

const write = (line: string): boolean => process.stdout.write(`${line}\n`);

export function lessonsCommand(): Command {
  const lessons = new Command('lessons').description(
    'the experiments of the lecture notes, trained on the spot',
  );
  lessons
    .command('seq2seq')
    .description("the notes' translations: 640 pairs, 2-layer GRU, plain and with additive attention, greedy")
    .option('--data <folder>', 'where the corpora lie', CORPORA)
    .option('--seeds <n>', 'how many seeds', count(MOST.seeds), 3)
    .option('--threads <n>', 'threads a product may use', count(MOST.threads), 2)
    .option('--json', 'print JSON')
    .action((options: Options) => seq2seq(options));
  for (const task of ['copy', 'reverse'] as const) {
    lessons
      .command(task)
      .description(`${task} 8 random tokens: exact match on 1,000 unseen sequences, plain and with attention`)
      .option('--threads <n>', 'threads a product may use', count(MOST.threads), 2)
      .option('--json', 'print JSON')
      .action((options: Options) => copy(task, options));
  }
  lessons
    .command('search')
    .description("greedy, beam, exhaustive and exact search on the notes' tables, and what each costs")
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => search(options));
  return lessons;
}

async function seq2seq({ data, seeds, threads, json }: Options): Promise<void> {
  const text = corpusReader(data)('tatoeba/en-fr.tsv.gz');
  const numbers = Array.from({ length: seeds }, (_, i) => i + 1);
  const lesson = await seq2seqLesson(text, { seeds: numbers, threads }, (outcomes, seconds) => {
    if (json) return;
    for (const outcome of outcomes) write(describe(outcome));
    write(`  (trained in ${seconds.toFixed(0)} s)`);
  });
  if (json) return void write(JSON.stringify(lesson, null, 2));
  const seen = lesson.outcomes.filter((o) => o.seen);
  const perfect = seen.filter((o) => o.bleu === 1).length;
  const setting = Object.entries(lesson.setting).map(([key, value]) => `${key} ${value}`);
  write(`setting: ${setting.join(', ')}`);
  write(`seen sentences with BLEU 1 (k = 2): ${perfect} of ${seen.length}`);
  write(`"${UNSEEN.source}" is unseen; the textbook's notebooks print ${UNSEEN.textbook.join(', ')}`);
  write(
    'references: every translation that the 640 pairs have of a sentence; of the unseen one the textbook’s',
  );
  for (const outcome of lesson.shipped) write(describe(outcome));
}

function describe({ seed, model, source, output, bleu }: Outcome): string {
  const by = seed === null ? 'shipped' : `seed ${seed}`;
  return `${by.padEnd(9)}${model.padEnd(9)}  ${source.padEnd(12)}→ ${output.padEnd(24)}BLEU ${bleu.toFixed(3)}`;
}

async function copy(task: CopyTask, { threads, json }: Options): Promise<void> {
  const outcomes = await copyLesson(task, threads, ({ model, exact, seconds }) => {
    if (!json)
      write(`${task}, ${model}: ${(100 * exact).toFixed(1)} % exact, trained in ${seconds.toFixed(0)} s`);
  });
  if (json) write(JSON.stringify(outcomes, null, 2));
}

async function search({ json }: { json?: boolean }): Promise<void> {
  const lesson = await searchLesson();
  if (json) return void write(JSON.stringify(lesson, null, 2));
  for (const found of lesson.outcomes) write(describeSearch(found));
  const { k, n, T } = BEAM_EXAMPLE;
  write(`beam search, k = ${k}, n = ${n}, T = ${T}: k·n·T = ${lesson.beamCost} continuations`);
  const { n: words, T: longest } = EXHAUSTIVE_EXAMPLE;
  write(`exhaustive search, n = ${words}, T = ${longest}: n^T = ${lesson.exhaustiveCost} sequences`);
  write(`asked for them: ${lesson.refusal}`);
}

function describeSearch({ search, tokens, factors, probability, cost, bound }: SearchOutcome): string {
  const product = `${factors.map((p) => p.toFixed(1)).join(' · ')} = ${probability.toFixed(3)}`;
  const counted = `${cost.steps} steps, ${cost.expansions} continuations looked at; ${bound}`;
  return `${search.padEnd(12)}${tokens.join(' ').padEnd(13)}${product}  (${counted})`;
}
