/**
 * Sentences for the metrics tests: the example of sacreBLEU's README, and generated lines of mixed scripts.
 */
import fc from 'fast-check';

/** The example in sacreBLEU's README; `withMissing` has a second reference for the second sentence only. */
export const bite = (() => {
  const hypotheses = ['The dog bit the man.', "It wasn't surprising.", 'The man had just bitten him.'];
  const first = ['The dog bit the man.', 'It was not unexpected.', 'The man bit him first.'];
  const second = ['The dog had bit the man.', 'No one was surprised.', 'The man had bitten the dog.'];
  return { hypotheses, references: [first, second], withMissing: [first, [null, second[1], null]] };
})();

const piece = fc.oneof(
  fc.constantFrom(
    'the',
    'cat',
    'sat',
    'The',
    'CAT',
    '1,000',
    '3.14',
    '&amp;',
    '…',
    '“',
    'l’été',
    '，',
    '我们',
    '好',
  ),
  fc.constantFrom(' ', ' ', ' ', '\u3000', '\u00a0', '\t'),
  fc.string({ maxLength: 3, unit: 'grapheme' }),
);

/** A line of words, numbers, punctuation, Chinese and any other characters. */
export const mixedLine = fc.array(piece, { maxLength: 15 }).map((pieces) => pieces.join(''));
