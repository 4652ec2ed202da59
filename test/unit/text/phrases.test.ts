/** The phrase tables: how a phrase is found, and that those that ship have what every program and every README has. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { PhraseTable, phraseKey } from '../../../src/text';

const shipped = (pair: string): PhraseTable =>
  new PhraseTable(readFileSync(join(__dirname, `../../../media/phrases/${pair}.tsv`), 'utf8'), pair.slice(3));

describe('a phrase table', () => {
  const french = new PhraseTable(
    '# remark\nsave as\tenregistrer sous\t3\nenglish\tanglais\nok\tOK\nno\tnon',
    'fr',
  );
  const chinese = new PhraseTable('hello\t你好\nsave as\t另存为', 'zh-CN');
  const english = new PhraseTable('你好, 世界\thello, world\nanglais\tEnglish', 'en');

  for (const [source, translation] of [
    ['Save as', 'Enregistrer sous'],
    ['save as', 'enregistrer sous'],
    ['Save As', 'Enregistrer sous'],
    ['SAVE AS', 'ENREGISTRER SOUS'],
    ['Save as...', 'Enregistrer sous...'],
    ['Save as…', 'Enregistrer sous…'],
    ['Save  as:', 'Enregistrer sous :'],
    ['No!', 'Non !'],
    ['No', 'Non'],
    ['English', 'Anglais'],
    ['ok', 'OK'],
    ['⦑0⦒Save as⦑1⦒', '⦑0⦒Enregistrer sous⦑1⦒'],
    ['⦑0⦒ Save as:⦑1⦒', '⦑0⦒ Enregistrer sous :⦑1⦒'],
    ['Save ⦑0⦒ as', undefined],
    ['Save as it is', undefined],
    ['', undefined],
    ['!', undefined],
  ] as const)
    it(`en-fr: ${source}`, () => assert.equal(french.find(source), translation));

  it('sets the signs of its target', () => {
    assert.equal(chinese.find('Hello!'), '你好！');
    assert.equal(chinese.find('Hello.'), '你好。');
    assert.equal(chinese.find('Save as...'), '另存为...');
    assert.equal(english.find('你好，世界！'), 'Hello, world!');
    assert.equal(english.find('anglais :'), 'English:');
  });

  describe('around what is copied', () => {
    const slots = new PhraseTable(
      'fixed by {0} in {1}\tcorrigé par {0} dans {1}\n{0} not found\t{0} introuvable\nby {0}\tpar {0}',
      'fr',
    );
    const toChinese = new PhraseTable('fixed by {0} in {1}\t由 {0} 在 {1} 中修复', 'zh');
    const fromChinese = new PhraseTable(
      '由 {0} 在 {1} 中修复\tfixed by {0} in {1}\n未找到 {0}\t{0} not found',
      'en',
    );
    for (const [table, source, translation] of [
      [slots, 'Fixed by ⦑0⦒ in ⦑1⦒.', 'Corrigé par ⦑0⦒ dans ⦑1⦒.'],
      [slots, 'Fixed by ⦑1⦒ in ⦑0⦒', 'Corrigé par ⦑1⦒ dans ⦑0⦒'],
      [slots, 'FIXED BY ⦑0⦒ IN ⦑1⦒!', 'CORRIGÉ PAR ⦑0⦒ DANS ⦑1⦒ !'],
      [slots, '⦑0⦒ not found', '⦑0⦒ introuvable'],
      [slots, 'Fixed by ⦑0⦒ in ⦑1⦒ and ⦑2⦒', undefined],
      [slots, 'Fixed by in', undefined],
      [toChinese, 'Fixed by ⦑0⦒ in ⦑1⦒.', '由 ⦑0⦒ 在 ⦑1⦒ 中修复。'],
      [fromChinese, '由⦑0⦒在⦑1⦒中修复。', 'Fixed by ⦑0⦒ in ⦑1⦒.'],
      [fromChinese, '未找到 ⦑0⦒', '⦑0⦒ not found'],
    ] as const)
      it(source, () => assert.equal(table.find(source), translation));
  });

  it('every shipped phrase has the slots of its source, each once', () => {
    for (const pair of ['en-fr', 'fr-en', 'en-zh', 'zh-en']) {
      const path = join(__dirname, `../../../media/phrases/${pair}.tsv`);
      for (const line of readFileSync(path, 'utf8')
        .split('\n')
        .filter((one) => !one.startsWith('#'))) {
        const [phrase, translation] = line.split('\t').map((one) => (one.match(/\{.*?\}/g) ?? []).sort());
        assert.deepEqual(translation ?? [], phrase, line);
        assert.deepEqual(
          phrase,
          phrase.map((_, i) => `{${i}}`),
          line,
        );
      }
    }
  });

  it('gives back the masks that it got, whatever the text', () => {
    const part = fc.constantFrom('⦑0⦒', ' ', 'save', ' as', '.', '…', '⦑', '!', '\n', '保存', 'by ');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const masks = (one: string): string[] => one.match(/⦑\d+⦒/g) ?? [];
        assert.deepEqual(masks(french.find(text) ?? text), masks(text));
      }),
    );
  });
});

describe('the phrase tables that ship', () => {
  const cases: Record<string, Record<string, string>> = {
    'en-fr': {
      'Hello.': 'Bonjour.',
      'Hello!': 'Bonjour !',
      'Goodbye.': 'Au revoir.',
      'Hello, world!': 'Bonjour le monde !',
      Save: 'Enregistrer',
      Cancel: 'Annuler',
      Settings: 'Paramètres',
      General: 'Général',
      Notifications: 'Notifications',
      Installation: 'Installation',
      Options: 'Options',
      Plugins: 'Plugins',
      'Source code': 'Code source',
      'User interface': 'Interface utilisateur',
      'Installation guide': "Guide d'installation",
      'DID YOU KNOW?': 'LE SAVIEZ-VOUS ?',
    },
    'fr-en': {
      'Bonjour !': 'Hello!',
      'Au revoir.': 'Goodbye.',
      Enregistrer: 'Save',
      'Utilisation :': 'Usage:',
    },
    'en-zh': { 'Hello.': '你好。', 'Goodbye.': '再见。', 'Good morning.': '早上好。', Settings: '设置' },
    'zh-en': {
      '你好。': 'Hello.',
      '再见。': 'Goodbye.',
      '你好，世界！': 'Hello world!',
      '早上好。': 'Good morning.',
      '晚安。': 'Good night.',
      请稍候: 'Please wait',
    },
  };
  for (const [pair, phrases] of Object.entries(cases))
    it(`${pair}: greetings, buttons, headings`, () => {
      const table = shipped(pair);
      for (const [source, right] of Object.entries(phrases)) assert.equal(table.find(source), right, source);
    });

  it('have for every everyday heading and button something in the target', () => {
    const everyday =
      'Installation|Configuration|Usage|Features|Requirements|Getting started|Quick start|Contributing|License|Changelog|' +
      'Roadmap|FAQ|Documentation|Examples|Overview|Introduction|Troubleshooting|Known issues|Acknowledgements|Support|' +
      'Save|Open|Close|Delete|Edit|View|Help|About|Apply|File|Search|Copy|Paste|Undo|Redo|Next|Previous|Back|Yes|No';
    const [toFrench, toChinese] = ['en-fr', 'en-zh'].map(shipped);
    const [fromFrench, fromChinese] = ['fr-en', 'zh-en'].map(shipped);
    for (const phrase of everyday.split('|')) {
      const [fr, zh] = [toFrench.find(phrase), toChinese.find(phrase)];
      assert.ok(fr && fromFrench.find(fr), `${phrase} → ${fr}`);
      assert.ok(zh && /^\p{Script=Han}+$/u.test(zh) && fromChinese.find(zh), `${phrase} → ${zh}`);
    }
  });

  it('are made of pairs with a key that finds them, none twice, and are small', () => {
    for (const pair of Object.keys(cases)) {
      const text = readFileSync(join(__dirname, `../../../media/phrases/${pair}.tsv`), 'utf8');
      const keys = text
        .split('\n')
        .filter((line) => line && !line.startsWith('#'))
        .map((line) => line.split('\t')[0]);
      assert.ok(Buffer.byteLength(text) <= 150_000 + 1000, pair);
      assert.equal(new Set(keys).size, keys.length, pair);
      for (const key of keys) assert.equal(phraseKey(key), key);
    }
  });
});
