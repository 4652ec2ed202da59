/** The glossary in sentences, the memory of translations, and documents as a whole, without a network. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { translateDocument } from '../../../src/engine/translate/document-translation';
import { findTerms } from '../../../src/engine/translate/glossary';
import { TranslationMemory } from '../../../src/engine/translate/translation-memory';
import type { AnnotatedText } from '../../../src/text';
import { annotateSentence, detectLanguage } from '../../../src/text';

const sentence = (text: string): AnnotatedText => annotateSentence(text);

describe('the glossary in a sentence', () => {
  it('finds terms to be kept, not in masks', () => {
    const text = sentence('Open {0} in Live Share or live share now.').text;
    const { kept } = findTerms(text, [
      { term: 'Live Share', translations: [] },
      { term: '0', translations: [] },
    ]);
    assert.deepEqual(
      kept.map(({ start, end }) => text.slice(start, end)),
      ['Live Share', 'live share'],
    );
  });

  it('wants the translations of terms that occur as words of their own, the longest first', () => {
    const glossary = [
      { term: 'file', translations: ['fichier'] },
      { term: 'file system', translations: ['système de fichiers'] },
      { term: 'art', translations: ['art'] },
      { term: '文件', translations: ['file'] },
    ];
    const terms = (text: string): string[] =>
      findTerms(sentence(text).text, glossary).wanted.map(({ term }) => term);
    assert.deepEqual(terms('The File System starts.'), ['file system']);
    assert.deepEqual(terms('A file of the file system.'), ['file', 'file system']);
    assert.deepEqual(terms('打开文件夹'), ['文件']);
    assert.deepEqual(terms('Profiles'), []);
  });

  it('touches no mask, whatever the terms are', () => {
    const term = fc.constantFrom('file', 'a', '{', '.*', '⦑', '0', 'of the', '(x', '\\');
    const glossary = fc.array(fc.record({ term, translations: fc.array(term, { maxLength: 1 }) }));
    const parts = fc.array(fc.constantFrom('{0}', '`x`', 'file', 'of the', 'a', '.', '(x'), { minLength: 1 });
    fc.assert(
      fc.property(glossary, parts, (entries, words) => {
        const { text } = sentence(words.join(' '));
        const { kept } = findTerms(text, entries);
        for (const { start, end } of kept) {
          const whole = text.slice(0, start) + 'x'.repeat(end - start) + text.slice(end);
          assert.deepEqual(whole.match(/⦑\d+⦒/g), text.match(/⦑\d+⦒/g));
          assert.doesNotMatch(text.slice(start, end), /[⦑⦒]/);
        }
      }),
    );
  });

  it('finds terms among twenty thousand, in whatever case they are written', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ({ term: `Term ${i}`, translations: [`T${i}`] }));
    const glossary = [...many, { term: 'ΟΔΟΣ', translations: [] }, { term: 'Straße', translations: [] }];
    for (let i = 0; i < 20_000; i += 1009) {
      const text = `A tERM ${i}, an οδος and a STRAßE.`;
      const { kept, wanted } = findTerms(text, glossary);
      assert.deepEqual(wanted, [many[i]]);
      assert.deepEqual(
        kept.map(({ start, end }) => text.slice(start, end)),
        ['οδος', 'STRAßE'],
      );
    }
  });
});

describe('the memory', () => {
  const memory = new TranslationMemory([
    { source: 'Open {0} now.', translation: 'Ouvrez {0} maintenant.' },
    { source: 'The old house is red.', translation: 'La vieille maison est rouge.' },
    { source: 'Lost {0}.', translation: 'Perdu.' },
  ]);

  it('gives the translation of the same sentence, with its masks', () => {
    assert.equal(memory.find(sentence('Open  {0} now.')), 'Ouvrez ⦑0⦒ maintenant.');
    assert.equal(memory.find(sentence('Open {1} now.')), undefined);
  });

  it('gives none that has lost a placeholder', () => {
    assert.equal(memory.find(sentence('Lost {0}.')), undefined);
  });

  it('knows sentences that are like another, and how much', () => {
    const near = memory.near(sentence('The big house is red.'))!;
    assert.equal(near.translation, 'La vieille maison est rouge.');
    assert.ok(Math.abs(near.similarity - 5 / 6) < 1e-9);
    assert.equal(memory.near(sentence('Nothing of the kind.')), undefined);
    assert.equal(memory.near(sentence('The old house is red.')), undefined);
  });
});

describe('a document', () => {
  it('says of each sentence what became of it', async () => {
    const text = 'One {0}. Two.\n\nThree **four**. Five.\n';
    const { edits, sentences } = await translateDocument(
      { text, format: { kind: 'markdown' }, locale: 'en' },
      async (list) =>
        list.map(({ text: one }) => {
          if (one === 'Two.') return { kept: 'language' };
          return { text: one.startsWith('One') ? 'Un.' : one.toUpperCase(), from: 'model' };
        }),
    );
    assert.deepEqual(
      sentences.map(({ kept, translation }) => kept ?? translation),
      ['placeholders', 'language', 'THREE **FOUR**.', 'FIVE.'],
    );
    assert.deepEqual(
      edits.map((edit) => edit.text),
      ['THREE **FOUR**. FIVE.'],
    );
  });
});

describe('the language of a text', () => {
  const among = ['en', 'fr', 'zh'];
  for (const [text, language] of [
    ['The file could not be opened.', 'en'],
    ['Le fichier n’a pas pu être ouvert.', 'fr'],
    ['无法打开文件。', 'zh'],
    ['`const value = null` {0} https://example.org/the/file', undefined],
    ['42', undefined],
  ] as const) {
    it(`${language}: ${text}`, () => assert.equal(detectLanguage(text, among), language));
  }

  it('is one of those that are asked for', () => {
    fc.assert(
      fc.property(fc.string(), fc.subarray(['en', 'fr', 'zh', 'de']), (text, languages) => {
        const found = detectLanguage(text, languages);
        assert.ok(found === undefined || languages.includes(found));
      }),
    );
  });
});
