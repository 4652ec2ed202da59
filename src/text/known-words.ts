/**
 * The words of a language that writes them with spaces, as far as lists know them: what a network has written and no list has is
 * most likely no word.
 *
 * Not here: what a network has learnt of its source language (names.ts).
 */

/** Endings that a list need not have of every word: French and English plurals, persons, tenses. */
const ENDING =
  /^(?:e?s|x|aux|ed|d|ings?|e?r|est|ly|e|ée?s?|ez|ent|e?ons|e?ais|e?ait|e?aient|ions|iez|e?ante?s?|e?ra[is]?|ront|rons|rez|rais|rait|raient|rions|it|is|i|ies?|ut|us?|ues?|ment|euse?s?|eurs?|tions?|ables?)$/u;
/** Of them those that only verbs have, in French. */
const VERB =
  /^(?:e?r|e?z|ent|ée?s?|e?ons|e?ais|e?ait|e?aient|ions|iez|e?ante?s?|e?ra[is]?|e?ront|e?rons|e?rez|e?rais|e?rait|e?raient|rions)$/u;
/** Shorter stems say nothing. */
const STEM = 4;

export class KnownWords {
  private readonly words: ReadonlySet<string>;
  /** The same in order: words with the same stem are neighbours. */
  private readonly sorted: readonly string[];

  /**
   * @param texts in which every word is one of the language
   * @param language BCP 47 tag
   */
  constructor(
    texts: Iterable<string>,
    private readonly language: string,
  ) {
    const words = new Set<string>();
    for (const text of texts)
      for (const [word] of text.matchAll(/[\p{Script=Latin}\p{M}]+/gu)) words.add(word.toLowerCase());
    this.words = words;
    this.sorted = [...words].sort();
  }

  /** @param word of Latin letters, in any case */
  has(word: string): boolean {
    const small = word.toLowerCase();
    if (this.words.has(small)) return true;
    for (let length = STEM; length < small.length; length++) {
      const [stem, ending] = [small.slice(0, length), small.slice(length)];
      // The é is of the ending.
      if (stem.endsWith('é') && /^e?s?$/.test(ending)) continue;
      if (ENDING.test(ending) && this.isForm(stem, ending)) return true;
    }
    return false;
  }

  /** Whether there is another form of the same word: verbs have those of verbs. */
  private isForm(stem: string, ending: string): boolean {
    const isVerb = this.language.startsWith('fr') && VERB.test(ending);
    for (let i = this.firstFrom(stem); this.sorted[i]?.startsWith(stem); i++) {
      const other = this.sorted[i].slice(stem.length);
      if (other !== '' && !ENDING.test(other)) continue;
      // "seule" and "justement" are no forms of verbs.
      if (!isVerb || VERB.test(other)) return true;
    }
    return false;
  }

  private firstFrom(stem: string): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle] < stem) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
