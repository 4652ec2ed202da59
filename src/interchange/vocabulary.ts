/** Vocabularies of other programs as tokenizers of this one: tokens line by line, or a tokenizer.json that this program reads. */
import type { Tokenizer, TokenizerJson } from '../text';
import { loadTokenizer, spacedWordsJson, SPECIAL_TOKENS, wordLevelJson } from '../text';
import { InterchangeError, shown } from './errors';
import type { VocabularyMapping } from './mapping';

export interface ReadVocabulary {
  json: TokenizerJson;
  tokenizer: Tokenizer;
}

/** Pieces of subword-nmt are cut by merges that a list of tokens does not have. */
const SUBWORD_NMT = /\S@@$/;

/**
 * @param size entries that the embedding has
 * @throws InterchangeError('vocabulary' | 'unsupported') that names the file
 */
export function readVocabulary(bytes: Uint8Array, mapping: VocabularyMapping, size: number): ReadVocabulary {
  const { file } = mapping;
  if (/\.model$|\.spm$/i.test(file))
    throw new InterchangeError(
      'unsupported',
      `${file} is a SentencePiece model, which is not read yet; give its vocabulary as tokens line by line`,
    );
  const json = file.endsWith('.json') ? fromJson(bytes, mapping) : fromLines(bytes, mapping);
  const tokenizer = loaded(json, file);
  if (tokenizer.size === size) return { json, tokenizer };
  throw new InterchangeError(
    'vocabulary',
    `${file} has ${tokenizer.size} tokens, the embedding ${size} rows`,
  );
}

function loaded(json: TokenizerJson, file: string): Tokenizer {
  try {
    return loadTokenizer(json);
  } catch (error) {
    throw new InterchangeError('vocabulary', `${file} cannot be used: ${(error as Error).message}`);
  }
}

/** Their names there, in the order of SPECIAL_TOKENS. */
const specialNames = ({ pad, bos, eos, unk }: VocabularyMapping): string[] =>
  [pad, bos, eos, unk].map((name, i) => name ?? SPECIAL_TOKENS[i]);

function fromLines(bytes: Uint8Array, mapping: VocabularyMapping): TokenizerJson {
  const { file, lowercase } = mapping;
  const text = new TextDecoder().decode(bytes);
  // Some write how often each was seen behind a tab, and all end their last line.
  const tokens = text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t')[0]);
  const piece = tokens.find((token) => SUBWORD_NMT.test(token));
  if (piece !== undefined)
    throw new InterchangeError(
      'unsupported',
      `${file} holds pieces of subword-nmt (${shown(piece)}), which need their merges; give a tokenizer.json`,
    );
  const renamed = withOwnNames(tokens, specialNames(mapping), file);
  const special = SPECIAL_TOKENS.map((content) => ({ id: renamed.indexOf(content), content, special: true }));
  const twice = renamed.find((token, i) => renamed.indexOf(token) !== i);
  if (twice !== undefined)
    throw new InterchangeError('vocabulary', `${file} has the token "${shown(twice)}" twice`);
  if (!lowercase) return spacedWordsJson(renamed, special);
  const json = wordLevelJson(renamed, [], '<unk>');
  return { ...json, added_tokens: spacedWordsJson(renamed, special).added_tokens };
}

/** @throws InterchangeError('vocabulary') where one is not there */
function withOwnNames(tokens: readonly string[], names: readonly string[], file: string): string[] {
  const renamed = [...tokens];
  names.forEach((name, i) => {
    const id = tokens.indexOf(name);
    if (id < 0) {
      const key = ['pad', 'bos', 'eos', 'unk'][i];
      throw new InterchangeError(
        'vocabulary',
        `${file} has no token "${shown(name)}": say under "${key}" of the vocabulary which it is`,
      );
    }
    renamed[id] = SPECIAL_TOKENS[i];
  });
  return renamed;
}

/** Of a tokenizer.json only the names of the control symbols are changed. */
function fromJson(bytes: Uint8Array, mapping: VocabularyMapping): TokenizerJson {
  const json = parsed(bytes, mapping.file);
  const names = specialNames(mapping);
  const rename = (token: string): string => {
    const at = names.indexOf(token);
    return at < 0 ? token : SPECIAL_TOKENS[at];
  };
  const vocab = Object.fromEntries(
    Object.entries(json.model.vocab).map(([token, id]) => [rename(token), id]),
  );
  const model = { ...json.model, vocab };
  return {
    ...json,
    added_tokens: json.added_tokens.map((token) => ({ ...token, content: rename(token.content) })),
    model: model.type === 'WordLevel' ? { ...model, unk_token: rename(model.unk_token) } : model,
  };
}

function parsed(bytes: Uint8Array, file: string): TokenizerJson {
  try {
    const json = JSON.parse(new TextDecoder().decode(bytes)) as TokenizerJson;
    if (json.model.vocab && Array.isArray(json.added_tokens)) return json;
  } catch {
    // Told below.
  }
  throw new InterchangeError('vocabulary', `${file} is no tokenizer.json`);
}
