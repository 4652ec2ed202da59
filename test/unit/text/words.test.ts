import assert from 'node:assert/strict';
import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { loadTokenizer, trainWords } from '../../../src/text';

describe('words of the notes', () => {
  const json = trainWords(['Go.', 'Go on.', 'I lost.', 'I won !'], { minFrequency: 1 });
  const tokenizer = loadTokenizer(JSON.parse(JSON.stringify(json)));

  it('are in lower case, with punctuation apart', () => {
    assert.equal(tokenizer.decode(tokenizer.encode('I LOST.')), 'i lost .');
    assert.deepEqual(tokenizer.pieces(tokenizer.encode('go on!')), ['go', ' on', ' !']);
  });

  it('are <unk> where they are unknown or special', () => {
    assert.deepEqual([...tokenizer.encode('zebra <eos>')], [tokenizer.ids.unk, tokenizer.ids.unk]);
  });

  it('are counted: rare ones stay out', () => {
    const frequent = loadTokenizer(trainWords(['a a b', 'b c'], { minFrequency: 2 }));
    assert.equal(frequent.size, 4 + 2);
  });

  /** The textbook's own loop (§10.5.2), in place of white space of other kinds after it. */
  const textbook = (text: string): string[] =>
    [...text.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ').toLowerCase()]
      .map((c, i, all) => (i > 0 && ',.!?'.includes(c) && all[i - 1] !== ' ' ? ` ${c}` : c))
      .join('')
      .split(' ')
      .filter(Boolean);
  const mixed = fc
    .array(
      fc.constantFrom(
        'I',
        "o'clock",
        'ÉTÉ',
        ',',
        '.',
        '!',
        '?',
        ' ',
        '  ',
        '\u00a0',
        '\u202f',
        '-',
        '文',
        '3',
      ),
    )
    .map((parts) => parts.join(''));

  const table: [string, string[]][] = [
    ['wait...', ['wait', '.', '.', '.']],
    ["o'clock?!", ["o'clock", '?', '!']],
    ["I'm home.", ["i'm", 'home', '.']],
    ['Node.js, 3.14', ['node', '.js', ',', '3', '.14']],
    ['.a ,b', ['.a', ',b']],
    ['Va\u202f! ', ['va', '!']],
  ];
  for (const [text, words] of table) {
    it(`of ${JSON.stringify(text)}`, () => {
      const one = loadTokenizer(trainWords([text], { minFrequency: 1 }));
      assert.deepEqual(
        one.pieces(one.encode(text)).map((piece) => piece.trim()),
        words,
      );
    });
  }

  it('are cut where the textbook cuts them', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const one = loadTokenizer(trainWords([text], { minFrequency: 1 }));
        assert.equal(one.decode(one.encode(text)), textbook(text).join(' '));
      }),
    );
  });

  /** As tokenizer_config.json says it: this library does not look for it in the model of whole words. */
  const UNKNOWN = { unk_token: '<unk>' };

  it('are stored so that the library of Hugging Face gives the same ids', () => {
    const lines = ["I'm home, wait...", "Five o'clock?!", 'Node.js .a', 'ÉTÉ 文 3-3'];
    const stored = JSON.parse(JSON.stringify(trainWords(lines, { minFrequency: 1 }))) as object;
    const [own, library] = [loadTokenizer(stored), new HuggingFaceTokenizer(stored, UNKNOWN)];
    const compare = (text: string) =>
      assert.deepEqual(library.encode(text).ids, [...own.encode(text)], JSON.stringify(text));
    for (const line of [...lines, "I'm", 'wait...', "o'clock?!", 'zebra', 'Go .\tNow!\n']) compare(line);
    fc.assert(fc.property(mixed, compare));
  });

  it('are read from files of the first version, too', () => {
    const first = loadTokenizer({ ...json, pre_tokenizer: { type: 'Whitespace' } });
    assert.deepEqual(first.encode('I lost.'), tokenizer.encode('I lost.'));
  });

  const refused: [string, object, RegExp][] = [
    ['keeps capital letters', { ...json, normalizer: null }, /normalizer/],
    ['cuts words otherwise', { ...json, pre_tokenizer: { type: 'Punctuation' } }, /pre_tokenizer/],
    ['has another unknown token', { ...json, model: { ...json.model, unk_token: '[UNK]' } }, /unk_token/],
  ];
  for (const [what, file, message] of refused) {
    it(`are not read from a file that ${what}`, () => {
      assert.throws(() => loadTokenizer(file), { name: 'TokenizerError', code: 'format', message });
    });
  }

  it('may have the names of what every object has', () => {
    const text = '__proto__ constructor tostring';
    const stored: unknown = JSON.parse(JSON.stringify(trainWords([text], { minFrequency: 1 })));
    const own = loadTokenizer(stored);
    assert.equal(own.decode(own.encode(text)), text);
  });
});
