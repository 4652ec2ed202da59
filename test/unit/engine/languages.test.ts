/** The language of a text, of a selection in a document, and of each sentence of a mixed one. */
import assert from 'node:assert/strict';
import { ort } from '../../../src/node/onnxruntime';
import { detectDocumentLanguages } from '../../../src/engine/translate/document-services';
import { Engine } from '../../../src/engine/engine';
import { detectLanguage, isOfAnotherLanguage } from '../../../src/text';
import { tinyModel } from '../support/tiny-model';

const ALL = ['en', 'fr', 'zh'];
const PLAIN = { kind: 'plain' } as const;

describe('the language of a short text', () => {
  for (const [language, ...texts] of [
    [
      'zh',
      '打开文件',
      '使用 npm install 安装 TypeScript 依赖。',
      'VS Code 的 Extension API 文档',
      '点击 Settings 打开',
    ],
    [
      'en',
      'Run the tests',
      'See the documentation',
      'Click on 设置 to open the settings page.',
      'Add this to your 微信 favourites',
    ],
    ['en', 'French translation by Amélie Poulain.', 'Thanks to Geneviève Dubreuil and Étienne Lefèvre.'],
    ['fr', 'Voir la documentation', "Ouvrir l'éditeur", 'Paramètres', 'Enregistrer sous un autre nom'],
    [undefined, '日本語のテキスト', '42', '⦑0⦒ `npm start`', 'OK'],
  ] as const)
    for (const text of texts)
      it(`${language}: ${text}`, () => assert.equal(detectLanguage(text, ALL), language));

  it('is told by the script where that is enough', () => {
    assert.equal(detectLanguage('Go.', ['zh', 'en']), 'en');
    assert.equal(detectLanguage('Go.', ['fr', 'en']), undefined);
    assert.equal(detectLanguage('好', ['zh', 'en']), 'zh');
    assert.equal(detectLanguage('好', ['fr', 'en']), undefined);
    assert.equal(detectLanguage('打开', ['zh-Hans', 'en-GB']), 'zh-Hans');
  });
});

describe('the language of a selection', () => {
  const text = 'Le fichier est ouvert. Il ne faut pas le fermer.\n\nDescription\n\n打开文件\n';
  const of = (words: string): string[] => {
    const start = text.indexOf(words);
    const selected = [{ start, end: start + words.length }];
    return detectDocumentLanguages({ text, format: PLAIN, selected, among: ALL });
  };

  it('is its own where it tells, and that of the text around it where it does not', () => {
    assert.deepEqual(of('打开文件'), ['zh']);
    assert.deepEqual(of('Description'), ['fr', 'zh']);
    assert.deepEqual(of('Le fichier est ouvert.'), ['fr']);
  });
});

describe('a document of several languages', () => {
  it('has the language of a short sentence too, where its words or its script tell', () => {
    const languages = (text: string): string[] =>
      detectDocumentLanguages({ text, format: PLAIN, among: ALL });
    assert.deepEqual(languages('I lost.\nJe ne sais pas où se trouve la gare.\n'), ['fr', 'en']);
    assert.deepEqual(languages('The file is open in the editor. 你好。\n'), ['en', 'zh']);
    assert.deepEqual(languages('The file is open in the editor.\n\nDescription\n'), ['en']);
  });

  const translate = async (source: string, target: string, text: string): Promise<(string | undefined)[]> => {
    const engine = new Engine({ ort, backendName: 'test', threads: 1 });
    const id = `${source}-${target}`;
    await engine.loadModel({ id, files: await tinyModel(1, { source, target }) });
    const { sentences } = await engine.translateDocument(
      {
        models: [id],
        text,
        format: PLAIN,
        decoding: { beamSize: 1, maxLength: 4 },
        glossary: [],
        memory: [],
      },
      { signal: new AbortController().signal, progress: () => undefined },
    );
    await engine.unloadModel(id);
    return sentences.filter(({ kept }) => kept === 'language').map(({ source: sentence }) => sentence);
  };
  const MIXED = '你好。打开文件。Go. OK!\n\nThe file is open. 打开 VS Code。';

  it('leaves alone what is in the target language, however short it is', async () => {
    assert.deepEqual(await translate('zh', 'en', MIXED), ['Go.', 'OK!', 'The file is open.']);
    assert.deepEqual(await translate('en', 'zh', MIXED), ['你好。', '打开文件。', '打开 VS Code。']);
  });
});

describe('labels', () => {
  const json = (...words: string[]): string =>
    JSON.stringify(Object.fromEntries(words.map((w, i) => [`k${i}`, w])));
  const of = (text: string, format: 'json' | 'markdown' | 'plain', target?: string): string[] =>
    detectDocumentLanguages({ text, format: { kind: format }, among: ALL, target });

  it('are English where English has them, whatever words French has too', () => {
    assert.deepEqual(of(json('Save', 'General', 'Notifications'), 'json'), ['en']);
    assert.deepEqual(of(json('Save', 'Cancel', 'Settings', 'General', 'Notifications'), 'json', 'fr'), [
      'en',
    ]);
    assert.deepEqual(of(json('Enregistrer', 'Général', 'Notifications'), 'json'), ['fr']);
  });

  it('never say that all is in the target already where both languages have them', () => {
    for (const text of [
      '# Installation\n\n## Configuration\n\n## Options\n\n## Plugins\n',
      'Notifications, Permissions, Description',
      'Installation guide\nUser interface\nSource code\n',
      'Introduction\nDocumentation\nVersion\n',
    ])
      for (const target of ['fr', 'zh'])
        assert.ok(!of(text, text.startsWith('#') ? 'markdown' : 'plain', target).includes('fr'), text);
  });

  it('say that a text is in the target where its words leave no doubt', () => {
    assert.deepEqual(of('Paramètres\n\nEnregistrer sous\n', 'plain', 'fr'), ['fr']);
  });
});

describe('a third language', () => {
  for (const text of [
    'Die Datei konnte nicht geöffnet werden.',
    'El archivo no se pudo abrir porque está dañado.',
    'Il file non può essere aperto perché è danneggiato.',
    'Het bestand kan niet worden geopend.',
  ])
    it(`is found: ${text}`, () => assert.ok(isOfAnotherLanguage(text, ALL)));

  for (const text of [
    'The file could not be opened.',
    'Le fichier est ouvert.',
    '打开文件',
    'Make sure you selected a CSV file.',
    'Die',
    '',
  ])
    it(`is not seen in: ${text}`, () => assert.ok(!isOfAnotherLanguage(text, ALL)));

  it('stays as it is, and that is told', async () => {
    const engine = new Engine({ ort, backendName: 'test', threads: 1 });
    await engine.loadModel({ id: 'en-fr', files: await tinyModel(1, { source: 'en', target: 'fr' }) });
    const text = 'The file is open.\n\nDie Datei konnte nicht geöffnet werden.\n';
    const { sentences } = await engine.translateDocument(
      {
        models: ['en-fr'],
        text,
        format: PLAIN,
        decoding: { beamSize: 1, maxLength: 4 },
        glossary: [],
        memory: [],
      },
      { signal: new AbortController().signal, progress: () => undefined },
    );
    const [, german] = sentences;
    assert.equal(german.kept, 'foreign');
    assert.equal(german.translation, undefined);
    await engine.unloadModel('en-fr');
  });
});
