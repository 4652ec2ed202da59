/**
 * Byte-level BPE at run time. Own code, because it is smaller than the library's generality and keeps a cache by word:
 * see the measurement in the README's benchmark section.
 */
import { bytesOf, CHARACTER_OF_BYTE } from './bytes';
import { TokenizerError } from '../errors';
import type { TokenizerJson } from '../format';
import { PRE_TOKENIZER_PATTERN } from '../format';
import { Merges } from './merges';
import type { SpecialIds, Tokenizer } from './tokenizer';
import { Vocabulary } from './vocabulary';

/** Words whose ids are remembered; then the cache starts anew. Longer words come once and would only fill memory. */
const CACHED_WORDS = 100_000;
const CACHED_LENGTH = 100;

const encoder = new TextEncoder();
/** A byte order mark is text like any other. */
const utf8 = (): TextDecoder => new TextDecoder('utf-8', { ignoreBOM: true });

export class BpeTokenizer implements Tokenizer {
  readonly size: number;
  readonly ids: SpecialIds;
  private readonly vocabulary: Vocabulary;
  private readonly merges: Merges;
  private readonly idOfByte: number[];
  /** Bytes each id stands for; none for special tokens. */
  private readonly bytes: Uint8Array[];
  private readonly cache = new Map<string, number[]>();
  private readonly textTokens: RegExp | null;
  private readonly pattern = new RegExp(PRE_TOKENIZER_PATTERN, 'gu');

  /** @throws TokenizerError('format') where the vocabulary is not byte-level, or a merge makes an added token */
  constructor(json: TokenizerJson) {
    if (json.model.type !== 'BPE') throw new TokenizerError('format', 'tokenizer: model.type is not "BPE"');
    const vocabulary = new Vocabulary(json);
    this.vocabulary = vocabulary;
    this.size = vocabulary.size;
    this.ids = vocabulary.ids;
    this.idOfByte = CHARACTER_OF_BYTE.map((character) => textId(vocabulary, character, 'model.vocab'));
    this.merges = new Merges(
      json.model.merges.map(([left, right], i) => [
        textId(vocabulary, left, `model.merges[${i}]`),
        textId(vocabulary, right, `model.merges[${i}]`),
        textId(vocabulary, left + right, `model.merges[${i}]`),
      ]),
    );
    this.textTokens = patternOf(json.added_tokens.filter(({ special }) => !special));
    this.bytes = Array.from({ length: this.size }, (_, id) => bytesOfEntry(vocabulary, id));
  }

  encode(text: string): Int32Array {
    const ids: number[] = [];
    this.partsOf(text).forEach((part, i) => {
      if (i % 2 === 1) ids.push(this.vocabulary.idOf(part)!);
      else this.encodeWords(part, ids);
    });
    return Int32Array.from(ids);
  }

  decode(ids: Iterable<number>): string {
    return this.pieces(ids).join('');
  }

  pieces(ids: Iterable<number>): string[] {
    const decoder = utf8();
    const pieces = Array.from(ids, (id) => {
      this.vocabulary.tokenOf(id);
      return decoder.decode(this.bytes[id], { stream: true });
    });
    if (pieces.length > 0) pieces[pieces.length - 1] += decoder.decode();
    return pieces;
  }

  bytesOf(id: number): Uint8Array {
    return this.bytes[id];
  }

  idOf(addedToken: string): number | undefined {
    return this.vocabulary.idOfAdded(addedToken);
  }

  /** Text and the added tokens in it by turns. */
  private partsOf(text: string): string[] {
    return this.textTokens ? text.split(this.textTokens) : [text];
  }

  private encodeWords(text: string, ids: number[]): void {
    for (const [word] of text.matchAll(this.pattern)) {
      for (const id of this.encodeWord(word)) ids.push(id);
    }
  }

  private encodeWord(word: string): number[] {
    const known = this.cache.get(word);
    if (known) return known;
    const ids = this.merges.apply(Array.from(encoder.encode(word), (byte) => this.idOfByte[byte]));
    if (word.length > CACHED_LENGTH) return ids;
    if (this.cache.size >= CACHED_WORDS) this.cache.clear();
    this.cache.set(word, ids);
    return ids;
  }
}

function patternOf(tokens: readonly { content: string }[]): RegExp | null {
  if (tokens.length === 0) return null;
  const escaped = tokens.map(({ content }) => content.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  // The longest first, as in Hugging Face's tokenizers.
  return new RegExp(`(${escaped.sort((a, b) => b.length - a.length).join('|')})`, 'u');
}

/** Id of a token that text may become: in the vocabulary, and not an added one. */
function textId(vocabulary: Vocabulary, token: string, field: string): number {
  const id = vocabulary.idOf(token);
  if (id === undefined) {
    throw new TokenizerError('format', `tokenizer: ${field} needs "${token}", which is not in model.vocab`);
  }
  if (vocabulary.isAdded(id)) {
    throw new TokenizerError('format', `tokenizer: ${field} makes text into the added token "${token}"`);
  }
  return id;
}

function bytesOfEntry(vocabulary: Vocabulary, id: number): Uint8Array {
  if (vocabulary.isSpecial(id)) return new Uint8Array(0);
  const token = vocabulary.tokenOf(id);
  if (vocabulary.isAdded(id)) return encoder.encode(token);
  const bytes = bytesOf(token);
  if (bytes) return bytes;
  throw new TokenizerError(
    'format',
    `tokenizer: model.vocab has "${token}", which is not in the byte alphabet`,
  );
}
