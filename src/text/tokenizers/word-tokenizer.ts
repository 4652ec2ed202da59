/**
 * Whole words in lower case, as the notes' textbook cuts them (Zhang et al., Dive into Deep Learning, §10.5): a space
 * before each , . ! ? that has none, and then every run without spaces is a word. For small experiments: rare words are <unk>.
 * Vocabularies of other programs may ask for the runs alone, in the case they have.
 */
import { TokenizerError } from '../errors';
import type { TokenizerJson } from '../format';
import { WORD_PATTERN, wordLevelJson } from '../format';
import type { SpecialIds, Tokenizer } from './tokenizer';
import { SPECIAL_TOKENS } from './tokenizer';
import { Vocabulary } from './vocabulary';

export function splitWords(text: string): string[] {
  return text.toLowerCase().match(new RegExp(WORD_PATTERN, 'gu')) ?? [];
}

/** As programs cut text that is cut already; the case stays. */
const splitAtSpaces = (text: string): string[] => text.match(/\S+/gu) ?? [];

/** Words seen at least `minFrequency` times, the most frequent first, equal ones in order of the alphabet. */
export function trainWords(lines: Iterable<string>, options: { minFrequency: number }): TokenizerJson {
  const counts = new Map<string, number>();
  for (const line of lines)
    for (const word of splitWords(line)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const frequent = [...counts].filter(([, count]) => count >= options.minFrequency);
  frequent.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const special = [...SPECIAL_TOKENS];
  const words = frequent
    .map(([word]) => word)
    .filter((word) => !special.includes(word as (typeof special)[number]));
  return wordLevelJson([...special, ...words], special, '<unk>');
}

export class WordTokenizer implements Tokenizer {
  readonly size: number;
  readonly ids: SpecialIds;
  private readonly vocabulary: Vocabulary;
  private readonly split: (text: string) => string[];

  /** @throws TokenizerError('format') that names the field */
  constructor(json: TokenizerJson) {
    if (json.model.type !== 'WordLevel') throw new TokenizerError('format', 'not a word-level tokenizer');
    this.vocabulary = new Vocabulary(json);
    const spaced = (json.pre_tokenizer as { type?: string } | null)?.type === 'WhitespaceSplit';
    this.split = spaced ? splitAtSpaces : splitWords;
    this.size = this.vocabulary.size;
    this.ids = this.vocabulary.ids;
  }

  bytesOf(id: number): Uint8Array {
    return new TextEncoder().encode(this.pieces([id])[0]);
  }

  idOf(addedToken: string): number | undefined {
    return this.vocabulary.idOfAdded(addedToken);
  }

  encode(text: string): Int32Array {
    return Int32Array.from(this.split(text), (word) => {
      const id = this.vocabulary.idOf(word);
      return id === undefined || this.vocabulary.isSpecial(id) ? this.ids.unk : id;
    });
  }

  /** Words with a space between: where the spaces were is not known any more. <unk> is shown: a word stood there. */
  decode(ids: Iterable<number>): string {
    return this.pieces(ids).join('');
  }

  pieces(ids: Iterable<number>): string[] {
    let separator = '';
    return Array.from(ids, (id) => {
      const word = this.vocabulary.tokenOf(id);
      if (this.vocabulary.isSpecial(id) && id !== this.ids.unk) return '';
      const piece = separator + word;
      separator = ' ';
      return piece;
    });
  }
}
