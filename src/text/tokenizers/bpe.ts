/**
 * Trains byte-level BPE: the most frequent pair of neighbouring tokens becomes a token, again and again (Sennrich et
 * al. 2016, over bytes as in Radford et al. 2019). Deterministic: equal counts go to the pair whose token numbers are
 * smaller.
 *
 * Not here: applying the merges to text (bpe-tokenizer.ts).
 */
import { CHARACTER_OF_BYTE, toByteCharacters } from './bytes';
import { TokenizerError } from '../errors';
import type { TokenizerJson } from '../format';
import { bpeJson, PRE_TOKENIZER_PATTERN } from '../format';
import { MaxHeap } from './heap';

export interface BpeOptions {
  /** Size of the vocabulary: special tokens, the 256 bytes, and as many merges as fit. */
  vocabularySize: number;
  /** First in the vocabulary, in this order. */
  specialTokens: string[];
  /** Next in the vocabulary: text that is kept whole wherever it stands, such as PLACEHOLDER_TOKENS. */
  textTokens?: readonly string[];
  /** Pairs seen less often are not merged. */
  minFrequency: number;
}

interface Word {
  tokens: number[];
  count: number;
}

/**
 * @param lines the training text
 * @returns a tokenizer in the Hugging Face format
 * @throws TokenizerError('vocabulary') when the vocabulary has no room for the bytes, a special token is empty, a byte
 *   or there twice, or `minFrequency` is not a number
 */
export function trainBpe(lines: Iterable<string>, options: BpeOptions): TokenizerJson {
  checkOptions(options);
  const { specialTokens: special, textTokens: text = [] } = options;
  const merger = new Merger(countWords(lines, text), [...special, ...text]);
  merger.run(options.vocabularySize, options.minFrequency);
  return bpeJson(merger.vocabulary, merger.merges, { special, text });
}

function checkOptions({ vocabularySize, specialTokens, textTokens = [], minFrequency }: BpeOptions): void {
  const added = [...specialTokens, ...textTokens];
  const smallest = added.length + CHARACTER_OF_BYTE.length;
  if (!Number.isInteger(vocabularySize) || vocabularySize < smallest) {
    throw new TokenizerError(
      'vocabulary',
      `a byte-level vocabulary needs at least ${smallest} entries (a whole number), not ${vocabularySize}`,
    );
  }
  if (Number.isNaN(minFrequency)) throw new TokenizerError('vocabulary', 'minFrequency is not a number');
  const taken = new Set(['', ...CHARACTER_OF_BYTE]);
  for (const token of added) {
    if (taken.has(token)) {
      throw new TokenizerError(
        'vocabulary',
        `"${token}" cannot be an added token: it is empty, a byte, or there already`,
      );
    }
    taken.add(token);
  }
}

function countWords(lines: Iterable<string>, textTokens: readonly string[]): Map<string, number> {
  const pattern = new RegExp(PRE_TOKENIZER_PATTERN, 'gu');
  const counts = new Map<string, number>();
  for (const line of lines) {
    const parts = textTokens.reduce((texts, token) => texts.flatMap((t) => t.split(token)), [line]);
    for (const part of parts) {
      for (const [word] of part.matchAll(pattern)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

/** Room for two token numbers in one exact integer. */
const SHIFT = 2 ** 24;
const pairKey = (a: number, b: number): number => a * SHIFT + b;

class Merger {
  readonly vocabulary: string[];
  readonly merges: [string, string][] = [];
  /** The vocabulary as a set: a token that is there already (a special one, above all) is not made again. */
  private readonly taken: Set<string>;
  private readonly words: Word[];
  private readonly counts = new Map<number, number>();
  /** Words in which a pair occurs, or once did. */
  private readonly places = new Map<number, Set<number>>();
  private readonly heap = new MaxHeap();

  constructor(words: Map<string, number>, addedTokens: string[]) {
    this.vocabulary = [...addedTokens, ...CHARACTER_OF_BYTE];
    this.taken = new Set(this.vocabulary);
    const idOfCharacter = new Map(CHARACTER_OF_BYTE.map((c, i) => [c, addedTokens.length + i]));
    this.words = [...words].map(([word, count]) => ({
      tokens: Array.from(toByteCharacters(word), (c) => idOfCharacter.get(c) as number),
      count,
    }));
    this.words.forEach((word, w) => this.countPairs(word, w));
    for (const [key, count] of this.counts) this.heap.push(count, key);
  }

  run(vocabularySize: number, minFrequency: number): void {
    while (this.vocabulary.length < vocabularySize) {
      const top = this.heap.pop();
      if (!top || top.priority < Math.max(1, minFrequency)) return;
      // An entry whose count has changed since is stale: a fresh one is in the heap.
      if (this.counts.get(top.key) === top.priority) this.merge(top.key);
    }
  }

  private countPairs(word: Word, w: number): void {
    for (let i = 0; i + 1 < word.tokens.length; i++) {
      this.change(pairKey(word.tokens[i], word.tokens[i + 1]), word.count, w);
    }
  }

  private change(key: number, by: number, w: number): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + by);
    if (by < 0) return;
    const places = this.places.get(key);
    if (places) places.add(w);
    else this.places.set(key, new Set([w]));
  }

  private merge(key: number): void {
    const [a, b] = [Math.floor(key / SHIFT), key % SHIFT];
    const id = this.vocabulary.length;
    const token = this.vocabulary[a] + this.vocabulary[b];
    if (this.taken.has(token)) return;
    this.taken.add(token);
    this.merges.push([this.vocabulary[a], this.vocabulary[b]]);
    this.vocabulary.push(token);
    const changed = new Set<number>();
    for (const w of this.places.get(key) ?? []) this.mergeIn(this.words[w], w, a, b, id, changed);
    this.counts.delete(key);
    this.places.delete(key);
    changed.delete(key);
    for (const pair of changed) this.heap.push(this.counts.get(pair) ?? 0, pair);
  }

  private mergeIn(word: Word, w: number, a: number, b: number, id: number, changed: Set<number>): void {
    const { tokens, count } = word;
    const merged: number[] = [];
    for (let i = 0; i < tokens.length; i++) {
      if (tokens[i] === a && tokens[i + 1] === b) {
        merged.push(id);
        i++;
      } else {
        merged.push(tokens[i]);
      }
    }
    if (merged.length === tokens.length) return;
    for (let i = 0; i + 1 < tokens.length; i++) {
      const key = pairKey(tokens[i], tokens[i + 1]);
      this.change(key, -count, w);
      changed.add(key);
    }
    word.tokens = merged;
    this.countPairs(word, w);
    for (let i = 0; i + 1 < merged.length; i++) changed.add(pairKey(merged[i], merged[i + 1]));
  }
}
