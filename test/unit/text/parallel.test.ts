/** Pairs of sentences out of files that say the same in two languages: by keys, by structure, and out of files with both. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatOfFile } from '../../../src/protocol/document-format';
import { formatMemoryLine } from '../../../src/protocol/term-files';
import { Random } from '../../../src/random';
import type { SentencePair } from '../../../src/text';
import { bilingualKind, bilingualPairs, DocumentError, pairDocuments } from '../../../src/text';

const LANGUAGES = { source: 'en', target: 'fr' };
const ROOT = join(__dirname, '../../..');

const lines = (pairs: readonly SentencePair[]): string[] =>
  pairs.map(({ source, target }) => `${source} = ${target}`);

const paired = (name: string, source: string, target: string): string[] =>
  lines(pairDocuments(source, target, formatOfFile(name)!, LANGUAGES));

const within = (name: string, document: string, languages = LANGUAGES): string[] =>
  lines(bilingualPairs(document, bilingualKind(name) ?? 'json', languages));

describe('two locale files', () => {
  const expected = ['Save the file = Enregistrer le fichier', 'Open {0} = Ouvrir {0}'];
  const files: Record<string, readonly [string, string]> = {
    'en.json': [
      '{"menu": {"save": "Save the file", "open": "Open {0}"}, "only": "Nothing here"}',
      '{"other": "Autre chose", "menu": {"open": "Ouvrir {0}", "save": "Enregistrer le fichier"}}',
    ],
    'en.yml': [
      'en:\n  menu:\n    save: Save the file\n    open: "Open {0}"\n',
      "fr:\n  menu:\n    open: 'Ouvrir {0}'\n    other: Autre chose\n    save: Enregistrer le fichier\n",
    ],
    'messages_en.properties': [
      'menu.save=Save the file\nmenu.open=Open {0}\n',
      '# Commentaire\nmenu.open = Ouvrir {0}\nmenu.save: Enregistrer \\\n  le fichier\n',
    ],
    'en.toml': [
      '[menu]\nsave = "Save the file"\nopen = "Open {0}"\n',
      '[menu]\nopen = \'Ouvrir {0}\'\nsave = "Enregistrer le fichier"\n',
    ],
    'Localizable.strings': [
      '"save" = "Save the file";\n"open" = "Open {0}";\n',
      '/* ouvrir */ "open" = "Ouvrir {0}";\n"save" = "Enregistrer le fichier";\n',
    ],
    'res/values/strings.xml': [
      '<resources><string name="save">Save the file</string><string name="open">Open {0}</string></resources>',
      '<resources>\n <string name="open">Ouvrir {0}</string>\n <string name="x">Autre</string>\n <string name="save">Enregistrer le fichier</string></resources>',
    ],
    'a.resx': [
      '<root><data name="save"><value>Save the file</value></data><data name="open"><value>Open {0}</value></data></root>',
      '<root><data name="open"><value>Ouvrir {0}</value></data><data name="save"><value>Enregistrer le fichier</value></data></root>',
    ],
  };
  for (const [name, [source, target]] of Object.entries(files))
    it(`${name}: texts with the same key, in whatever order`, () => {
      assert.deepEqual(paired(name, source, target), expected);
    });

  it('sentences of one text one by one, branches of a message one by one', () => {
    const source = JSON.stringify({
      a: 'It failed. Try again.',
      n: '{n, plural, one {One file} other {Many files}}',
    });
    const target = JSON.stringify({
      n: '{n, plural, one {Un fichier} other {Beaucoup de fichiers}}',
      a: 'Cela a échoué. Réessayez.',
    });
    assert.deepEqual(paired('en.json', source, target), [
      'It failed. = Cela a échoué.',
      'Try again. = Réessayez.',
      'One file = Un fichier',
      'Many files = Beaucoup de fichiers',
    ]);
  });

  it('two files without a key in common are refused', () => {
    assert.throws(() => paired('en.json', '{"a": "One text"}', '{"b": "Un texte"}'), DocumentError);
  });
});

describe('two documents', () => {
  it('Markdown: what a passage is and how long it is, markup left out, code kept', () => {
    const source =
      '# Start\n\nRun `npm start` **now**. It opens [a window](x.md).\n\n- One\n- Another point\n';
    const target =
      '# Début\n\nExécutez `npm start` **maintenant**. Cela ouvre [une fenêtre](x.md).\n\n- Un\n- Un autre point\n';
    assert.deepEqual(paired('a.md', source, target), [
      'Start = Début',
      'Run `npm start` now. = Exécutez `npm start` maintenant.',
      'It opens a window. = Cela ouvre une fenêtre.',
      'One = Un',
      'Another point = Un autre point',
    ]);
  });

  /** A made-up language: each word turned round, so that a translation can be told. */
  const turned = (text: string): string =>
    text
      .replace(/\p{L}+/gu, (word) => [...word.toLowerCase()].reverse().join(''))
      .replace(/^\p{L}/u, (c) => c.toUpperCase());
  const WORDS =
    'the system opens file window when user selects option menu before value changes again later'.split(' ');

  function sentence(random: Random): string {
    const words = Array.from({ length: 2 + random.below(14) }, () => WORDS[random.below(WORDS.length)]);
    const number = random.below(3) === 0 ? ` ${random.below(1000)}` : '';
    const text = words.join(' ') + number;
    return text[0].toUpperCase() + text.slice(1);
  }

  it('where paragraphs are missing on either side no wrong ones are paired, and nearly all of the others are', () => {
    let [found, wrong, all] = [0, 0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const random = new Random(seed);
      const [source, target]: string[][] = [[], []];
      for (let i = 0; i < 40; i++) {
        const kind = ['# ', '- ', '> ', '', '', ''][random.below(6)];
        const sentences = Array.from({ length: kind === '' ? 1 + random.below(3) : 1 }, () =>
          sentence(random),
        );
        const end = kind === '# ' ? '' : '.';
        const text = (list: readonly string[]): string => kind + list.map((one) => one + end).join(' ');
        const drop = random.below(20);
        if (drop !== 0) source.push(text(sentences));
        if (drop !== 1) target.push(text(sentences.map(turned)));
        if (drop > 1) all += sentences.length;
      }
      for (const pair of pairDocuments(
        source.join('\n\n'),
        target.join('\n\n'),
        { kind: 'markdown' },
        LANGUAGES,
      )) {
        const count = pair.source.split(/(?<=\.) /).length;
        if (turned(pair.source).toLowerCase() === pair.target.toLowerCase()) found += count;
        else wrong += count;
      }
    }
    assert.ok(found > 0.95 * all, `${found} of ${all} found`);
    assert.ok(wrong < 0.02 * all, `${wrong} of ${all} wrong`);
  });

  it('of more than a thousand paragraphs: the right ones', () => {
    const random = new Random(5);
    const paragraphs = Array.from({ length: 1500 }, () => `${sentence(random)}.`);
    const pairs = pairDocuments(
      paragraphs.join('\n\n'),
      paragraphs.slice(40).map(turned).join('\n\n'),
      { kind: 'plain' },
      LANGUAGES,
    );
    const right = pairs.filter(({ source, target }) => turned(source).toLowerCase() === target.toLowerCase());
    assert.ok(right.length > 1400, `${right.length} of ${pairs.length}`);
  });
});

describe('a file with both languages', () => {
  it('PO: what is translated and not in doubt, plurals by their first and last form', () => {
    const document = [
      'msgid ""\nmsgstr "Language: fr\\nPlural-Forms: nplurals=2; plural=n>1;\\n"',
      'msgid "Save the file"\nmsgstr "Enregistrer le fichier"',
      '#, fuzzy\nmsgid "Open it"\nmsgstr "Fermer"',
      '#, c-format\nmsgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d fichier"\nmsgstr[1] "%d fichiers"',
      'msgid ""\n"It failed.\\n"\n"Say \\"yes\\"."\nmsgstr ""\n"Cela a échoué.\\n"\n"Dites « oui »."',
      'msgid "Not yet"\nmsgstr ""',
    ].join('\n\n');
    const expected = [
      ['Save the file', 'Enregistrer le fichier'],
      ['%d file', '%d fichier'],
      ['%d files', '%d fichiers'],
      ['It failed.', 'Cela a échoué.'],
      ['Say "yes".', 'Dites « oui ».'],
    ];
    assert.deepEqual(
      within('fr.po', document),
      expected.map((pair) => pair.join(' = ')),
    );
    const back = { source: 'fr', target: 'en' };
    assert.deepEqual(
      within('fr.po', document, back),
      expected.map(([en, fr]) => `${fr} = ${en}`),
    );
  });

  it('XLIFF 1.2 and 2, in the direction of the model', () => {
    const old =
      '<xliff version="1.2"><file source-language="en-US" target-language="fr"><body>' +
      '<trans-unit id="1"><source>Save &amp; <g id="1">close</g></source><target>Enregistrer &amp; <g id="1">fermer</g></target></trans-unit>' +
      '<trans-unit id="2"><source>Open it</source><target state="new">Open it</target></trans-unit>' +
      '</body></file></xliff>';
    const two =
      '<xliff version="2.0" srcLang="fr" trgLang="en"><file id="f"><unit id="1"><segment>' +
      '<source>Enregistrer le fichier</source><target>Save the file</target></segment></unit></file></xliff>';
    assert.deepEqual(within('a.xlf', old), ['Save & close = Enregistrer & fermer']);
    assert.deepEqual(within('a.xliff', two), ['Save the file = Enregistrer le fichier']);
  });

  it('TMX: the two languages of the model among others', () => {
    const unit = (texts: Record<string, string>): string =>
      `<tu>${Object.entries(texts)
        .map(([language, text]) => `<tuv xml:lang="${language}"><seg>${text}</seg></tuv>`)
        .join('')}</tu>`;
    const document = `<tmx version="1.4"><header/><body>${unit({
      'fr-FR': 'Un fichier',
      de: 'Eine Datei',
      'EN-us': 'One file',
    })}${unit({ en: 'Only English', de: 'Nur Englisch' })}</body></tmx>`;
    assert.deepEqual(within('a.tmx', document), ['One file = Un fichier']);
    assert.throws(() => within('a.tmx', document, { source: 'en', target: 'zh' }), /en and zh/);
  });

  it('lines with tabs: two columns, or kept translations of this pair of languages', () => {
    const document =
      '# comment\nOne file\tUn fichier\nen-fr\tTwo\\tfiles here\tDeux fichiers ici\nen-zh\tOne file\t一个文件\nfr-en\tUn\tOne\n';
    assert.deepEqual(within('memory.tsv', document), [
      'One file = Un fichier',
      'Two files here = Deux fichiers ici',
    ]);
  });

  it('kept translations as the editor writes them, whatever breaks their lines', () => {
    const line = formatMemoryLine({
      pair: 'en-fr',
      source: 'One\r\nfile\there',
      translation: 'Un\r\nfichier\tici',
    });
    assert.deepEqual(within('memory.tsv', `${line}\n`), ['One = Un', 'file here = fichier ici']);
  });

  it('JSON whose keys are the texts: our own messages come out as they stand there', () => {
    const text = readFileSync(join(ROOT, 'l10n/bundle.l10n.fr.json'), 'utf8');
    const found = new Set(within('bundle.json', text));
    const entries = Object.entries(JSON.parse(text) as Record<string, string>).filter(
      ([key, value]) =>
        /^\p{Lu}[^.:!?{}<>*_`\n«»"“”'’]+$/u.test(key) && /^[^.:!?{}<>*_`\n«»"“”’]+$/u.test(value),
    );
    assert.ok(entries.length > 20);
    for (const [key, value] of entries) assert.ok(found.has(`${key} = ${value}`), `${key} = ${value}`);
    assert.throws(() => within('a.json', '{"a.b": "Une phrase", "c.d": "Autre"}'), /keys/);
  });
});
