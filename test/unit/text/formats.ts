/** Generated documents of every format that has a parser of its own, and what of each must not change: read by the formats' real parsers. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { parseDocument } from 'yaml';
import type { DocumentFormat } from '../../../src/text';

const WORDS =
  'the file Open saved when it is not value of each line and you may read don’t écrit naïve'.split(' ');
const PLACEHOLDERS = ['{0}', '%s', '{name}', '3.5', 'src/a.ts'];
const words = fc
  .array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 6 })
  .map((list) => list.join(' '));
/** Plain sentences, with a placeholder now and then. */
export const sentence = fc
  .tuple(
    words,
    fc.option(fc.constantFrom(...PLACEHOLDERS), { freq: 3 }),
    words,
    fc.constantFrom('.', '!', '?', ''),
  )
  .map(([a, placeholder, b, end]) => `The ${placeholder === null ? a : `${a} ${placeholder}`} ${b}${end}`);
const apostrophes = sentence.map((text) => text.replace('not', "isn't"));
const list = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: 4 });

export interface FormatCase {
  format: DocumentFormat;
  document: fc.Arbitrary<string>;
  /** All but the words. */
  skeleton(text: string): unknown;
}

/** Texts as '', so that only the tree is left. */
function withoutTexts(value: unknown): unknown {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutTexts(inner)]));
}

/** Tags with their attributes; the document must be well-formed. */
function tags(text: string): string[] {
  const found: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => assert.fail(error.message));
  parser.on('opentag', ({ name, attributes }) => found.push(name + JSON.stringify(attributes)));
  parser.on('closetag', ({ name }) => found.push(`/${name}`));
  parser.on('comment', (comment) => found.push(comment));
  parser.write(text).close();
  return found;
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const lines = (text: string, pattern: RegExp): string[] =>
  text.split('\n').filter((line) => pattern.test(line));
/** Signs in comments mean nothing. */
const commands = (text: string): string[] =>
  (
    text
      .replace(/(?<!\\)%.*/g, '')
      .replace(/\\(?:[%&_#${}]|text(?:backslash|asciitilde|asciicircum)\{\})/g, '')
      .match(/\\[A-Za-z]+|[{}$]/g) ?? []
  ).sort();

/** As printf's arguments and the like stand in a text. */
export const placeholdersOf = (text: string): string[] =>
  (text.match(/\{0\}|%s|\{name\}|src\/a\.ts/g) ?? []).sort();

export const FORMATS: Readonly<Record<string, FormatCase>> = {
  'JSON messages': {
    format: { kind: 'json', messages: true },
    document: list(apostrophes).map((texts) =>
      JSON.stringify(
        {
          a: texts,
          n: `{n, plural, one {# ${texts[0].replace(/[{}']/g, '')}} other {# files}}`,
          b: { c: `<1>${texts[0]}</1>` },
        },
        null,
        2,
      ),
    ),
    skeleton: (text) => withoutTexts(JSON.parse(text)),
  },
  YAML: {
    format: { kind: 'yaml', messages: true },
    document: list(fc.tuple(apostrophes, fc.constantFrom('plain', 'single', 'double', 'block'))).map(
      (texts) =>
        texts
          .map(([text, style], i) => {
            if (style === 'plain') return `k${i}: ${text.replace(/'/g, '’')} # ${text.slice(0, 3)} of it`;
            if (style === 'single') return `k${i}: '${text.replaceAll("'", "''")}'`;
            return style === 'double' ? `k${i}: ${JSON.stringify(text)}` : `k${i}: |\n  ${text}\n  ${text}`;
          })
          .concat('list: [1, true, The first one, other]', '')
          .join('\n'),
    ),
    skeleton(text) {
      const document = parseDocument(text);
      assert.deepEqual(document.errors, []);
      return withoutTexts(document.toJS());
    },
  },
  TOML: {
    format: { kind: 'toml', messages: true },
    document: list(apostrophes).map(
      (texts) =>
        `# ${texts[0]}\n[a.b]\nn = 1\n${texts.map((text, i) => `k${i} = ${i % 2 ? `'${text.replace(/'/g, '’')}'` : JSON.stringify(text)}`).join('\n')}\n`,
    ),
    skeleton: (text) => withoutTexts(getStaticTOMLValue(parseTOML(text))),
  },
  properties: {
    format: { kind: 'properties', messages: true },
    document: list(apostrophes).map((texts) =>
      texts
        .map((text, i) => `a.k${i} = ${/\{0\}/.test(text) ? text.replaceAll("'", "''") : text}`)
        .join('\n'),
    ),
    skeleton: (text) => text.split('\n').map((line) => /^[\w.]+ = (?=\S)/.exec(line)?.[0]),
  },
  'strings.xml': {
    format: { kind: 'android' },
    document: list(apostrophes).map(
      (texts) =>
        `<resources>\n${texts.map((text, i) => `  <string name="a${i}">${xml(text).replaceAll("'", "\\'")} <b>${xml(texts[0]).replaceAll("'", "\\'")}</b></string>`).join('\n')}\n  <plurals name="p"><item quantity="one">One file</item></plurals>\n</resources>\n`,
    ),
    skeleton(text) {
      assert.doesNotMatch(text.replace(/<[^>]*>/g, ''), /(?<!\\)['"]/);
      return tags(text);
    },
  },
  resx: {
    format: { kind: 'resx' },
    document: list(sentence).map(
      (texts) =>
        `<root>\n${texts.map((text, i) => `<data name="a${i}" xml:space="preserve"><value>${xml(text)}</value><comment>No.</comment></data>`).join('\n')}\n</root>\n`,
    ),
    skeleton: tags,
  },
  XLIFF: {
    format: { kind: 'xliff' },
    document: list(sentence).map(
      (texts) =>
        `<xliff version="1.2"><file source-language="en"><body>\n${texts.map((text, i) => `<trans-unit id="${i}">\n  <source>${xml(text)} <g id="1">${xml(text)}</g></source>\n  <target></target>\n</trans-unit>`).join('\n')}\n</body></file></xliff>\n`,
    ),
    skeleton: (text) => [tags(text).filter((tag) => !/^\/?g/.test(tag)), text.match(/<source>.*<\/source>/g)],
  },
  notebook: {
    format: { kind: 'notebook' },
    document: list(sentence).map((texts) =>
      JSON.stringify(
        {
          cells: [
            {
              cell_type: 'markdown',
              metadata: {},
              source: texts.flatMap((text) => [`# ${text}\n`, '\n', `${text}\n`, `and *${text}*\n`, '\n']),
            },
            {
              cell_type: 'code',
              outputs: [{ text: ['The words.'] }],
              source: texts.map((text, i) => `x${i} = "The text" # ${text}\n`),
            },
          ],
          nbformat: 4,
        },
        null,
        1,
      ),
    ),
    skeleton(text) {
      const { cells, nbformat } = JSON.parse(text) as {
        cells: { source: string[]; outputs?: unknown }[];
        nbformat: number;
      };
      return [
        nbformat,
        cells[1].outputs,
        cells[1].source.map((line) => line.replace(/#.*/, '')),
        cells[0].source.filter((line) => line.startsWith('#')).length,
        cells[0].source.every((line) => line.endsWith('\n')),
      ];
    },
  },
  LaTeX: {
    format: { kind: 'latex' },
    document: list(sentence).map(
      (texts) =>
        `\\documentclass{article}\n\\begin{document}\n${texts
          .map((text) => text.replace(/[%{}_]/g, '').trim())
          .map(
            (text) =>
              `\\section{${text}}\\label{sec:a}\n${text} See \\emph{${text}} in $x^2$ and~\\ref{sec:a} for 5\\% of \\textbf{it}.\n\n% ${text}`,
          )
          .join('\n')}\n\\end{document}\n`,
    ),
    skeleton: commands,
  },
  AsciiDoc: {
    format: { kind: 'asciidoc' },
    document: list(sentence).map(
      (texts) =>
        `= A title\n:toc: left\n\n${texts.map((text) => `== ${text}\n\n${text} See *${text}* and xref:a.adoc[the page].\n\nNOTE: ${text}\n\n----\n${text}\n----\n\n* ${text}\n`).join('\n')}`,
    ),
    skeleton: (text) => [
      lines(text, /^:|^----|^$/),
      (text.match(/^(?:=+ |NOTE: |\* )/gm) ?? []).length,
      text.match(/xref:a\.adoc\[/g)?.length,
      text.match(/^----\n.*\n----$/gm),
    ],
  },
  reStructuredText: {
    format: { kind: 'restructuredtext' },
    document: list(sentence).map((texts) =>
      texts
        .map(
          (text) =>
            `${text}\n${'='.repeat(text.length)}\n\n${text} See **${text}** and :ref:\`the page <a>\`.\n\n.. note:: ${text}\n\n.. code-block:: c\n\n   ${text}\n\n- ${text}\n`,
        )
        .join('\n'),
    ),
    skeleton(text) {
      const all = text.split('\n');
      all.forEach((line, i) => {
        // docutils: "Title underline too short."
        if (/^=+$/.test(line)) assert.ok(line.length >= all[i - 1].length, `${all[i - 1]}\n${line}`);
      });
      return [
        lines(text, /^$|^\.\. code/),
        (text.match(/^(?:\.\. note:: |=+$|- )/gm) ?? []).length,
        text.match(/<a>`/g)?.length,
        text.match(/(?<=code-block:: c\n\n).*/g),
      ];
    },
  },
  subtitles: {
    format: { kind: 'subtitles' },
    document: list(fc.tuple(words, words)).map((cues) =>
      cues
        .map(
          ([a, b], i) =>
            `${2 * i + 1}\n00:00:0${i},000 --> 00:00:0${i},500\nThe ${a}\n\n${2 * i + 2}\n00:00:0${i},600 --> 00:00:0${i},900\n${b.toLowerCase()}.\n`,
        )
        .join('\n'),
    ),
    skeleton: (text) => text.split('\n').map((line) => (/^\d+$|-->|^$/.test(line) ? line : 'words')),
  },
  'a log': {
    format: { kind: 'log' },
    document: list(sentence).map((texts) =>
      texts.map((text, i) => `2024-03-19\t13:34:0${i}\tAnna\t${text}`).join('\n'),
    ),
    skeleton: (text) =>
      text.split('\n').map((line) => line.split('\t').slice(0, 3).join('\t') + line.split('\t').length),
  },
  'a commit message': {
    format: { kind: 'commit' },
    document: fc
      .tuple(sentence, sentence)
      .map(
        ([a, b]) =>
          `fix(parser)!: ${a}\n\n${b}\n\nSigned-off-by: Jane Doe <j@x.org>\n# Please enter a message.\n`,
      ),
    skeleton: (text) => [text.startsWith('fix(parser)!: '), lines(text, /^(?:Signed|#|$)/)],
  },
  '.strings': {
    format: { kind: 'strings' },
    document: list(sentence).map((texts) =>
      texts.map((text, i) => `/* ${text} */\n"k${i}" = ${JSON.stringify(text)};`).join('\n'),
    ),
    skeleton: (text) => text.split('\n').map((line) => line.replace(/= "(?:[^"\\]|\\.)*";$/, '= …')),
  },
  MDX: {
    format: { kind: 'mdx' },
    document: list(sentence).map(
      (texts) =>
        `import A from './a'\n\n${texts.map((text) => `:::tip ${text.replace(/[{}]/g, '')}\n\n${text}\n\n:::\n\n<Tabs items={[{ a: '>' }]}>\n\n${text} $x^2$ and [[a page]].\n\n</Tabs>\n\n> [!NOTE]\n> ${text}\n\n$$\nx the file\n$$\n`).join('\n')}`,
    ),
    skeleton: (text) => [
      lines(text, /^(?:import|:::$|<|\$\$|x the|> \[!NOTE\]$|$)/),
      (text.match(/^:::tip ./gm) ?? []).length,
      text.match(/\$x\^2\$/g)?.length,
      text.match(/\[\[a page\]\]/g)?.length,
    ],
  },
};
