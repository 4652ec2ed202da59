/** What is copied letter by letter: found as a whole, and nothing that a person would translate. */
import assert from 'node:assert/strict';
import { annotate, annotateSentence, findLiterals, numbersOf } from '../../../src/text';

/** The stretches that are copied in ⟦…⟧, placeholders aside. */
const SENTENCES = [
  'Version ⟦3.10.14⟧ fixes ⟦#3555⟧, ⟦owner/repo#12⟧ and ⟦CVE-2021-42574⟧; it needs ⟦^1.2⟧, ⟦v1.0.0-rc.3⟧ or ⟦3.x⟧.',
  'It rose from ⟦47.97⟧ to ⟦12,5⟧, costs ⟦$1,250.50⟧ or ⟦1 250,50 €⟧, has ⟦2,200,112⟧ bytes and ⟦48350⟧ readers.',
  'The meeting of ⟦2021-08-15⟧ is at ⟦10:30⟧, at ⟦13 h 34⟧ or on ⟦15/08/2021⟧; it fell to ⟦-12.5 °C⟧.',
  'Monday to Friday: ⟦9:00–18:30⟧, on Saturday ⟦10:00 - 14:00⟧.',
  'See ⟦U+FFFD⟧, ⟦RFC 2119⟧, ⟦ISO-8859-1⟧, ⟦0x1F⟧, ⟦bc42149a⟧, ⟦utf8⟧ and ⟦x86⟧ on the 2nd page of the 1990s.',
  'Ask ⟦@octocat⟧ about ⟦Foo::bar⟧, ⟦std::vector⟧, ⟦key:value⟧, ⟦foo!bar⟧ and ⟦call(a,b)⟧, or the file(s): now!',
  'The arrow ⟦→⟧ and the box ⟦├──⟧ stand beside ⟦Привет мир⟧ and ⟦שלום⟧, « guillemets » and “quotes”—dashes.',
  'Call ⟦+1 (555) 010-9999⟧, ⟦+33 1 23 45 67 89⟧ or ⟦01 23 45 67 89⟧ before 5.',
  'Is it 3 or 42? He said: yes; 7 of 12 came.',
  "L'année 2021, au 1er étage, le 2e jour, à la fin.",
];

describe('literals', () => {
  for (const marked of SENTENCES)
    it(`of: ${marked}`, () => {
      const text = marked.replace(/[⟦⟧]/g, '');
      const wanted = [...marked.matchAll(/⟦(.*?)⟧/g)].map(([, inner]) => inner);
      const found = findLiterals(text, () => '', false).map(({ start, end }) => text.slice(start, end));
      assert.deepEqual(found, wanted);
    });

  it('are also short numbers, where asked for', () => {
    const text = 'He is 42 and has 7 children since 1999.';
    const found = findLiterals(text, () => '', true).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(found, ['42', '1999']);
  });

  it('take the name before an address, and the value behind a variable', () => {
    const copied = (sentence: string): string[] => {
      const { text, placeholders } = annotateSentence(sentence);
      const ranges = findLiterals(text, (mask) => placeholders[mask], false);
      return ranges.map(({ start, end }) =>
        text.slice(start, end).replace(/⦑(\d+)⦒/g, (_, i: string) => placeholders[Number(i)]),
      );
    };
    assert.deepEqual(copied('Ask Jane Doe <jane@example.org> for help.'), ['Jane Doe <jane@example.org>']);
    assert.deepEqual(copied('Set NODE_ENV=production now.'), ['=production']);
    assert.deepEqual(copied('Use {@link Cache.find} instead.'), []);
  });

  it('are counted as numbers whatever separates their digits', () => {
    assert.deepEqual(numbersOf('1,250 and 2 200 112, 7 and 42'), ['1250', '2200112', '42']);
  });
});

describe('legal notices', () => {
  const translated = (text: string): string[] =>
    annotate(text, [], 'en')
      .filter(({ words }) => words)
      .map((sentence) => sentence.text);

  it('hold in the words they were given', () => {
    assert.deepEqual(translated('Copyright (C) 2019 Jane Doe. All rights reserved.'), []);
    assert.deepEqual(translated('SPDX-License-Identifier: MIT'), []);
    assert.deepEqual(translated('© 2024 The authors'), []);
  });

  it('are not what speaks of them', () => {
    for (const text of ['Copyright law protects authors.', 'The licence is in the file.'])
      assert.deepEqual(translated(text), [text]);
  });
});
