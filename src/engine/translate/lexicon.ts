/**
 * What a model knows of the words of its source language: the list that was counted over its training text, words.txt in
 * its folder.
 */
import type { Lexicon, Tokenizer } from '../../text';
import { behindSpace } from './spacing';

/** Before a word that training had on both sides. */
const COPIED = '=';
/** @param list a word a line */
export function lexiconOf(list: string, source: Tokenizer): Lexicon {
  const lines = new Set(list.split('\n'));
  return {
    piecesOf: (word) => source.encode(behindSpace(word)).length,
    kindOf(word) {
      if (lines.has(word)) return 'translated';
      return lines.has(COPIED + word) ? 'copied' : 'unseen';
    },
  };
}
