/**
 * The notes' experiments as recipes with a small corpus each, for whoever wants to see a network learn: letters copied and reversed
 * with and without attention, dates written otherwise. Drawn with a seed, so that everybody gets the same.
 */
import type { ExampleName } from '../protocol/training';
import { Random } from '../random';
import type { Recipe } from '../train';

interface Example {
  source: string;
  target: string;
  intendedUse: string;
  network: Recipe['network'];
  /** Updates. */
  steps: number;
  pair(random: Random): readonly [source: string, target: string];
}

const PAIRS = 4000;
const CORPUS = 'pairs.tsv';
const LETTERS = 'abcdefghij';
const LONGEST = 6;

/** The notes' shape: one layer on each side, the encoder's last state is the decoder's first. */
function network(cell: 'gru' | 'lstm', attention: boolean, hidden = 64): Recipe['network'] {
  const layers = [{ cell, hidden }];
  return {
    embedding: 32,
    encoder: { layers },
    decoder: { layers },
    attention: attention ? { score: 'additive', size: hidden, inputFeeding: false } : null,
  };
}

function letters(random: Random): string[] {
  const length = 3 + random.below(LONGEST - 2);
  return Array.from({ length }, () => LETTERS[random.below(LETTERS.length)]);
}

const reversed = (random: Random): readonly [string, string] => {
  const drawn = letters(random);
  return [drawn.join(' '), drawn.toReversed().join(' ')];
};

/** A language without words, and a variety of it that only means something here: no text is ever taken for either. */
const LETTER_TAG = 'zxx';
const REVERSED_TAG = 'zxx-x-reverse';

const reverse = (cell: 'gru' | 'lstm', attention: boolean, steps: number): Example => ({
  source: LETTER_TAG,
  target: REVERSED_TAG,
  intendedUse: 'Writes three to six letters, a to j with spaces between them, from the last to the first.',
  network: network(cell, attention),
  steps,
  pair: reversed,
});

const TABLE: Readonly<Record<ExampleName, Example>> = {
  copy: {
    ...reverse('gru', false, 600),
    target: 'zxx-x-copy',
    intendedUse: 'Writes three to six letters, a to j with spaces between them, once more.',
    pair(random) {
      const text = letters(random).join(' ');
      return [text, text];
    },
  },
  reverse: reverse('gru', false, 600),
  'reverse-lstm': reverse('lstm', false, 600),
  'reverse-attention': reverse('gru', true, 300),
  numbers: {
    source: 'fr-x-numbers',
    target: 'en-x-numbers',
    intendedUse:
      'Says in English words what French words say of a number below ten thousand: « mille neuf cent quatre vingt dix neuf ».',
    network: network('gru', true),
    steps: 400,
    pair(random) {
      const number = random.below(10_000);
      return [inFrench(number), inEnglish(number)];
    },
  },
};

const FRENCH =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(' ');
const DIX = {
  20: 'vingt',
  30: 'trente',
  40: 'quarante',
  50: 'cinquante',
  60: 'soixante',
  80: 'quatre vingt',
};
const ENGLISH =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** Without hyphens, and « vingt » and « cent » without s: each word is one for the network. */
function inFrench(n: number): string {
  if (n >= 1000)
    return joined([n < 2000 ? '' : inFrench(Math.floor(n / 1000)), 'mille', rest(n % 1000, inFrench)]);
  if (n >= 100)
    return joined([n < 200 ? '' : inFrench(Math.floor(n / 100)), 'cent', rest(n % 100, inFrench)]);
  if (n <= 16) return FRENCH[n];
  if (n < 20) return `dix ${FRENCH[n - 10]}`;
  // Seventy and ninety go on from the twenty below: soixante quinze, quatre vingt quinze.
  const ten = (n < 60 ? Math.floor(n / 10) * 10 : n < 80 ? 60 : 80) as keyof typeof DIX;
  const one = n - ten === 1 || n - ten === 11 ? (ten === 80 ? '' : 'et') : '';
  return joined([DIX[ten], one, rest(n - ten, inFrench)]);
}

function inEnglish(n: number): string {
  if (n >= 1000) return joined([inEnglish(Math.floor(n / 1000)), 'thousand', rest(n % 1000, inEnglish)]);
  if (n >= 100) return joined([inEnglish(Math.floor(n / 100)), 'hundred', rest(n % 100, inEnglish)]);
  return n < 20 ? ENGLISH[n] : joined([TENS[Math.floor(n / 10) - 2], rest(n % 10, inEnglish)]);
}

const rest = (n: number, say: (n: number) => string): string => (n === 0 ? '' : say(n));
const joined = (words: string[]): string => words.filter((word) => word !== '').join(' ');

const SEED = 1;

/** @returns the files of a folder by their names */
export function exampleFiles(name: ExampleName): Record<string, string> {
  const example = TABLE[name];
  const recipe: Recipe = {
    id: `example-${name}`,
    source: example.source,
    target: example.target,
    licence: 'MIT',
    intendedUse: example.intendedUse,
    data: [{ path: CORPUS, licence: 'MIT' }],
    heldOut: { seed: SEED, development: 100, test: 100 },
    tokenizer: { type: 'word', minFrequency: 1 },
    network: example.network,
    training: {
      seed: SEED,
      batchTokens: 400,
      steps: example.steps,
      learningRate: 0.01,
      warmupSteps: 20,
      dropout: 0,
      labelSmoothing: 0,
      beta1: 0.9,
      beta2: 0.98,
      epsilon: 1e-8,
      clipNorm: 1,
      maxTokens: 40,
      validateEvery: 25,
      averageFrom: 1,
      patience: 100,
    },
  };
  return {
    [`${name}.recipe.json`]: `${JSON.stringify(recipe, null, 2)}\n`,
    [CORPUS]: `${drawPairs(example).join('\n')}\n`,
  };
}

/** Distinct sources: what is held out is never learnt. */
function drawPairs({ pair }: Example): string[] {
  const random = new Random(SEED);
  const drawn = new Map<string, string>();
  while (drawn.size < PAIRS) {
    const [source, target] = pair(random);
    drawn.set(source, `${source}\t${target}`);
  }
  return [...drawn.values()];
}
