/**
 * Formats keep all that is not words, whatever a translator writes; read again by the formats' own parsers. And the inputs
 * that failed once (test/fixtures/cases), with what is right.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { commentSignsOf } from '../../../src/cli/comment-languages';
import { translateDocument } from '../../../src/engine/translate/document-translation';
import { formatOfFile } from '../../../src/protocol/document-format';
import type { DocumentFormat } from '../../../src/text';
import { DocumentError } from '../../../src/text';
import type { PseudoTranslator } from './documents';
import { honest, hostile } from './documents';
import { FORMATS, placeholdersOf } from './formats';

const numRuns = Number(process.env.CASES ?? 40);
const seed = process.env.CASES === undefined ? 2026 : undefined;
const MASK = /(\u2991\d+\u2992)/;
const identity: PseudoTranslator = (text) => text;
const upper: PseudoTranslator = (text) =>
  text
    .split(MASK)
    .map((part, i) => (i % 2 ? part : part.toUpperCase()))
    .join('');
/** As French has them. */
const elided: PseudoTranslator = (text) => upper(text).replaceAll('THE ', "L'");

async function translated(
  text: string,
  format: DocumentFormat,
  translate: PseudoTranslator,
  selected?: { start: number; end: number }[],
): Promise<string> {
  const { edits } = await translateDocument({ text, format, selected, locale: 'en' }, async (sentences) =>
    sentences.map((one) => ({ text: translate(one.text), from: 'model' })),
  );
  let result = '';
  let at = 0;
  for (const edit of edits) {
    assert.ok(edit.start >= at, 'edits are in order and apart');
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

describe('comments on one line', () => {
  for (const [before, after] of [
    [
      '/** Adds two numbers. @example add(1, 2) // 3 */\n',
      '/** ADDS TWO NUMBERS. @example add(1, 2) // 3 */\n',
    ],
    ['/** The size. @type {Size} in pixels */\n', '/** THE SIZE. @type {Size} in pixels */\n'],
    ['/** Written to someone@example.org by hand. */\n', '/** WRITTEN TO someone@example.org BY HAND. */\n'],
  ])
    it(before.trim(), async () =>
      assert.equal(await translated(before, commentSignsOf('a.ts')!, upper), after),
    );
});

describe('formats', () => {
  for (const [name, { format, document, skeleton }] of Object.entries(FORMATS)) {
    describe(name, () => {
      // What is written anew from another place of the file differs though the words are the same.
      if (name !== 'XLIFF')
        it('that is translated into itself stays, byte for byte', async () => {
          await fc.assert(
            fc.asyncProperty(document, async (text) =>
              assert.equal(await translated(text, format, identity), text),
            ),
            { numRuns, seed },
          );
        });

      for (const [kind, translator] of Object.entries({ elided: fc.constant(elided), honest, hostile }))
        it(`keeps all but its words, with ${kind} translators`, async () => {
          await fc.assert(
            fc.asyncProperty(document, translator, async (text, translate) => {
              const after = await translated(text, format, translate);
              assert.deepEqual(skeleton(after), skeleton(text));
              if (kind !== 'hostile' && name !== 'XLIFF')
                assert.deepEqual(placeholdersOf(after), placeholdersOf(text));
              if (kind === 'elided') assert.notEqual(after, text);
            }),
            { numRuns, seed },
          );
        });
    });
  }

  it('that nobody knows are refused, unless they look like prose', async () => {
    const unknown: DocumentFormat = { kind: 'unknown' };
    await assert.rejects(
      translated('set x = 1;\ncall f(x);\nend the loop;\n', unknown, upper),
      (error) => error instanceof DocumentError && error.code === 'unknown-format',
    );
    assert.equal(
      await translated('The words of a letter.\nThey go on here.\n', unknown, upper),
      'THE WORDS OF A LETTER.\nTHEY GO ON HERE.\n',
    );
  });

  it('that are broken are refused with the line', async () => {
    for (const [kind, text] of [
      ['android', '<resources>\n<string name="a">Words here</resources>'],
      ['toml', 'a = "x"\nb = ['],
    ] as const)
      await assert.rejects(
        translated(text, { kind }, upper),
        (error) => error instanceof DocumentError && error.code === 'malformed' && error.line === 2,
      );
  });

  describe('however deep or long', () => {
    const DEPTH = 10_000;
    const bombs: Readonly<Record<string, readonly [DocumentFormat, string]>> = {
      JSON: [{ kind: 'json' }, `${'{"title":['.repeat(DEPTH)}"The words"${']}'.repeat(DEPTH)}`],
      YAML: [{ kind: 'yaml' }, `title: ${'['.repeat(DEPTH)}The words${']'.repeat(DEPTH)}`],
      XML: [
        { kind: 'android' },
        `<resources><string name="a">${'<b>'.repeat(DEPTH)}The words${'</b>'.repeat(DEPTH)}</string></resources>`,
      ],
      HTML: [{ kind: 'html' }, `${'<div>'.repeat(DEPTH)}The words${'</div>'.repeat(DEPTH)}`],
      LaTeX: [{ kind: 'latex' }, `${'{'.repeat(DEPTH)}The words${'}'.repeat(DEPTH)}`],
    };
    for (const [name, [format, text]] of Object.entries(bombs))
      it(`${name} loses nothing`, async () => {
        const after = await translated(text, format, upper);
        assert.equal(after.toLowerCase(), text.toLowerCase());
      });
  });

  describe('inputs that failed', () => {
    const CASES = join(__dirname, '../../fixtures/cases');
    const read = (name: string): string => readFileSync(join(CASES, name), 'utf8');
    const inUpperCase = (name: string): Promise<string> =>
      translated(read(name), formatOfFile(name) ?? commentSignsOf(name) ?? { kind: 'unknown' }, upper);

    /** What is in upper case afterwards, and nothing else. */
    const PROSE: Readonly<Record<string, readonly string[]>> = {
      'F04-containers.md': [
        'Use the short form.',
        'Stop here',
        'You may lose data.',
        'Please read',
        'This is important.',
        'Save your work often.',
      ],
      'F05-alerts.md': [
        'This does not work with old versions.',
        'You may lose data.',
        'Make a copy first.',
        'Hidden text.',
        'Read this first',
        'The server must be running.',
      ],
      'F07-quotes.yml': ['The file does not exist.', 'Open the application.'],
      'F07-quotes.toml': ['Open the application.'],
      'F07-quotes.py': [],
      'F08-strings.xml': ['Open the application.', "The file doesn\\'t exist."],
      'F10-latex.tex': [
        'First steps',
        'The method was shown by',
        'and is used in Section',
        'The first point is short.',
        'A comment for the author',
      ],
      'F11-asciidoc.adoc': ['The Guide', 'See', 'the install page', 'Save your work first.'],
      'F13-notebook.ipynb': ['First steps', 'This notebook shows how to load data.', 'the first value'],
      'F13-values.json': [],
      'F19-subtitles.vtt': ['We are in New York.'],
      'F20-chat.tsv': ['it will be ready in an hour or two', 'yes, I saw it'],
      'F22-docstring.py': ['Return the size.', 'the file to read'],
      'F22-header.c': ['Pass a void * to the function and check the NULL pointer.'],
      'F23-COMMIT_EDITMSG': ['handle empty lines', 'The parser failed when a file had no lines.'],
      'F25-icu.en.json': ['No new messages', 'new message}', 'new messages}}'],
      'F32-html-lines.md': ['A <i>cat(1)', 'clone with colours.'],
      'F37-entities.html': ['It costs', 'or', 'today.', 'A &', 'B cost', 'now.'],
      'F38-a.clj': ['Opens the file.', 'close it later'],
      'F38-a.ini': ['The port of the server.'],
      'F38-m.properties': ['The texts of the login page.', 'Sign in'],
      'F43-deprecated.go': ['keeps the data.', 'Use Open instead.'],
      'F43-sections.py': [
        'Reads the file.',
        'The number of lines.',
        'The number of lines.',
        'True if it was found.',
      ],
      'F44-diagram.c': ['The flow of data:'],
    };
    for (const [name, prose] of Object.entries(PROSE))
      it(name, async () => {
        let expected = '';
        let rest = read(name);
        for (const words of prose) {
          const at = rest.indexOf(words);
          assert.ok(at >= 0, words);
          // Letters behind a backslash and in tags are no words.
          const raised = words.replace(/<[^>]*>|[^<]+/g, (part) =>
            part.startsWith('<') ? part : part.toUpperCase(),
          );
          expected += rest.slice(0, at) + raised;
          rest = rest.slice(at + words.length);
        }
        assert.equal(await inUpperCase(name), expected + rest);
      });
  });

  describe('strings that are selected', () => {
    const CASES: readonly (readonly [string, string, string])[] = [
      ['a.sh', "echo 'Open the file.'", "echo 'OPEN L'\\''FILE.'"],
      ['a.sql', "VALUES ('Open the file.');", "VALUES ('OPEN L''FILE.');"],
      ['a.ps1', "Write-Host 'Open the file.'", "Write-Host 'OPEN L''FILE.'"],
      ['a.yml', "k: 'Open the file.'", "k: 'OPEN L''FILE.'"],
      ['a.toml', "k = 'Open the file.'", "k = 'OPEN L’FILE.'"],
      ['a.py', "print(r'Open the file.')", "print(r'OPEN L’FILE.')"],
      ['a.py', "print('Open the file.')", "print('OPEN L\\'FILE.')"],
      ['a.ts', "f('It isn\\'t the file.');", "f('IT ISN\\'T L\\'FILE.');"],
      ['a.cs', 'f(@"He said ""no"" to the file.");', 'f(@"HE SAID ""NO"" TO L\'FILE.");'],
      [
        'strings.xml',
        '<resources><string name="a">Open the file.</string></resources>',
        '<resources><string name="a">OPEN L\\\'FILE.</string></resources>',
      ],
      ['a.properties', 'a.title=Open the file {0}', "a.title=OPEN L''FILE {0}"],
      ['a.json', '{"a": "Open the {name}."}', '{"a": "OPEN L’{name}."}'],
    ];
    for (const [file, text, expected] of CASES)
      it(`${file}: ${text}`, async () => {
        const format = formatOfFile(file) ?? commentSignsOf(file)!;
        assert.equal(await translated(text, format, elided, [{ start: 0, end: text.length }]), expected);
      });
  });
});
