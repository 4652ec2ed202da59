/**
 * model.json: what a model is, where it comes from, how good it is, and what its files should be. Every key is
 * documented here.
 */
import * as v from 'valibot';
import { architectureSchema } from '../rnn';

const MAX_TEXT = 2000;
const text = (what: string) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_TEXT), v.description(what));
const count = (what: string) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.description(what));
const atLeastOne = (what: string) => v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.description(what));
const number = (what: string) => v.pipe(v.number(), v.finite(), v.description(what));
const nonNegative = (what: string) => v.pipe(v.number(), v.finite(), v.minValue(0), v.description(what));
const between = (least: number, most: number, what: string) =>
  v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most), v.description(what));
const upTo = (most: number, what: string) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(most), v.description(what));

/** As Intl understands them; a code that is none would be refused only when a text is cut into sentences. */
const language = (what: string) =>
  v.pipe(
    v.string(),
    v.maxLength(35),
    v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'a code such as "fr" or "zh-Hans" is wanted'),
    v.check(isLocale, 'a code such as "fr" or "zh-Hans" is wanted'),
    v.description(what),
  );

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const list = <T extends v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>>(item: T, what: string) =>
  v.pipe(v.array(item), v.maxLength(1000), v.description(what));

/** A plain name: no folders, nothing hidden. */
const fileName = v.pipe(
  v.string(),
  v.maxLength(100),
  v.regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'a file name has letters, digits, ".", "_" and "-" only and starts with a letter or digit: files lie in the ' +
      "model's own folder",
  ),
);

const fileEntry = v.strictObject({
  bytes: count('size'),
  sha256: v.pipe(
    v.string(),
    v.regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits in lower case are wanted'),
    v.description('checksum of the content'),
  ),
});

const corpus = v.strictObject({
  path: text('corpus'),
  licence: text('of the corpus'),
  attribution: v.optional(text('whom the licence asks to name')),
  pairs: count('sentence pairs trained on'),
});

const score = v.strictObject({
  set: text('what was translated'),
  sentences: count('how many'),
  metric: text('"BLEU" or "chrF2"'),
  score: number('0 … 100'),
  signature: text('how it was computed, as sacreBLEU writes it'),
  beamSize: atLeastOne('of the decoding'),
  lengthPenalty: nonNegative('α of the decoding'),
});

export const cardSchema = v.strictObject({
  format: v.pipe(v.literal(1), v.description('version of this format')),
  id: v.pipe(
    v.string(),
    v.regex(
      /^[a-z0-9][a-z0-9-]*$/,
      'small letters, digits and "-" only, a letter or digit first, are wanted',
    ),
    v.maxLength(64),
    v.description('name of the folder'),
  ),
  task: v.pipe(v.picklist(['translate', 'fill', 'complete']), v.description('what the network does')),
  source: language('BCP 47 tag of the source language'),
  target: language('BCP 47 tag of the target language'),
  description: text('one sentence for people'),
  intendedUse: v.optional(text('what it is good at, in one sentence for people')),
  limitations: v.optional(list(text('what it gets wrong, with an example'), 'known weaknesses')),
  licence: text('of the weights'),
  architecture: v.pipe(architectureSchema, v.description('the network, as recipes describe it')),
  quantization: v.pipe(
    v.picklist(['int8', 'float32']),
    v.description('how matrices are stored; vectors are always float32'),
  ),
  tokenizers: v.pipe(
    v.strictObject({
      source: v.pipe(fileName, v.description('file of the source tokenizer')),
      target: v.pipe(fileName, v.description('file of the target tokenizer; the same where both share one')),
    }),
    v.description('tokenizer.json files in the Hugging Face format'),
  ),
  files: v.pipe(
    v.record(fileName, fileEntry),
    v.description('every file of the model but model.json, by name'),
  ),
  data: list(corpus, 'what it was trained on'),
  training: v.pipe(
    v.strictObject({
      recipe: v.optional(text('name of the recipe, where it is not the id')),
      from: v.optional(text('the model whose weights the run started from')),
      steps: count('updates'),
      targetTokens: count('target tokens seen, repetitions counted'),
      minutes: nonNegative('computing time'),
      method: v.optional(text('how and on what machine, where the recipe does not say it')),
      finished: v.pipe(
        v.string(),
        v.isoDate('a date such as 2026-11-23 is wanted'),
        v.description('date: year, month, day'),
      ),
    }),
    v.description('how it was trained'),
  ),
  scores: list(score, 'how good it is on texts it has not seen'),
  decoding: v.pipe(
    v.strictObject({
      // What the editor's settings allow, too: more takes the memory, not the quality.
      beamSize: upTo(64, 'k'),
      lengthPenalty: between(0, 5, 'α'),
      maxLengthFactor: between(0, 100, 'the most target tokens for each source token'),
      maxLengthExtra: v.pipe(count('and so many more'), v.maxValue(1000)),
      minProbability: v.optional(
        between(0, 1, 'of grey text that appears unasked: less probable words are not shown'),
      ),
    }),
    v.description('what to search with, where the user says nothing else'),
  ),
});

export type ModelCard = v.InferOutput<typeof cardSchema>;
