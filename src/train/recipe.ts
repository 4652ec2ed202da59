/**
 * A recipe: one JSON file that says all there is to say about a training run. Every key is documented and checked
 * here; `npm run cli -- train --explain` prints this table.
 */
import * as v from 'valibot';
import { networkSchema } from '../rnn';
import { TrainError } from './errors';

const described = <T extends v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>>(schema: T, text: string) =>
  v.pipe(schema, v.description(text));
const integer = (min: number, text: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.description(text));
const real = (min: number, max: number, text: string) =>
  v.pipe(v.number(), v.minValue(min), v.maxValue(max), v.description(text));
const string = (text: string) => v.pipe(v.string(), v.nonEmpty(), v.description(text));

const data = v.strictObject({
  path: string('tab-separated pairs (lines, to fill blanks), gzip or plain, below the data folder'),
  targetPath: v.optional(string('the targets, where `path` has only the sources, line by line')),
  licence: string('under which licence the text may be used'),
  attribution: v.optional(string('whom the licence asks to name')),
  first: v.optional(integer(1, 'take only that many pairs from the start')),
  reverse: v.optional(described(v.boolean(), 'the second column is the source')),
  repeat: v.optional(
    real(0, 1000, 'how often an epoch passes over it, 1.5: once and over a drawn half; once without'),
  ),
  use: v.optional(
    described(
      v.picklist(['training', 'development', 'test']),
      'all of it: sentences learnt beside those of another entry (none is drawn to be set apart), or a ready-made set',
    ),
  ),
});

const fill = v.strictObject({
  examplesPerLine: integer(1, 'blanks drawn in each line, one an example'),
  pastOnly: real(
    0,
    1,
    'share of examples without the text after the blank, for what the past alone would say',
  ),
  maxWords: integer(1, 'the most words a blank hides'),
});

const share = (what: string) => v.optional(real(0, 1, `share of pairs learnt ${what}, too`));

const variants = v.strictObject({
  lowerCase: share('in lower case'),
  upperCase: share('in capitals'),
  withoutFullStop: share('without the full stop'),
  withoutPunctuation: share('without the sign at the end and the commas of the source'),
  titleCase: share('as a heading, the source in Title Case'),
  fragments: share('as a point of a list, a small letter first and no sign at the end'),
  quotes: share('with curly quotes for straight ones in the source, or the other way round'),
  names: share('with other names and rare words, where they stand on both sides'),
  numbers: share('with other numbers, where they stand on both sides'),
  identifiers: share('with made-up identifiers and file names in place of masks'),
  masks: share('with masks in place of names, rare words and numbers of both sides'),
  joined: share('joined with the sentence that follows, or two'),
});

const tokenizerType = 'bpe: pieces of words, any text can be said; word: whole words, as in the notes';
const tokenizer = v.variant('type', [
  v.strictObject({
    type: described(v.literal('bpe'), tokenizerType),
    sourceVocabulary: integer(300, 'byte-pair vocabulary of the source, special tokens included'),
    targetVocabulary: integer(300, 'the same of the target'),
  }),
  v.strictObject({
    type: described(v.literal('word'), tokenizerType),
    minFrequency: integer(1, 'rarer words become <unk>'),
  }),
]);

const training = v.strictObject({
  seed: integer(0, 'of everything that is random'),
  batchTokens: integer(1, 'the most padded tokens of a batch, on the longer side'),
  steps: integer(1, 'updates; the learning rate reaches zero there'),
  learningRate: real(0, 1, 'the highest, after the warm-up'),
  warmupSteps: integer(0, 'updates with a rising learning rate'),
  dropout: real(0, 0.9, 'share of activations left out between layers'),
  labelSmoothing: real(0, 0.9, 'share of the target spread over the vocabulary'),
  beta1: real(0, 0.9999, 'Adam: decay of the first moment'),
  beta2: real(0, 0.99999, 'Adam: decay of the second moment'),
  epsilon: real(0, 1, 'Adam: added to the root of the second moment'),
  clipNorm: real(0, 1e9, 'the gradient norm to which larger ones are scaled down'),
  maxTokens: integer(2, 'pairs with a longer side are left out'),
  validateEvery: integer(1, 'updates between measurements on the development set'),
  averageFrom: real(0, 1, 'share of the run after which the parameters at each measurement are averaged'),
  patience: integer(1, 'measurements without a better development loss after which the run ends'),
});

const stage = v.strictObject({
  repeat: v.optional(
    described(
      v.record(v.string(), v.pipe(v.number(), v.minValue(0), v.maxValue(1000))),
      'how often an epoch passes over a corpus, by its name as `data` prints it, where that differs; 0: not at all',
    ),
  ),
  training: v.optional(described(v.partial(training), 'keys of `training` that differ')),
});

export const recipeSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/), v.description('folder name of the model')),
  source: string('BCP 47 tag of the source language'),
  target: string('BCP 47 tag of the target language'),
  licence: string('of the trained weights'),
  intendedUse: v.optional(string('what the model is good at, in one sentence for its card')),
  limitations: v.optional(
    v.pipe(v.array(string('a known weakness, with an example')), v.description('for its card')),
  ),
  from: v.optional(
    string(
      'folder of a model whose weights the run starts from, where they fit; tokenizers are its own where it has the language; never the folder the run writes',
    ),
  ),
  newTokenizers: v.optional(
    described(
      v.boolean(),
      'with `from`: train tokenizers all the same; of the words known to both, the embeddings stay',
    ),
  ),
  fill: v.optional(
    described(fill, 'learn to fill blanks in lines of one language; without it, to translate pairs of lines'),
  ),
  data: v.pipe(v.array(data), v.minLength(1), v.description('the corpora')),
  clean: v.optional(
    described(
      v.boolean(),
      'normalise, leave out faulty pairs and duplicates, mask placeholders; `data` counts what goes',
    ),
  ),
  variants: v.optional(described(variants, 'other ways of writing that are learnt too')),
  heldOut: v.strictObject({
    seed: integer(0, 'draws the sentences'),
    development: integer(0, 'pairs to measure on while training'),
    test: integer(0, 'pairs to report scores on; never looked at before'),
    perCorpus: v.optional(
      described(v.boolean(), 'so many from each corpus, at most a tenth of it, not from all together'),
    ),
  }),
  tokenizer,
  network: networkSchema,
  training,
  stages: v.optional(
    described(
      v.pipe(v.array(stage), v.minLength(1)),
      'runs one after the other, each from the weights of the one before; each says what differs',
    ),
  ),
});

export type Recipe = v.InferOutput<typeof recipeSchema>;

type Path = readonly (string | number)[];

/**
 * @param value the parsed JSON
 * @param lineOf the line of the file on which the value at a path stands, where it is a file (recipe-file.ts)
 * @throws TrainError('recipe') that lists every key that is missing, unknown or wrong
 */
export function parseRecipe(value: unknown, name: string, lineOf?: (path: Path) => number): Recipe {
  const result = v.safeParse(recipeSchema, value);
  if (result.success) return result.output;
  const meanings = new Map(explainRecipe().map((line) => line.split(/: (.*)/s, 2) as [string, string]));
  const problems = result.issues.map((issue) => {
    const path = (issue.path ?? []).map(({ key }) => key as string | number);
    const line = lineOf?.(path);
    const place = line === undefined ? '' : ` (line ${line})`;
    return {
      line,
      text: `  ${v.getDotPath(issue) ?? 'the file'}: ${problemOf(issue, path, meanings)}${place}`,
    };
  });
  const list = problems.map(({ text }) => text).join('\n');
  throw new TrainError('recipe', `${name} is not a valid recipe:\n${list}`, name, problems[0].line);
}

function problemOf(
  { message, expected, received }: v.BaseIssue<unknown>,
  path: Path,
  meanings: ReadonlyMap<string, string>,
): string {
  const key = path.map((part) => (typeof part === 'number' ? '[]' : `.${part}`)).join('');
  const meaning = meanings.get(key.slice(1));
  if (expected === 'never') return 'there is no such key';
  if (received === 'undefined') return meaning ? `is missing: ${meaning}` : 'is missing';
  return meaning ? `${message} (${meaning})` : message;
}

interface Described {
  pipe?: { kind: string; type: string; description?: string }[];
  entries?: Record<string, Described>;
  item?: Described;
  wrapped?: Described;
  options?: Described[];
}

/** One line for each key: its place, and what it is. */
export function explainRecipe(): string[] {
  return explain(recipeSchema as unknown as Described, '');
}

function explain(schema: Described, path: string): string[] {
  const text = schema.pipe?.find((action) => action.type === 'description')?.description;
  const own = text ? [`${path}: ${text}`] : [];
  const inner = [schema, ...(schema.pipe ?? [])] as Described[];
  const children = inner.flatMap((part) => [
    ...Object.entries(part.entries ?? {}).flatMap(([key, s]) => explain(s, path ? `${path}.${key}` : key)),
    ...(part.item ? explain(part.item, `${path}[]`) : []),
    ...(part.wrapped ? explain(part.wrapped, path) : []),
    ...(part.options ?? []).flatMap((s) => (typeof s === 'object' ? explain(s, path) : [])),
  ]);
  // What all ways to say it are is said; not each of them.
  const others = own.length > 0 ? children.filter((line) => !line.startsWith(`${path}: `)) : children;
  return [...new Set([...own, ...others])];
}
