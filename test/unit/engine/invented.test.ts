/** What a network has written and nothing in the source stands for. */
import assert from 'node:assert/strict';
import { readTables } from '../../../src/node/models';
import { isInvented } from '../../../src/engine/translate/invented';
import { KnownWords } from '../../../src/text';

describe('an invention', () => {
  const french = new KnownWords(readTables('en', 'fr').words ?? [], 'fr');
  const english = new KnownWords(readTables('fr', 'en').words ?? [], 'en');
  const lexicon = {
    kindOf: (word: string) => (word === 'wonderful' ? 'translated' : 'unseen'),
    piecesOf: () => 1,
  } as const;
  const toFrench = (source: string, translation: string): boolean =>
    isInvented({ source, translation, language: 'fr', words: french, lexicon });
  const toEnglish = (source: string, translation: string): boolean =>
    isInvented({ source, translation, language: 'en', words: english, lexicon });
  const toChinese = (source: string, translation: string): boolean =>
    isInvented({ source, translation, language: 'zh', lexicon });

  it('is a word that is none, in letters of the source or not', () => {
    assert.ok(toFrench('Hello.', 'Selut.'));
    assert.ok(toFrench('Add a figure.', 'Ajouter une figure ODOLE.') === false, 'acronyms are no words');
    assert.ok(toEnglish('Le temps entre deux exécutions.', 'Time between runings.'));
    assert.ok(toChinese('A buffer for samples.', '音频 saraample。'));
    assert.ok(toChinese('It reads CSV files.', '读取 CV 文件。'));
    assert.ok(!toChinese('It reads CSV files.', '读取 CSV 文件。'));
    assert.ok(!toFrench('Hello ⦑0⦒.', 'Bonjour ⦑0⦒.'));
  });

  it('is a word of the source that training always translates', () => {
    assert.ok(toFrench('Open the wonderful book.', 'Ouvrez le wonderful livre.'));
    assert.ok(!toFrench('Open Kestrel.', 'Ouvrez Kestrel.'));
    assert.ok(toEnglish('打开红隼。', 'Open R red 隼.'));
  });

  it('is no form of a known word', () => {
    for (const form of ['supprimeraient', 'confirmés', 'redémarrez', 'exécutables'])
      assert.ok(!toFrench('x', `Ils ${form}.`), form);
    for (const none of ['seuler', 'libée', 'mercre', 'justez'])
      assert.ok(toFrench('x', `Ils ${none}.`), none);
    for (const form of ['restarted', 'folders', 'downloading', 'quickly'])
      assert.ok(!toEnglish('x', `They ${form}.`), form);
  });

  it('is a number, unless the source has one in words', () => {
    assert.ok(toChinese('Delete the photo?', '是否要删除照片 1 吗？'));
    assert.ok(!toChinese('Two files.', '2 个文件。'));
    assert.ok(!toFrench('Node 18 is needed.', 'Node 18 est nécessaire.'));
  });

  it('is a quotation, a bracket or the sign of an end that the source has not', () => {
    assert.ok(toChinese('See the figure.', '「图」显示。'));
    assert.ok(toChinese('Best regards', '「最好'));
    assert.ok(toChinese('Delete it?', '删除吗?。'));
    assert.ok(toFrench('the « word »', 'le mot'));
    assert.ok(toFrench('It waits.', 'Il attend).'));
    assert.ok(!toFrench("The file '⦑0⦒' is open.", 'Le fichier « ⦑0⦒ » est ouvert.'));
    assert.ok(!toFrench('It "waits" (now).', 'Il « attend » (maintenant).'));
    assert.ok(toFrench('It "waits".', 'Il \'attend".'));
  });
});

describe("the user's own words", () => {
  const words = new KnownWords(['ouvrez', 'le', 'fichier', 'plan'], 'fr');
  const written = (translation: string, terms: string[]): boolean =>
    isInvented({ source: 'Open the file.', translation, language: 'fr', words, terms });

  it('are no inventions, whatever they are made of', () => {
    for (const term of ['zorglub', 'Zorglub 3', '« le plan »', '档案', 'plan (B)']) {
      assert.ok(written(`Ouvrez ${term}.`, []), `${term} is not seen`);
      assert.ok(!written(`Ouvrez ${term}.`, [term]), term);
      assert.ok(!written(`Ouvrez ${term.toUpperCase()}.`, ['fichier', term]), term);
    }
  });
});
