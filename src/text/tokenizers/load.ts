/**
 * Reads a tokenizer.json in the Hugging Face format: the two kinds this project writes (format.ts), checked field by
 * field, so that a file which asks for something else is refused and never half obeyed.
 */
import * as v from 'valibot';
import { BpeTokenizer } from './bpe-tokenizer';
import { TokenizerError } from '../errors';
import type { TokenizerJson } from '../format';
import { PRE_TOKENIZER_PATTERN, WORD_PATTERN } from '../format';
import type { Tokenizer } from './tokenizer';
import { WordTokenizer } from './word-tokenizer';

/** Absent, null or empty: no such step. */
const none = v.nullish(v.literal(''));
const off = v.optional(v.literal(false));

const split = (pattern: string) =>
  v.object({
    type: v.literal('Split'),
    pattern: v.object({
      Regex: v.literal(pattern, 'words are cut by another pattern; train it with Interlinear'),
    }),
    behavior: v.literal('Isolated'),
    invert: off,
  });

/** A vocabulary is kept as it is: valibot's `record` would leave out tokens such as "constructor". */
const vocab = v.custom<Record<string, number>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'Expected an object from token to id',
);

const addedToken = { id: v.number(), content: v.pipe(v.string(), v.nonEmpty()) };
const controlSymbol = v.looseObject({ ...addedToken, special: v.literal(true) });
/** Text that is kept whole wherever it stands. */
const textToken = v.looseObject({
  ...addedToken,
  special: v.literal(false),
  single_word: off,
  lstrip: off,
  rstrip: off,
  normalized: off,
});
const addedTokens = v.array(v.variant('special', [controlSymbol, textToken]));

const bpeSchema = v.looseObject({
  added_tokens: addedTokens,
  normalizer: none,
  pre_tokenizer: v.object({
    type: v.literal('Sequence'),
    pretokenizers: v.strictTuple([
      split(PRE_TOKENIZER_PATTERN),
      v.object({
        type: v.literal('ByteLevel'),
        add_prefix_space: v.literal(false),
        use_regex: v.literal(false),
      }),
    ]),
  }),
  decoder: v.object({ type: v.literal('ByteLevel') }),
  model: v.looseObject({
    type: v.literal('BPE'),
    vocab,
    merges: v.array(v.strictTuple([v.string(), v.string()])),
    dropout: none,
    continuing_subword_prefix: none,
    end_of_word_suffix: none,
    byte_fallback: off,
    ignore_merges: off,
  }),
});

/** Files of the first version say `Whitespace`; their words are the same. */
const wordPreTokenizer = v.variant('type', [
  v.object({ type: v.literal('Whitespace') }),
  v.object({ type: v.literal('WhitespaceSplit') }),
  v.object({
    type: v.literal('Sequence'),
    pretokenizers: v.strictTuple([v.object({ type: v.literal('WhitespaceSplit') }), split(WORD_PATTERN)]),
  }),
]);

const wordFile = v.looseObject({
  added_tokens: v.array(controlSymbol),
  normalizer: v.nullish(v.object({ type: v.literal('Lowercase') })),
  pre_tokenizer: wordPreTokenizer,
  decoder: none,
  model: v.looseObject({ type: v.literal('WordLevel'), vocab, unk_token: v.literal('<unk>') }),
});

/** Words that are cut at punctuation are small, too; those of other programs stay as they are. */
const wordSchema = v.pipe(
  wordFile,
  v.forward(
    v.partialCheck(
      [['normalizer'], ['pre_tokenizer']],
      ({ normalizer, pre_tokenizer: { type } }) => type === 'WhitespaceSplit' || Boolean(normalizer),
      'it must be Lowercase where words are cut at punctuation',
    ),
    ['normalizer'],
  ),
);

const kindSchema = v.looseObject({ model: v.looseObject({ type: v.picklist(['BPE', 'WordLevel']) }) });

/**
 * @param value parsed JSON
 * @throws TokenizerError('format') that names the field
 */
export function loadTokenizer(value: unknown): Tokenizer {
  check(kindSchema, value);
  const json = value as TokenizerJson;
  check(json.model.type === 'BPE' ? bpeSchema : wordSchema, value);
  return json.model.type === 'BPE' ? new BpeTokenizer(json) : new WordTokenizer(json);
}

function check(schema: v.GenericSchema, value: unknown): void {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return;
  const [issue] = result.issues;
  const what = issue.received === 'undefined' ? 'it is missing' : issue.message;
  throw new TokenizerError('format', `tokenizer: ${v.getDotPath(issue) ?? 'the file'}: ${what}`);
}
