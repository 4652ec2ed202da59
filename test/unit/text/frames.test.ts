/** What frames the words of a document stays around them, whatever they become: one small document of each kind. */
import assert from 'node:assert/strict';
import { commentSignsOf } from '../../../src/cli/comment-languages';
import { translateDocument } from '../../../src/engine/translate/document-translation';
import { formatOfFile } from '../../../src/protocol/document-format';
import { applyEdits } from '../../../src/text';

const MASK = /(\u2991\d+\u2992)/;

/** All words of a document through a translator. */
async function translated(name: string, text: string, translate: (words: string) => string): Promise<string> {
  const format = formatOfFile(name) ?? commentSignsOf(name) ?? { kind: 'unknown' };
  const { edits } = await translateDocument({ text, format, locale: 'en' }, async (sentences) =>
    sentences.map((one) => ({ text: translate(one.text), from: 'model' })),
  );
  return applyEdits(text, edits);
}

const upper = (text: string): string =>
  text
    .split(MASK)
    .map((part, i) => (i % 2 ? part : part.toUpperCase()))
    .join('');

describe('what frames words', () => {
  for (const [name, text, expected] of [
    ['a.md', '*[HTML]: the language of pages\n', '*[HTML]: THE LANGUAGE OF PAGES\n'],
    ['a.md', 'Use key:value, foo!bar and a?b here.\n', 'USE KEY:VALUE, FOO!BAR AND A?B HERE.\n'],
    ['a.adoc', 'The text is here.footnote:[A remark.]\n', 'THE TEXT IS HERE.footnote:[A remark.]\n'],
    ['a.rst', 'An example follows::\n\n    code here\n', 'AN EXAMPLE FOLLOWS::\n\n    code here\n'],
    [
      'a.properties',
      'a.b = If you forgot the word, \\\n    click on the link below.\n',
      'a.b = IF YOU FORGOT THE WORD, \\\n    CLICK ON THE LINK BELOW.\n',
    ],
    ['a.properties', 'a.b = The pass\\\n    word is wrong.\n', 'a.b = THE PASSWORD IS WRONG.\n'],
    [
      'a.srt',
      '1\n00:00:01,000 --> 00:00:02,000\n[the door opens]\nMARY: come in!\n\n2\n00:00:03,000 --> 00:00:04,000\n♪ my love ♪\n',
      '1\n00:00:01,000 --> 00:00:02,000\n[THE DOOR OPENS]\nMARY: COME IN!\n\n2\n00:00:03,000 --> 00:00:04,000\n♪ MY LOVE ♪\n',
    ],
    [
      'a.vtt',
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Roger Bingham>We are here.</v>\n',
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Roger Bingham>WE ARE HERE.</v>\n',
    ],
    [
      'a.go',
      '// Open opens the file.\nfunc Open() {}\n\n// The Store keeps it.\ntype Store struct{}\n',
      '// Open OPENS THE FILE.\nfunc Open() {}\n\n// THE Store KEEPS IT.\ntype Store struct{}\n',
    ],
    [
      'a.py',
      'def f(city, *rest, **kwargs):\n    """Reads it.\n\n    Args:\n        city: The name\n            of it.\n        *rest: More.\n        **kwargs: Other options.\n    """\n',
      'def f(city, *rest, **kwargs):\n    """READS IT.\n\n    Args:\n        city: THE NAME\n            OF IT.\n        *rest: MORE.\n        **kwargs: OTHER OPTIONS.\n    """\n',
    ],
    [
      'a.ts',
      '/** @deprecated Use {@link Cache.find} now. */\n',
      '/** @deprecated USE {@link Cache.find} NOW. */\n',
    ],
    [
      'a.cs',
      '/// <param name="path">The path of it.</param>\n/// <returns>The content of the file.</returns>\n',
      '/// <param name="path">THE PATH OF IT.</param>\n/// <returns>THE CONTENT OF THE FILE.</returns>\n',
    ],
    [
      'a.swift',
      '/// - Parameters:\n///   - list: The list of it.\n/// - Returns: The number.\n',
      '/// - Parameters:\n///   - list: THE LIST OF IT.\n/// - Returns: THE NUMBER.\n',
    ],
    [
      'a.tex',
      "About 4~million words~\\cite{x} --- they are ``good'' here.\n",
      "ABOUT 4~MILLION WORDS~\\cite{x} --- THEY ARE ``GOOD'' HERE.\n",
    ],
    [
      'strings.xml',
      '<resources><string name="a">Tap <b>Save</b> or <i>Cancel</i>.</string></resources>',
      '<resources><string name="a">TAP <b>SAVE</b> OR <i>CANCEL</i>.</string></resources>',
    ],
  ] as const)
    it(`${name}: ${text.trim().split('\n').at(-1)}`, async () => {
      assert.equal(await translated(name, text, (words) => words), text);
      assert.equal(await translated(name, text, upper), expected);
    });
});

describe('subtitles', () => {
  it('have no tag that is opened in one cue and closed in the next', async () => {
    const cue = (i: number, text: string): string => `${i}\n00:00:0${i},000 --> 00:00:0${i},900\n${text}\n`;
    const film = `${cue(1, 'We met at the <b>old hotel</b>,')}\n${cue(2, 'not far from the <i>sea</i>.')}\n`;
    const mixed = `${cue(1, '<i>if you leave now,</i>')}\n${cue(2, '<i>you will not come back.</i>')}\n`;
    for (const text of [film, mixed]) {
      const after = await translated('a.srt', text, (words) => `and ${words} again and again`);
      assert.notEqual(after, text);
      for (const one of after.split('\n\n'))
        for (const tag of ['b', 'i'])
          assert.equal(one.split(`<${tag}>`).length, one.split(`</${tag}>`).length, one);
    }
  });
});

describe('lines of a paragraph', () => {
  it('stay, where each is a sentence, though they look filled', async () => {
    const text =
      'See the guide for those who write and read this.\nThanks to all those people who have helped us here.\n';
    const longer = await translated('a.md', text, (words) =>
      words.replace(/(\w+)\.$/, '$1 and some more words.'),
    );
    assert.equal(longer, text.replaceAll('.\n', ' and some more words.\n'));
  });

  it('are as long as the widest that would have been broken where they are', async () => {
    const text = `/**\n * ${'word '.repeat(11)}word\n * word word.\n */\n`;
    const after = await translated('a.ts', text, (words) => words.replaceAll('word', 'wordy'));
    for (const line of after.split('\n')) assert.ok(line.length <= 72, line);
    assert.equal(after.split('\n').length, text.split('\n').length);
  });
});

describe('a key of a menu', () => {
  const french: Readonly<Record<string, string>> = {
    File: 'Fichier',
    Exit: 'Quitter',
    'Next >': 'Suivant >',
  };
  const chinese: Readonly<Record<string, string>> = { File: '文件', 'Save As...': '另存为...' };
  const inPo = async (label: string, table: Readonly<Record<string, string>>): Promise<string> => {
    const text = `msgid "${label}"\nmsgstr ""\n`;
    const after = await translated('a.po', text, (words) => table[words] ?? words);
    return /msgstr "(.*)"/.exec(after)![1];
  };

  it('is a letter of the translation', async () => {
    assert.equal(await inPo('&File', french), '&Fichier');
    assert.equal(await inPo('E&xit', french), '&Quitter');
    assert.equal(await inPo('&File', chinese), '文件(&F)');
    assert.equal(await inPo('Save &As...', chinese), '另存为(&A)...');
    assert.equal(await inPo('Save &As...', {}), 'Save &As...');
  });

  it('is marked by an underscore in GTK', async () => {
    assert.equal(await inPo('_File', french), '_Fichier');
    assert.equal(await inPo('E_xit', french), '_Quitter');
    assert.equal(await inPo('_File', chinese), '文件(_F)');
    for (const label of ['the my_file word', 'Set my_file now']) assert.equal(await inPo(label, {}), label);
    assert.equal(await inPo('Open my_file', { 'Open myfile': 'no' }), 'Open my_file');
  });

  it('is none between words, in an entity, or in a name', async () => {
    for (const label of ['Terms & conditions', 'R&D', 'a=1&b=2 is set'])
      assert.equal(await inPo(label, {}), label);
    const xml = '<root><data name="a"><value>&amp;Next &gt;</value></data></root>';
    const after = await translated('a.resx', xml, (words) => french[words] ?? words);
    assert.equal(after, xml.replace('&amp;Next', '&amp;Suivant'));
  });
});
