import assert from 'node:assert/strict';
import type { Tokenizer } from '../../../src/text';
import {
  blankIds,
  encodeBlank,
  FILL_TOKENS,
  loadTokenizer,
  SPECIAL_TOKENS,
  splitAtBlanks,
  trainBpe,
} from '../../../src/text';

const train = (specialTokens: string[]): Tokenizer =>
  loadTokenizer(trainBpe(['I am very hungry.'], { vocabularySize: 300, specialTokens, minFrequency: 2 }));
const tokenizer = train([...SPECIAL_TOKENS, ...FILL_TOKENS]);
const ids = blankIds(tokenizer);

/** What the network reads, with its marks written out. */
function shown(text: string, at: number, future: boolean): string {
  const names = new Map([
    [ids.blank, '<blank>'],
    [ids.gap, '<gap>'],
    [ids.cut, '<cut>'],
  ]);
  const read = [...encodeBlank(tokenizer, splitAtBlanks(text), at, future)];
  const pieces = tokenizer.pieces(read);
  return read.map((id, i) => names.get(id) ?? pieces[i]).join('');
}

describe('blanks', () => {
  it('are three underscores or more', () => {
    assert.deepEqual(splitAtBlanks('a ___ b _____ c'), ['a ', ' b ', ' c']);
    assert.deepEqual(splitAtBlanks('snake_case __init__'), ['snake_case __init__']);
    assert.deepEqual(splitAtBlanks('___'), ['', '']);
    assert.deepEqual(splitAtBlanks('______'), ['', '']);
  });

  const table: [string, number, boolean, string][] = [
    ['I am ___ very hungry.', 0, true, 'I am<blank> very hungry.'],
    ['I am ___ very hungry.', 0, false, 'I am<blank><cut>'],
    // Spaces: those before a blank are the filler's, those after it are the text's.
    ['I am  \t___  very', 0, true, 'I am<blank>  very'],
    ['I am___very', 0, true, 'I am<blank>very'],
    ['___ am I.', 0, true, '<blank> am I.'],
    ['___ am I.', 0, false, '<blank><cut>'],
    ['I am ___', 0, true, 'I am<blank>'],
    ['I am ___', 0, false, 'I am<blank><cut>'],
    // Several: the others stay open, and without the future those after it are not even seen.
    ['I ___ very ___.', 0, true, 'I<blank> very<gap>.'],
    ['I ___ very ___.', 1, true, 'I<gap> very<blank>.'],
    ['I ___ very ___.', 0, false, 'I<blank><cut>'],
    ['I ___ very ___.', 1, false, 'I<gap> very<blank><cut>'],
    ['___ ___ ___', 1, true, '<gap><blank><gap>'],
  ];
  for (const [text, at, future, expected] of table) {
    it(`${JSON.stringify(text)}, blank ${at}, ${future ? 'past and future' : 'past only'}`, () => {
      assert.equal(shown(text, at, future), expected);
    });
  }

  it('cannot be spelt: their marks in a text are text', () => {
    const read = encodeBlank(tokenizer, ['<gap> <cut>', ''], 0, true);
    assert.deepEqual(
      [...read].filter((id) => id === ids.gap || id === ids.cut),
      [],
    );
  });

  it('are refused where the tokenizer is of a model that does not fill them', () => {
    const translator = train([...SPECIAL_TOKENS]);
    const error = { name: 'TokenizerError', code: 'vocabulary', message: /<blank>/ };
    assert.throws(() => blankIds(translator), error);
    assert.throws(() => encodeBlank(translator, ['a', 'b'], 0, true), error);
    assert.throws(() => blankIds(train([...SPECIAL_TOKENS, '<blank>', '<gap>'])), /<cut>/);
  });
});
