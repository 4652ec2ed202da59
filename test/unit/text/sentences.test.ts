import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinSegments, splitSentences } from '../../../src/text';

describe('sentences', () => {
  const table: [string, string, string[]][] = [
    ['en', 'Hello there. How are you?', ['Hello there.', 'How are you?']],
    [
      'en',
      'I saw Dr. Smith at 3.14 p.m. yesterday. It rained.',
      ['I saw Dr. Smith at 3.14 p.m. yesterday.', 'It rained.'],
    ],
    [
      'en',
      'Use Node.js v1.2.3. It works, e.g. on Linux.',
      ['Use Node.js v1.2.3.', 'It works, e.g. on Linux.'],
    ],
    ['en', 'See e.g. Smith and J. Doe. Then go.', ['See e.g. Smith and J. Doe.', 'Then go.']],
    ['en', 'one line\nanother line', ['one line', 'another line']],
    ['fr', 'Bonjour M. Dupont. Ça va ? Oui.', ['Bonjour M. Dupont.', 'Ça va ?', 'Oui.']],
    ['zh', '你好。我很好！真的吗？是的', ['你好。', '我很好！', '真的吗？', '是的']],
    [
      'en',
      'The U.S. Army came. He lives in the U.S. He is fine.',
      ['The U.S. Army came.', 'He lives in the U.S.', 'He is fine.'],
    ],
    ['en', 'See no. 5. Then go.', ['See no. 5.', 'Then go.']],
    ['en', 'I said no. Then I left.', ['I said no.', 'Then I left.']],
    ['en', 'St. Mary is here. J. A. Smith, too.', ['St. Mary is here.', 'J. A. Smith, too.']],
    ['en', '1. First do this. 2. Then that.', ['1. First do this.', '2. Then that.']],
    ['fr', 'En 52 av. J.-C. il vint. Puis non.', ['En 52 av. J.-C. il vint.', 'Puis non.']],
    ['fr', 'Voir p. ex. Dupont. Oui.', ['Voir p. ex. Dupont.', 'Oui.']],
    ['fr', "M. Le Pen est là. C'est vrai.", ['M. Le Pen est là.', "C'est vrai."]],
    ['de', 'Das ist z. B. Berlin. Ja.', ['Das ist z. B. Berlin.', 'Ja.']],
    ['de', 'Er kam. »Ja.', ['Er kam.', '»Ja.']],
    ['es', 'El Sr. López llegó. Bien.', ['El Sr. López llegó.', 'Bien.']],
    ['fr', '« Oui. » Il partit.', ['« Oui. »', 'Il partit.']],
    ['fr', '« Oui ! » dit-il. Non.', ['« Oui ! » dit-il.', 'Non.']],
    ['en', '“Is it?” he said. Yes.', ['“Is it?” he said.', 'Yes.']],
    ['ja', '元気ですか？「はい。」と言った。', ['元気ですか？', '「はい。」', 'と言った。']],
    ['en', 'So did I. Then we left.', ['So did I.', 'Then we left.']],
    ['en', 'Plan A. Then plan B.', ['Plan A.', 'Then plan B.']],
    ['en', 'Apples, pears, etc. Then we left.', ['Apples, pears, etc.', 'Then we left.']],
    ['en', 'Is it? yes.', ['Is it?', 'yes.']],
    ['en', 'It is. (Really.) Yes.', ['It is.', '(Really.)', 'Yes.']],
  ];
  for (const [locale, text, sentences] of table) {
    it(`${locale}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(
        splitSentences(text, locale)
          .map((s) => s.text)
          .filter(Boolean),
        sentences,
      );
    });
  }

  const plain = fc.constantFrom(
    'Hello there.',
    'How are you?',
    'I saw Dr. Smith in the U.S. Army.',
    'Use Node.js v1.2.3!',
    `It goes ${'on and '.repeat(400)}on.`,
    '(Not now.)',
  );
  it('are found in a line of any length as in a short one', () => {
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 300 }), (sentences) => {
        assert.deepEqual(
          splitSentences(sentences.join(' '), 'en').map((s) => s.text),
          sentences,
        );
      }),
    );
  });

  it('are found in one line of 20,000', () => {
    assert.equal(splitSentences('Hello there, my friend. '.repeat(20_000), 'en').length, 20_000);
  });

  for (const locale of ['en_US', 'fr_FR.UTF-8', '', 'C', '!']) {
    it(`are found with the malformed locale ${JSON.stringify(locale)}`, () => {
      const texts = splitSentences('One. Two.', locale).map((s) => s.text);
      assert.deepEqual(texts, ['One.', 'Two.']);
    });
  }

  it('keep every byte between them, and no white space at their ends', () => {
    const part = fc.constantFrom(
      'Hello.',
      ' ',
      '\n',
      '\r\n',
      '\r',
      '\t',
      'e.g.',
      'Dr.',
      '你好。',
      '?!',
      '  ',
      'A',
      '\u00a0',
      '…',
      '\u2028',
      '«',
      '» ',
      '「',
      '(',
      ') ',
      'no. 5',
      'lower ',
      'x'.repeat(950),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part, { maxLength: 20 }).map((p) => p.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const segments = splitSentences(text, 'en');
          assert.equal(joinSegments(segments), text);
          for (const s of segments) assert.equal(s.text, s.text.trim());
          for (const s of segments) assert.ok(!/\n/.test(s.text));
        },
      ),
      { numRuns: 400 },
    );
  });
});
