/** What the user has made of translations, and how near ones differ. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { acceptedIn, findTranslation } from '../../../../src/extension/documents/accepted';
import { difference } from '../../../../src/extension/documents/difference';

const SENTENCES = [
  { source: 'One.', translation: 'Un.' },
  { source: 'Two words.', translation: 'Deux mots.' },
  { source: 'code()', kept: 'placeholders' as const },
  { source: 'Three.', translation: 'Trois.' },
];
const AFTER = 'Un. Deux mots. code() Trois.';
const accepted = (now: string, after = AFTER): string[] =>
  acceptedIn({ after, now, sentences: SENTENCES }).map(
    ({ source, translation }) => `${source}=${translation}`,
  );

describe('what has been accepted', () => {
  it('is all that stands as it was put there', () => {
    assert.deepEqual(accepted(AFTER), ['One.=Un.', 'Two words.=Deux mots.', 'Three.=Trois.']);
  });

  it('is what was corrected, where the sentences around it are as they were', () => {
    assert.deepEqual(accepted('Un. Deux paroles ! code() Trois.'), [
      'One.=Un.',
      'Two words.=Deux paroles !',
      'Three.=Trois.',
    ]);
    assert.deepEqual(accepted('UN. DEUX. code() Trois.'), ['Three.=Trois.']);
    assert.deepEqual(accepted('Un. code() Trois.'), ['One.=Un.', 'Three.=Trois.']);
  });

  it('is found over the lines of a comment', () => {
    const after = 'Un. Deux\r\n   * mots. code()\r\n   * Trois.';
    assert.deepEqual(accepted('Un. Deux\r\n   * mots. code()\r\n   * Quatre ou trois.', after), [
      'One.=Un.',
      'Two words.=Deux mots.',
      'Three.=Quatre ou trois.',
    ]);
  });

  it('is found in Chinese, which has no space at the end of a line', () => {
    const sentences = [
      { source: 'One.', translation: '第一句话。' },
      { source: 'Two.', translation: '第二句话。' },
    ];
    assert.deepEqual(
      acceptedIn({ after: '第一句\n// 话。第二句话。', now: '第一句\n// 话。第二句。', sentences }),
      [sentences[0], { source: 'Two.', translation: '第二句。' }],
    );
  });

  it('is nothing where the format has escaped it', () => {
    const sentences = [{ source: 'Say "no".', translation: 'Dites "non".' }];
    assert.deepEqual(acceptedIn({ after: 'Dites \\"non\\".', now: 'Dites \\"oui\\".', sentences }), []);
  });
});

const SIGN = /^(?:[*#;>]|-{2,}|\/{2,}!?)+[ \t]+/;

/** The words of a line, with none, one or more of the signs in front of them left out. */
function readingsOf(line: string): string[] {
  const rest = line.replace(/^[ \t]+/, '');
  const sign = SIGN.exec(rest);
  return [rest, ...(sign ? readingsOf(rest.slice(sign[0].length)) : [])];
}

/** Stretches of the text that are the words, by their definition: all are tried, and all ways to read each. */
function everyPlace(text: string, words: readonly string[]): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let start = 0; start < text.length; start++)
    for (let end = start + 1; end <= text.length; end++) {
      const stretch = text.slice(start, end);
      if (/^\s|\s$/.test(stretch)) continue;
      const [first, ...rest] = stretch.split(/\r\n|\n|\r/);
      const ways = rest.reduce(
        (before, line) => before.flatMap((way) => readingsOf(line).map((reading) => `${way} ${reading}`)),
        [first],
      );
      if (ways.some((way) => way.trim().split(/\s+/).join(' ') === words.join(' ')))
        found.push({ start, end });
    }
  return found;
}

describe('a translation in a document', () => {
  it('is found though it is broken into lines', () => {
    const text = '// Un deux\n// trois (quatre). Cinq.';
    const found = findTranslation(text, 'deux trois (quatre).')!;
    assert.equal(text.slice(found.start, found.end), 'deux\n// trois (quatre).');
    assert.equal(findTranslation(text, 'deux quatre'), undefined);
  });

  it('is found where a word of it looks like the frame of a line', () => {
    const text = '> Un\n> -- deux\n>\n> trois';
    const found = (translation: string): string | undefined => {
      const span = findTranslation(text, translation);
      return span && text.slice(span.start, span.end);
    };
    assert.equal(found('Un -- deux'), 'Un\n> -- deux');
    assert.equal(found('Un deux'), 'Un\n> -- deux');
    assert.equal(found('Un > -- de'), 'Un\n> -- de');
    assert.equal(found('deux trois'), undefined);
  });

  it('is found without the frame before it, though it begins with the same sign', () => {
    for (const [text, translation, place] of [
      ['\n# # Un deux', '# Un deux', '# Un deux'],
      ['\n> > > Un deux', '> Un deux', '> Un deux'],
      ['\n * * Un\n * deux', '* Un deux', '* Un\n * deux'],
      ['\n// // // Un', '// Un', '// Un'],
      ['\n# Un #\n# deux', 'Un # deux', 'Un #\n# deux'],
    ]) {
      const end = text.lastIndexOf(place) + place.length;
      assert.deepEqual(findTranslation(text, translation), { start: end - place.length, end }, text);
    }
  });

  it('is the shortest of the first that trying every stretch of the text finds', () => {
    const words = fc.array(fc.constantFrom('a', 'b', '#', '//', '--', '>', '中'), {
      minLength: 2,
      maxLength: 5,
    });
    const frame = fc.constantFrom('', '#', '//', '>', '> >', '*', '--');
    const around = fc.array(fc.constantFrom('a', '#', '//', '>', 'x', '\n', '\n# ', '\r\n> '), {
      maxLength: 4,
    });
    const generated = fc.record({ words, frame, before: around, after: around, breaks: fc.nat(15) });
    let early = 0;
    fc.assert(
      fc.property(generated, ({ words: translation, frame: sign, before, after, breaks }) => {
        const eol = `\n${sign && ` ${sign} `}`;
        const placed = translation
          .map((word, i) => (i === 0 ? '' : (breaks >> (i - 1)) & 1 ? eol : ' ') + word)
          .join('');
        const head = `${before.join(' ')}${eol}`;
        const text = `${head}${placed} ${after.join(' ')}`;
        const spans = everyPlace(text, translation);
        assert.ok(
          spans.some(({ start, end }) => start === head.length && end === head.length + placed.length),
        );
        const end = Math.min(...spans.map((one) => one.end));
        const start = Math.max(...spans.filter((one) => one.end === end).map((one) => one.start));
        assert.deepEqual(findTranslation(text, translation.join(' ')), { start, end });
        if (spans.length > 1) early++;
      }),
      { numRuns: 1500, seed: 20261128 },
    );
    assert.ok(early > 50, `only ${early} could be read in more than one way`);
  });

  for (const [name, unit] of [
    ['dashes', '-'],
    ['slashes', '/'],
    ['signs', '#'],
    ['framed signs', '\n# # '],
    ['line ends', '\r\n'],
    ['spaces', ' '],
    ['all of them', '\n -- // ## '],
  ])
    it(`is looked for to the end among ${name}`, () => {
      const hostile = `Un\n${unit.repeat(Math.ceil(100_000 / unit.length))}x`;
      assert.equal(findTranslation(hostile, 'Un # # # -- # // # # y'), undefined);
      const sentences = [{ source: 'One.', translation: 'Un.' }];
      assert.deepEqual(acceptedIn({ after: 'Un.', now: `${hostile} Un.`, sentences }), sentences);
    });
});

describe('the difference of two sentences', () => {
  for (const [kept, now, shown] of [
    ['the old house', 'the big house', 'the [old → big] house'],
    ['The old house is old.', 'The big house is old.', 'The [old → big] house is old.'],
    ['One two', 'One two three', 'One two [ → three]'],
    ['the house', 'the big house', 'the [ → big] house'],
    ['Open it.', 'Open it now.', 'Open [it. → it now.]'],
    ['打开旧文件。', '打开新文件。', '打开[旧 → 新]文件。'],
  ])
    it(shown, () => assert.equal(difference(kept, now), shown));
});
