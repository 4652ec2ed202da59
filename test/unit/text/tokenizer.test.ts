import assert from 'node:assert/strict';
import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import type { TokenizerJson } from '../../../src/text';
import type { BpeOptions } from '../../../src/text/tokenizers/bpe';
import { loadTokenizer, PLACEHOLDER_TOKENS, SPECIAL_TOKENS, trainBpe, trainWords } from '../../../src/text';

const LINES = [
  "I'm home. Don't worry, it's only me!",
  "J'ai perdu. L'homme qu'il a vu n'est pas d'ici.",
  'The file could not be opened: error 404, line 12.',
  "Le fichier n'a pas pu être ouvert : erreur 404, ligne 12.",
  '文件无法打开。错误代码为404。你好，世界！',
  '  indented   text\twith tabs  and naïve café façade',
  'emoji 👩‍👩‍👧 and flags 🇫🇷 and math ∑ x² ≤ √2',
];
const corpus = Array.from({ length: 40 }, (_, i) => LINES[i % LINES.length]);
const train = (vocabularySize: number, lines = corpus): TokenizerJson =>
  trainBpe(lines, { vocabularySize, specialTokens: [...SPECIAL_TOKENS], minFrequency: 2 });
const json = train(500);
const tokenizer = loadTokenizer(JSON.parse(JSON.stringify(json)));
const unicode = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ...LINES.flatMap((l) => l.split(/(?= )/)),
        '\r\n',
        '  ',
        "'s",
        '<eos>',
        '<pad>',
        '\u0301',
        '7',
      ),
    )
    .map((p) => p.join('')),
);

describe('byte-level BPE', () => {
  it('gives every text back as it was', () => {
    fc.assert(
      fc.property(unicode, (text) => {
        const wellFormed = Buffer.from(text, 'utf8').toString('utf8');
        assert.equal(tokenizer.decode(tokenizer.encode(text)), wellFormed);
      }),
      { numRuns: 1000 },
    );
  });

  it('cuts text into pieces that join to the text', () => {
    fc.assert(
      fc.property(unicode, (text) => {
        const ids = tokenizer.encode(text);
        const pieces = tokenizer.pieces(ids);
        assert.equal(pieces.length, ids.length);
        assert.equal(pieces.join(''), tokenizer.decode(ids));
      }),
    );
  });

  it('gives the ids that the library of Hugging Face gives', () => {
    const library = new HuggingFaceTokenizer(JSON.parse(JSON.stringify(json)) as object, {});
    const plain = unicode.filter(
      (text) => !SPECIAL_TOKENS.some((t) => text.includes(t)) && Buffer.from(text).toString() === text,
    );
    const compare = (text: string) =>
      assert.deepEqual([...tokenizer.encode(text)], library.encode(text).ids, JSON.stringify(text));
    for (const line of LINES) compare(line);
    fc.assert(fc.property(plain, compare), { numRuns: 500 });
  });

  describe('with tokens for placeholders', () => {
    const lines = corpus.map((line) => line.replace(/\d+|\p{L}+\./gu, '⦑1⦒'));
    const options = { vocabularySize: 500, specialTokens: [...SPECIAL_TOKENS], minFrequency: 2 };
    const masked = trainBpe(lines, { ...options, textTokens: PLACEHOLDER_TOKENS });
    const own = loadTokenizer(masked);
    const text = fc
      .array(fc.oneof(unicode, fc.constantFrom(...PLACEHOLDER_TOKENS, '⦑', '⦑10⦒', ' ')), { maxLength: 8 })
      .map((parts) => Buffer.from(parts.join('')).toString());

    it('keeps each whole, and gives every text back', () => {
      fc.assert(
        fc.property(text, (t) => {
          const ids = own.encode(t);
          assert.equal(own.decode(ids), t);
          const names = PLACEHOLDER_TOKENS.map((token) => own.idOf(token));
          const found = [...ids].filter((id) => names.includes(id)).map((id) => own.decode([id]));
          assert.deepEqual(found, t.match(/⦑\d⦒/g) ?? []);
        }),
        { numRuns: 500 },
      );
    });

    it('gives the ids that the library of Hugging Face gives', () => {
      const library = new HuggingFaceTokenizer(JSON.parse(JSON.stringify(masked)) as object, {});
      fc.assert(
        fc.property(
          text.filter((t) => !SPECIAL_TOKENS.some((special) => t.includes(special))),
          (t) => assert.deepEqual([...own.encode(t)], library.encode(t).ids, JSON.stringify(t)),
        ),
        { numRuns: 300 },
      );
    });

    it('is refused when one would swallow spaces', () => {
      const json = structuredClone(masked);
      json.added_tokens[5].lstrip = true;
      assert.throws(() => loadTokenizer(json), { code: 'format', message: /added_tokens\.5\.lstrip/ });
    });
  });

  it('treats special tokens in a text as text', () => {
    const ids = tokenizer.encode('a <eos> b');
    assert.ok(!ids.includes(tokenizer.ids.eos));
    assert.equal(tokenizer.decode(ids), 'a <eos> b');
    assert.equal(
      tokenizer.decode([tokenizer.ids.bos, ...ids, tokenizer.ids.eos, tokenizer.ids.pad]),
      'a <eos> b',
    );
  });

  it('keeps elisions, endings and digits apart as documented', () => {
    const pieces = (text: string) =>
      loadTokenizer(train(5000, Array<string>(50).fill(text))).pieces(
        loadTokenizer(train(5000, Array<string>(50).fill(text))).encode(text),
      );
    assert.deepEqual(pieces("J'ai vu l'homme"), ["J'", 'ai', ' vu', " l'", 'homme']);
    assert.deepEqual(pieces("I don't know"), ['I', ' don', "'t", ' know']);
    assert.deepEqual(pieces('line 404'), ['line', ' 4', '0', '4']);
  });
});

describe('long words', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 });
  it('are merged as applying the merges one after the other does', () => {
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 20 }), letters, (lines, word) => {
        const model = train(SPECIAL_TOKENS.length + 256 + 12, [...lines, ...lines]).model;
        assert.ok(model.type === 'BPE');
        const ids = loadTokenizer(train(SPECIAL_TOKENS.length + 256 + 12, [...lines, ...lines])).encode(word);
        assert.deepEqual(
          [...ids],
          oneAfterTheOther(word, model.merges).map((t) => model.vocab[t]),
        );
      }),
    );
  });

  it('of hundreds of thousands of letters are encoded, and come back', () => {
    const word = 'the file could not be opened'.replaceAll(' ', '').repeat(20_000);
    assert.equal(tokenizer.decode(tokenizer.encode(word)), word);
    assert.deepEqual(tokenizer.encode(word), tokenizer.encode(word));
  });

  /** The definition (Sennrich et al. 2016, figure 1): each merge in turn, from left to right through the whole word. */
  function oneAfterTheOther(word: string, merges: [string, string][]): string[] {
    let tokens = [...word];
    for (const [a, b] of merges) {
      const merged: string[] = [];
      for (let i = 0; i < tokens.length; i++) {
        if (tokens[i] === a && tokens[i + 1] === b) merged.push(a + tokens[++i]);
        else merged.push(tokens[i]);
      }
      tokens = merged;
    }
    return tokens;
  }
});

describe('ids outside the vocabulary', () => {
  const words = loadTokenizer(trainWords(['a b'], { minFrequency: 1 }));
  for (const [kind, one] of Object.entries({ BPE: tokenizer, words })) {
    for (const id of [-1, 1.5, NaN, one.size]) {
      it(`are refused: ${kind}, ${id}`, () => {
        const error = { name: 'TokenizerError', code: 'vocabulary', message: new RegExp(String(id)) };
        assert.throws(() => one.decode([one.ids.bos, id]), error);
        assert.throws(() => one.pieces([id]), error);
      });
    }
  }
});

describe('training BPE', () => {
  it('merges the most frequent pair first (the example of Sennrich et al. 2016)', () => {
    const lines = [
      ...Array<string>(5).fill('low'),
      ...Array<string>(2).fill('lower'),
      ...Array<string>(6).fill('newest'),
      ...Array<string>(3).fill('widest'),
    ];
    const model = train(SPECIAL_TOKENS.length + 256 + 4, lines).model;
    assert.ok(model.type === 'BPE');
    assert.deepEqual(
      model.merges.map((m) => m.join('')),
      ['es', 'est', 'lo', 'low'].slice(0, 4),
    );
  });

  it('is what counting all pairs anew before every merge gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 12 }), { maxLength: 12 }),
        (lines) => {
          const model = train(SPECIAL_TOKENS.length + 256 + 8, lines).model;
          assert.ok(model.type === 'BPE');
          assert.deepEqual(model.merges, bruteForce(lines, 8));
        },
      ),
    );
  });

  it('does the same twice, and refuses a vocabulary without room for the bytes', () => {
    assert.deepEqual(train(400), train(400));
    assert.throws(() => train(200), { name: 'TokenizerError', code: 'vocabulary' });
  });

  const options: BpeOptions = { vocabularySize: 300, specialTokens: [...SPECIAL_TOKENS], minFrequency: 2 };
  const impossible: [string, Partial<BpeOptions>][] = [
    ['a size that is not a number', { vocabularySize: NaN }],
    ['half an entry', { vocabularySize: 300.5 }],
    ['a frequency that is not a number', { minFrequency: NaN }],
    ['a special token twice', { specialTokens: [...SPECIAL_TOKENS, '<eos>'] }],
    ['an empty special token', { specialTokens: [...SPECIAL_TOKENS, ''] }],
    ['a special token that is a byte', { specialTokens: [...SPECIAL_TOKENS, '!'] }],
  ];
  for (const [what, change] of impossible) {
    it(`refuses ${what}`, () => {
      assert.throws(() => trainBpe(corpus, { ...options, ...change }), {
        name: 'TokenizerError',
        code: 'vocabulary',
      });
    });
  }

  it('never makes a special token out of text', () => {
    const specialTokens = [...SPECIAL_TOKENS, 'low'];
    const lines = Array<string>(20).fill('low lower lowest');
    const trained = loadTokenizer(trainBpe(lines, { vocabularySize: 300, specialTokens, minFrequency: 2 }));
    const ids = trained.encode('low');
    assert.ok(!ids.includes(trained.idOf('low') as number));
    assert.equal(trained.decode(ids), 'low');
  });

  /** Words here are runs of letters with the space before them, or spaces. */
  function bruteForce(lines: string[], merges: number): [string, string][] {
    const base = [...SPECIAL_TOKENS, ...Array.from({ length: 256 }, (_, b) => byteCharacter(b))];
    const words = lines.flatMap((l) =>
      Array.from(l.matchAll(/ ?[abc]+|\s+(?!\S)|\s/g), ([w]) => Array.from(Buffer.from(w), byteCharacter)),
    );
    const result: [string, string][] = [];
    while (result.length < merges) {
      const counts = new Map<string, number>();
      for (const w of words)
        for (let i = 0; i + 1 < w.length; i++)
          counts.set(`${w[i]} ${w[i + 1]}`, (counts.get(`${w[i]} ${w[i + 1]}`) ?? 0) + 1);
      const id = (t: string) => base.indexOf(t);
      const best = [...counts]
        .filter(([pair, n]) => n >= 2 && !base.includes(pair.replace(' ', '')))
        .sort(([p, n], [q, m]) => m - n || comparePairs(p, q, id))[0];
      if (!best) return result;
      const [a, b] = best[0].split(' ') as [string, string];
      result.push([a, b]);
      base.push(a + b);
      for (const w of words)
        for (let i = 0; i + 1 < w.length; i++) if (w[i] === a && w[i + 1] === b) w.splice(i, 2, a + b);
    }
    return result;
  }
  const byteCharacter = (b: number): string =>
    b === 32 ? 'Ġ' : String.fromCharCode(b >= 33 && b <= 126 ? b : 0x1000 + b);
  function comparePairs(p: string, q: string, id: (t: string) => number): number {
    const [[a, b], [c, d]] = [p.split(' ').map(id), q.split(' ').map(id)];
    return a - c || b - d;
  }
});

describe('a broken tokenizer.json', () => {
  const broken = (change: (j: TokenizerJson) => void): unknown => {
    const copy = structuredClone(json);
    change(copy);
    return copy;
  };
  const cases: [string, unknown, RegExp][] = [
    ['is not an object', 'text', /the file/],
    ['has no model', { version: '1.0' }, /model/],
    ['has another model', broken((j) => Object.assign(j.model, { type: 'Unigram' })), /Unigram/],
    ['has no vocabulary', broken((j) => Object.assign(j.model, { vocab: null })), /vocab/],
    ['has an id twice', broken((j) => (j.model.vocab['!'] = 5)), /twice or out of range/],
    [
      'has a merge of unknown tokens',
      broken((j) => j.model.type === 'BPE' && j.model.merges.push(['xyzzy', 'q'])),
      /merges\[/,
    ],
    [
      'has a merge that is no pair',
      broken((j) => j.model.type === 'BPE' && j.model.merges.push(['a'] as never)),
      /merges/,
    ],
    [
      'has a merge that makes a special token',
      broken((j) => {
        assert.ok(j.model.type === 'BPE');
        // "<pad>" spelt by merges: < + p, <p + a, <pa + d, <pad + >; the steps between get ids of their own.
        for (const [i, token] of ['<p', '<pa', '<pad'].entries()) {
          j.model.vocab[token] = tokenizer.size + i;
          j.model.merges.push([token.slice(0, -1), token.slice(-1)]);
        }
        j.model.merges.push(['<pad', '>']);
      }),
      /added token "<pad>"/,
    ],
    ['has no special tokens', broken((j) => (j.added_tokens = [])), /added_tokens has no "<pad>"/],
    [
      'has no list of special tokens',
      broken((j) => Object.assign(j, { added_tokens: undefined })),
      /added_t/,
    ],
    ['has another id for a special token', broken((j) => (j.added_tokens[2].id = 9)), /added_tokens\[2\]/],
    ['has a normalizer', broken((j) => (j.normalizer = { type: 'Lowercase' })), /normalizer/],
    [
      'marks the ends of words',
      broken((j) => Object.assign(j.model, { end_of_word_suffix: '</w>' })),
      /suffix/,
    ],
    [
      'lacks one byte of the 256',
      broken((j) => {
        // U+0130 stands for the byte 0x8E; its id goes to another token, so that no id is missing.
        const id = j.model.vocab['\u0130'];
        delete j.model.vocab['\u0130'];
        j.model.vocab['!!!!!!!!'] = id;
        Object.assign(j.model, { merges: [] });
      }),
      /"\u0130".*model\.vocab/,
    ],
    [
      'has a token that is not made of bytes',
      broken((j) => (j.model.vocab['文'] = Object.keys(j.model.vocab).length)),
      /文/,
    ],
    ['has another pre-tokenizer', broken((j) => (j.pre_tokenizer = { type: 'Whitespace' })), /pre_tokenizer/],
  ];
  for (const [what, value, message] of cases) {
    it(`is refused with the reason when it ${what}`, () => {
      assert.throws(
        () => loadTokenizer(value),
        (e: Error) => e.name === 'TokenizerError' && message.test(e.message),
      );
    });
  }
});
