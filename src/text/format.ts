/**
 * tokenizer.json as Hugging Face's tokenizers write it (https://huggingface.co/docs/tokenizers), the parts that are
 * used here: byte-level BPE, and whole words.
 */

export interface AddedToken {
  id: number;
  content: string;
  special: boolean;
}

/** The first tokens of a vocabulary: control symbols, then those that stand for text of the same form. */
export interface AddedTokens {
  special: readonly string[];
  text: readonly string[];
}

export interface TokenizerJson {
  version: string;
  added_tokens: (AddedToken & {
    single_word: boolean;
    lstrip: boolean;
    rstrip: boolean;
    normalized: boolean;
  })[];
  normalizer: unknown;
  pre_tokenizer: unknown;
  post_processor: unknown;
  decoder: unknown;
  model:
    | { type: 'BPE'; vocab: Record<string, number>; merges: [string, string][]; [option: string]: unknown }
    | { type: 'WordLevel'; vocab: Record<string, number>; unk_token: string };
}

/**
 * How text is cut before merging: words carry the space before them; English endings ('s, 't, …) stand alone, French
 * elisions (l', qu') keep their apostrophe; digits one by one, so that numbers are copied digit by digit; runs of
 * Chinese characters stay together and are cut by the merges.
 */
export const PRE_TOKENIZER_PATTERN =
  "['’](?:s|t|re|ve|m|ll|d)(?!\\p{L})" +
  "| ?[\\p{L}\\p{M}]+(?:['’](?=\\p{L})(?!(?:s|t|re|ve|m|ll|d)(?!\\p{L})))?" +
  '| ?\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+|\\s+(?!\\S)|\\s';

/**
 * How lower-cased text is cut into whole words after it was split at white space: a new one begins before each , . ! ?
 * that is not the first character (the textbook puts a space there), so that "node.js" is "node" and ".js".
 */
export const WORD_PATTERN = '[,.!?]?[^\\s,.!?]+|[,.!?]';

export function bpeJson(
  vocabulary: string[],
  merges: [string, string][],
  addedTokens: AddedTokens,
): TokenizerJson {
  return {
    version: '1.0',
    added_tokens: listAdded(addedTokens),
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: PRE_TOKENIZER_PATTERN }, behavior: 'Isolated', invert: false },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      vocab: numbered(vocabulary),
      merges,
    },
  };
}

/** Words as they stand between white space, with the vocabularies of other programs. */
export function spacedWordsJson(vocabulary: string[], specialTokens: AddedToken[]): TokenizerJson {
  const added = specialTokens.map((token) => ({
    ...token,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  }));
  return {
    version: '1.0',
    added_tokens: added,
    normalizer: null,
    pre_tokenizer: { type: 'WhitespaceSplit' },
    post_processor: null,
    decoder: null,
    model: { type: 'WordLevel', vocab: numbered(vocabulary), unk_token: '<unk>' },
  };
}

export function wordLevelJson(vocabulary: string[], specialTokens: string[], unknown: string): TokenizerJson {
  return {
    version: '1.0',
    added_tokens: listAdded({ special: specialTokens, text: [] }),
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'WhitespaceSplit' },
        { type: 'Split', pattern: { Regex: WORD_PATTERN }, behavior: 'Isolated', invert: false },
      ],
    },
    post_processor: null,
    decoder: null,
    model: { type: 'WordLevel', vocab: numbered(vocabulary), unk_token: unknown },
  };
}

function listAdded({ special, text }: AddedTokens): TokenizerJson['added_tokens'] {
  return [...special, ...text].map((content, id) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: id < special.length,
  }));
}

function numbered(vocabulary: string[]): Record<string, number> {
  return Object.fromEntries(vocabulary.map((token, id) => [token, id]));
}
