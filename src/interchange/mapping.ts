/** The mapping file: which program a model is from, where its weights and vocabularies lie, and which tensor is which. */
import * as v from 'valibot';
import { InterchangeError } from './errors';

export const KINDS = ['interlinear', 'd2l', 'joeynmt', 'opennmt', 'keras'] as const;
export type Kind = (typeof KINDS)[number];

const text = (what: string) => v.pipe(v.string(), v.nonEmpty(), v.description(what));
const flag = (what: string) => v.optional(v.pipe(v.boolean(), v.description(what)));

const vocabularySchema = v.strictObject({
  file: text('tokens line by line, a SentencePiece .model, or a tokenizer.json'),
  pad: v.optional(text('the token of padding; <pad> without it')),
  bos: v.optional(text('of the beginning of a sentence; <bos> without it')),
  eos: v.optional(text('of its end; <eos> without it')),
  unk: v.optional(text('of what is unknown; <unk> without it')),
  lowercase: flag('of tokens line by line: words are in small letters, a space before each , . ! ?'),
});

export type VocabularyMapping = v.InferOutput<typeof vocabularySchema>;

export const mappingSchema = v.strictObject({
  kind: v.pipe(
    v.picklist(KINDS),
    v.description(
      'd2l: the encoder–decoders of Dive into Deep Learning; joeynmt; opennmt: OpenNMT-py; keras',
    ),
  ),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/), v.description('folder name of the model')),
  source: text('BCP 47 tag of the source language'),
  target: text('BCP 47 tag of the target language'),
  licence: text('of the weights'),
  description: v.optional(text('one sentence for people')),
  weights: text('a .safetensors, .npz, .pt or .pth file'),
  vocabulary: v.strictObject({ source: vocabularySchema, target: vocabularySchema }),
  prefix: v.optional(
    v.pipe(v.string(), v.description("what stands before all tensors' names; found without it")),
  ),
  tensors: v.optional(
    v.pipe(
      v.record(v.string(), v.string()),
      v.description(
        "the file's names, by those of the kind (docs/interchange.md), whole or their beginnings",
      ),
    ),
  ),
  ignore: v.optional(
    v.pipe(v.array(v.string()), v.description('tensors that are not used, by their names or beginnings')),
  ),
  sourceEnd: flag('whether a source ends with eos; true, but for opennmt'),
  start: v.optional(
    v.pipe(
      v.picklist(['last', 'zeros']),
      v.description('joeynmt without a bridge: init_hidden, what the decoder starts from'),
    ),
  ),
  scaledEmbeddings: flag('joeynmt: embeddings are multiplied by the root of their size (scale)'),
  beamSize: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64))),
});

export type Mapping = v.InferOutput<typeof mappingSchema>;

/**
 * @param value the parsed JSON
 * @throws InterchangeError('mapping') that lists every key that is missing, unknown or wrong
 */
export function parseMapping(value: unknown, file: string): Mapping {
  const result = v.safeParse(mappingSchema, value);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => {
    const what =
      issue.expected === 'never'
        ? 'there is no such key'
        : issue.received === 'undefined'
          ? 'it is missing'
          : issue.message;
    return `  ${v.getDotPath(issue) ?? 'the file'}: ${what}`;
  });
  throw new InterchangeError('mapping', `${file} is no mapping file:\n${problems.join('\n')}`);
}
