/**
 * `interlinear search`: one sentence through the searches of the notes, side by side, with scores and counted costs;
 * on a model, or on the notes' own tables (--toy).
 */
import { Command, Option } from 'commander';
import { encodeSentence } from '../engine/translate/sentence-codec';
import type { LoadedModel } from '../engine/loaded-model';
import type { Decoder, Hypothesis, SearchCost } from '../search';
import { Random } from '../random';
import {
  beamSearch,
  beamSearchCost,
  exactSearch,
  exhaustiveSearch,
  exhaustiveSearchCost,
  formatCount,
  greedy,
  NOTES_TOY,
  sample,
  toyDecoder,
} from '../search';
import { answer } from './answers';
import { UsageError } from './errors';
import { openModel } from '../node/models';
import { count, MOST, nonNegative, positive } from './numbers';

interface Options {
  model?: string;
  toy?: boolean;
  method: 'greedy' | 'beam' | 'exact' | 'exhaustive' | 'sample';
  beam: number;
  nBest?: number;
  lengthPenalty: number;
  minLength: number;
  maxLength?: number;
  nodes: number;
  seed: number;
  temperature: number;
  tree?: boolean;
  threads: number;
  json?: boolean;
}

export function searchCommand(): Command {
  return new Command('search')
    .description(
      'decode the arguments, one sentence, or each line of standard input, and show hypotheses, scores, cost, and the tree',
    )
    .argument('[text...]', 'the source sentence')
    .option('--model <id>', 'a bundled model, or the path of a model folder')
    .option('--toy', "the notes' tables instead of a model: four words, n = 4, T = 4")
    .addOption(
      new Option('--method <name>', 'how to search')
        .choices(['greedy', 'beam', 'exact', 'exhaustive', 'sample'])
        .default('beam'),
    )
    .option('--beam <k>', 'hypotheses kept by beam search', count(MOST.beam), 5)
    .option('--n-best <n>', 'hypotheses shown; as many as the beam otherwise', count(MOST.beam))
    .option('--length-penalty <alpha>', 'α of (1/L^α) Σ log p', nonNegative, 0.75)
    .option('--min-length <n>', 'fewest tokens, <eos> counted', count(MOST.tokens), 1)
    .option('--max-length <n>', 'most tokens, <eos> counted', count(MOST.tokens))
    .option('--nodes <n>', 'budget of exact search', count(MOST.nodes), 2000)
    .option('--seed <n>', 'of sampling', nonNegative, 1)
    .option('--temperature <t>', 'of sampling', positive, 1)
    .option('--tree', 'with --json: everything beam search looked at')
    .option('--threads <n>', 'threads a product may use', count(MOST.threads), 2)
    .option('--json', 'print JSON; for standard input a line for each line')
    .action((words: string[], options: Options) =>
      // The tables have one sentence, whatever stands behind them.
      options.toy
        ? answer(['toy'], options, { find: () => searchToy(options), show: lines })
        : searchTexts(words, options),
    );
}

async function searchTexts(words: readonly string[], options: Options): Promise<void> {
  if (!options.model) throw new UsageError('name a model with --model <id>, or ask for --toy');
  const model = await openModel(options.model, options.threads, 'translate');
  try {
    await answer(words, options, { find: (text) => searchModel(text, model, options), show: lines });
  } finally {
    await model.session.dispose();
  }
}

interface Shown {
  hypotheses: {
    text: string;
    score: number;
    logProb: number;
    probability: number;
    tokens: string[];
    ended: string;
  }[];
  cost: Record<string, unknown>;
  notes: string[];
  tree?: unknown;
}

async function searchToy(options: Options): Promise<Shown> {
  // Only sequences of exactly four tokens count in the notes' figures, and they multiply: α = 0.
  const { vocabulary } = NOTES_TOY;
  const length = 4;
  const exactly = { ...options, minLength: length, maxLength: length, lengthPenalty: 0 };
  const show = (h: Hypothesis) =>
    shown(
      h,
      h.tokens.map((t) => vocabulary[t]),
      ' ',
    );
  return search(toyDecoder(NOTES_TOY), exactly, length, show);
}

async function searchModel(source: string, model: LoadedModel, options: Options): Promise<Shown> {
  const { tokens } = encodeSentence(model, source);
  if (tokens.length === 0) return { hypotheses: [], cost: {}, notes: ['there is no sentence to decode'] };
  const decoder = await model.session.encode([tokens]);
  const longest =
    options.maxLength ?? Math.ceil(model.maxLength.factor * tokens.length + model.maxLength.extra);
  const show = (h: Hypothesis) => shown(h, tokensOf(h, model), '');
  try {
    return await search(decoder, options, longest, show);
  } finally {
    decoder.dispose();
  }
}

function tokensOf(hypothesis: Hypothesis, model: LoadedModel): string[] {
  const eos = model.target.ids.eos;
  const pieces = model.target.pieces(hypothesis.tokens);
  return pieces.map((piece, i) => (hypothesis.tokens[i] === eos ? '<eos>' : piece));
}

function shown(h: Hypothesis, tokens: string[], joint: string): Shown['hypotheses'][number] {
  const { score, logProb, ended } = h;
  const text = joint === ' ' ? tokens.join(' ') : tokens.filter((t) => t !== '<eos>').join('');
  return { text, score, logProb, probability: Math.exp(logProb), tokens, ended };
}

async function search(
  decoder: Decoder,
  options: Options,
  maxLength: number,
  show: (h: Hypothesis) => Shown['hypotheses'][number],
): Promise<Shown> {
  const common = { maxLength, minLength: options.minLength, lengthPenalty: options.lengthPenalty };
  const found = await METHODS[options.method](decoder, options, common);
  return {
    hypotheses: found.hypotheses.map(show),
    cost: {
      ...found.cost,
      'beam search at most (k·n·T)': formatCount(
        beamSearchCost(options.beam, decoder.vocabularySize, maxLength),
      ),
      'exhaustive search (n^T)': formatCount(exhaustiveSearchCost(decoder.vocabularySize, maxLength)),
    },
    notes: found.notes ?? [],
    ...(found.tree ? { tree: found.tree } : {}),
  };
}

interface Common {
  maxLength: number;
  minLength: number;
  lengthPenalty: number;
}

interface Found {
  hypotheses: Hypothesis[];
  cost: SearchCost;
  notes?: string[];
  tree?: unknown;
}

const METHODS: Record<Options['method'], (d: Decoder, o: Options, c: Common) => Promise<Found>> = {
  async greedy(decoder, _, common) {
    const { sentences, cost } = await greedy(decoder, common);
    return { hypotheses: sentences[0], cost };
  },
  async beam(decoder, options, common) {
    const nBest = Math.min(options.nBest ?? options.beam, options.beam);
    const { sentences, trees, cost } = await beamSearch(decoder, {
      ...common,
      beamSize: options.beam,
      nBest,
      tree: options.tree,
    });
    return { hypotheses: sentences[0], cost, tree: trees?.[0] };
  },
  async exhaustive(decoder, options, common) {
    const { hypotheses, cost } = await exhaustiveSearch(decoder, { ...common, nBest: options.nBest ?? 5 });
    return { hypotheses, cost };
  },
  async exact(decoder, options, common) {
    const beam = await beamSearch(decoder, { ...common, beamSize: options.beam });
    const incumbent = beam.sentences[0][0];
    const { best, improved, complete, nodes, cost } = await exactSearch(decoder, {
      ...common,
      nodeBudget: options.nodes,
      incumbent,
    });
    const missed = improved
      ? `beam search with k = ${options.beam} missed it`
      : `beam search with k = ${options.beam} had it`;
    const end = complete
      ? `this is the optimum; ${missed}`
      : `the budget of ${options.nodes} nodes ended the search; ${missed}`;
    return { hypotheses: best ? [best] : [], cost, notes: [`${nodes} prefixes visited; ${end}`] };
  },
  async sample(decoder, options, common) {
    const random = new Random(options.seed);
    const { sentences, cost } = await sample(decoder, {
      ...common,
      random: () => random.uniform(),
      samples: options.nBest ?? 5,
      temperature: options.temperature,
    });
    return { hypotheses: sentences[0], cost };
  },
};

function lines(result: Shown): string {
  const hypotheses = result.hypotheses.map(
    (h) =>
      `${h.score.toFixed(4)}  p = ${h.probability.toPrecision(4)}  ${h.text}\n        ${h.tokens.join('|')}`,
  );
  const cost = Object.entries(result.cost).map(([key, value]) => `${key}: ${String(value)}`);
  return `${[...hypotheses, ...result.notes, ...cost].join('\n')}\n`;
}
