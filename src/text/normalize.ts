/**
 * One spelling for what looks alike: training data and the text a user selects go through this same file, so that a
 * network meets in the editor what it has learnt. Nothing a reader would miss is lost.
 *
 * Not here: white space that belongs to a document's layout; sentences have none at their ends (split.ts).
 */

/** Control and format characters, but no white space, and no joiners of emoji and of scripts that need them. */
const INVISIBLE = /(?![\s\u200c\u200d])[\p{Cc}\p{Cf}]/gu;
const APOSTROPHE = /(?<=\p{L})[\u2019\u02bc](?=\p{L})/gu;

/**
 * NFC; every run of white space one space, none at the ends; no invisible characters; an apostrophe within a word
 * is U+0027, as most corpora write it.
 */
export function normalize(sentence: string): string {
  // The invisible go first: what they stood between may compose, or be one run of spaces.
  return sentence
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(APOSTROPHE, "'")
    .trim();
}
