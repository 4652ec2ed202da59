/**
 * What a tokenizer is: text ⇄ token ids. Two kinds stand behind this interface, byte-level BPE (bpe-tokenizer.ts) and
 * whole words (word-tokenizer.ts); load.ts reads either from a tokenizer.json in the Hugging Face format.
 *
 * Special tokens are control symbols, not text: "<eos>" typed by a user is encoded letter by letter and comes back as
 * it was. (`@huggingface/tokenizers` gives the same ids for all text without special tokens in it.)
 */

import { maskToken } from '../placeholders';

export const SPECIAL_TOKENS = ['<pad>', '<bos>', '<eos>', '<unk>'] as const;

/**
 * What a network that fills blanks reads beside words: the blank it must fill, another blank that stays open, and the
 * end of what is known where the future is withheld.
 */
export const FILL_TOKENS = ['<blank>', '<gap>', '<cut>'] as const;

/**
 * What stands for a placeholder, a code span or an address (placeholders.ts), and is carried over as it is. Unlike the
 * control symbols these are text, which they come from and go back to.
 */
export const PLACEHOLDER_TOKENS: readonly string[] = Array.from({ length: 10 }, (_, i) => maskToken(i));

/** The control symbols' ids, the same in every tokenizer trained here. */
export interface SpecialIds {
  pad: number;
  bos: number;
  eos: number;
  unk: number;
}

export interface Tokenizer {
  /** Entries of the vocabulary; ids are 0 … size − 1. */
  readonly size: number;
  readonly ids: SpecialIds;
  /** The id of an added token such as <blank> or ⦑0⦒; undefined where this tokenizer has none of that name. */
  idOf(addedToken: string): number | undefined;
  /** @returns ids without <bos> and <eos>; lone surrogates, which are no text, become U+FFFD */
  encode(text: string): Int32Array;
  /**
   * Special tokens are left out; bytes that are no UTF-8 become U+FFFD.
   * @throws TokenizerError('vocabulary') for an id outside the vocabulary
   */
  decode(ids: Iterable<number>): string;
  /**
   * The text each id contributes: joined they are `decode(ids)`. A character split over ids belongs to the last.
   * @throws TokenizerError('vocabulary') for an id outside the vocabulary
   */
  pieces(ids: Iterable<number>): string[];
  /** The UTF-8 bytes, or a part of them, that an id stands for; none for special tokens. */
  bytesOf(id: number): Uint8Array;
}
