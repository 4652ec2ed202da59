/**
 * The BLEU tokenizers against sacreBLEU 2.6.0: the expected tokens are what its Python classes gave.
 */
import assert from 'node:assert/strict';
import { bleuTokenizer, type BleuTokenizer } from '../../../src/metrics/tokenizers';

const CASES: [BleuTokenizer, string, string[]][] = [
  [
    '13a',
    'It costs $1,000.50, e.g. 5-10% &amp; "more".',
    // prettier-ignore
    ['It', 'costs', '$', '1,000.50', ',', 'e', '.', 'g', '.', '5', '-', '10', '%', '&', '"', 'more', '"', '.'],
  ],
  ['13a', '<skipped>a-\nb &amp;lt; c', ['ab', '<', 'c']],
  ['13a', "l'homme 3.14, v2.0 -5", ["l'homme", '3.14', ',', 'v2.0', '-5']],
  [
    '13a',
    '&quot;a&quot; &lt;b&gt; &amp;amp; c&amp;quot;',
    ['"', 'a', '"', '<', 'b', '>', '&', 'amp', ';', 'c', '&', 'quot', ';'],
  ],
  ['13a', '.5 5. ,', ['.', '5', '5', '.', ',']],
  ['zh', '我有3.5个苹果，“很好”…', ['我', '有', '3.5', '个', '苹', '果', '，', '“', '很', '好', '”', '…']],
  ['zh', '价格€5→10。 A.B', ['价', '格', '€', '5', '→', '10', '。', 'A', '.', 'B']],
  ['zh', '𠀀𠀁 㐀', ['𠀀𠀁', '㐀']],
  ['char', 'a b\tç😀', ['a', 'b', 'ç', '😀']],
  [
    'intl',
    '1,000 c’est 50€ «oui». 2019.',
    ['1,000', 'c', '’', 'est', '50', '€', '«', 'oui', '»', '.', '2019.'],
  ],
  ['intl', 'a.b 3.5 &amp; $5', ['a', '.', 'b', '3.5', '&', 'amp', ';', '$', '5']],
  ['none', 'a\u00a0b\u3000c\u001cd\ufeffe  f.', ['a', 'b', 'c', 'd\ufeffe', 'f.']],
];

/** First and last code points of the ranges for which sacreBLEU's `TokenizerZh._is_chinese_char` is true. */
// prettier-ignore
const CHINESE: [number, number][] = [
  [0x2001, 0x2a6d], [0x2e80, 0x2fdf], [0x2ff0, 0x303f], [0x3100, 0x312f], [0x31a0, 0x31ef], [0x3200, 0x4db5],
  [0x4e00, 0x9fbb], [0xf900, 0xfa2d], [0xfa30, 0xfa6a], [0xfa70, 0xfad9], [0xfe10, 0xfe1f], [0xfe30, 0xfe4f],
  [0xff00, 0xffef],
];

/** The same for Python's white space: every character that `'a?b'.split()` splits at. */
// prettier-ignore
const WHITE_SPACE: [number, number][] = [
  [0x9, 0xd], [0x1c, 0x20], [0x85, 0x85], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200a], [0x2028, 0x2029],
  [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000],
];

/** Code points from `from` up to U+2FFFF whose splitting of `AcB` is not what the ranges say. */
function differences(name: BleuTokenizer, ranges: [number, number][], from: number): number[] {
  const tokenize = bleuTokenizer(name);
  const differing: number[] = [];
  for (let code = from; code <= 0x2ffff; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const splits = tokenize(`A${String.fromCodePoint(code)}B`).length > 1;
    if (splits !== ranges.some(([first, last]) => first <= code && code <= last)) differing.push(code);
  }
  return differing;
}

describe('metrics: tokenizers against sacreBLEU', () => {
  for (const [name, line, tokens] of CASES) {
    it(`${name}: ${JSON.stringify(line)}`, () => {
      assert.deepEqual(bleuTokenizer(name)(line), tokens);
    });
  }

  it('none splits at the white space of Python, and nowhere else', () => {
    assert.deepEqual(differences('none', WHITE_SPACE, 0), []);
  });

  it('zh splits, beyond ASCII, what sacreBLEU takes for Chinese, and at white space', () => {
    assert.deepEqual(differences('zh', [...CHINESE, ...WHITE_SPACE], 0x80), []);
  });

  it('an unknown name is refused with a list of the known ones', () => {
    for (const name of ['ja-mecab', 'toString']) {
      assert.throws(() => bleuTokenizer(name as BleuTokenizer), {
        code: 'bad-option',
        message: new RegExp(`"${name}".*13a, zh, char, intl, none`),
      });
    }
  });
});
