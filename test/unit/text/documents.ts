/** Generated documents: Markdown, source code, HTML and PO as people write them, and translators good and bad. */
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { parseFragment, serialize } from 'parse5';
import { Random } from '../../../src/random';
import type { DocumentFormat } from '../../../src/text';
import type { CommentSyntax } from '../../../src/text/documents/comments';
import { findComments } from '../../../src/text/documents/comments';
import { parseMarkdown } from '../../../src/text/documents/inline';

const WORDS =
  'the file Open saved when it is not value of each line and you may read écrit naïve 中文 Node.js 3.5'.split(
    ' ',
  );
const ATOMS = [
  ...[
    '{0}',
    '${x}',
    '%s',
    '%(name)d',
    '{count, plural, one {# file} other {# files}}',
    '$HOME',
    '--force',
    '-v',
  ],
  ...[
    'https://example.org/a?b=c#d',
    'me@example.org',
    '/etc/x.conf',
    'C:\\x',
    'src/a.ts',
    '🚀',
    '👩‍💻',
    '\\n',
    '&amp;',
  ],
  ...['snake_case', 'camelCase', 'run()', '1,000', '⦑3⦒'],
];

export const word = fc.constantFrom(...WORDS);
export const atom = fc.constantFrom(...ATOMS);
const ending = fc.constantFrom('.', '!', '?', ':', '');
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '));

const inline: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: words },
  { weight: 2, arbitrary: atom },
  ...[
    words.map((text) => `**${text}**`),
    words.map((text) => `*${text}*`),
    words.map((text) => `~~${text}~~`),
    words.map((text) => `**bold *both ${text}***`),
    words.map((text) => `\`${text}\``),
    words.map((text) => `[${text}](https://x.org/a_b "t")`),
    words.map((text) => `[\`code\` ${text}](#a)`),
    words.map((text) => `![${text}](img.png)`),
    words.map((text) => `<b class="x">${text}</b>`),
    fc.constantFrom('<br>', '<https://x.org>', '[^1]', '[short]', '\\*', '&nbsp;'),
  ].map((arbitrary) => ({ weight: 1, arbitrary })),
);
export const sentence = fc
  .tuple(fc.array(inline, { minLength: 1, maxLength: 7 }), ending)
  .map(([parts, end]) => parts.join(' ') + end);
export const prose = fc.array(sentence, { minLength: 1, maxLength: 3 }).map((list) => list.join(' '));

/** Filled to a width, as an editor does; messages with spaces in them are left in one piece. */
function wrapped(text: string, width: number, prefix: string): string {
  const lines = [''];
  for (const one of text.match(/\{count[^}]*\} [^}]*\}\}\S*|\S+/g) ?? []) {
    const line = lines[lines.length - 1];
    if (line !== '' && line.length + 1 + one.length > width) lines.push(one);
    else lines[lines.length - 1] = line === '' ? one : `${line} ${one}`;
  }
  return lines.join(`\n${prefix}`);
}

const paragraph = (prefix: string): fc.Arbitrary<string> =>
  fc.tuple(prose, fc.constantFrom(50, 70, 9999)).map(([text, width]) => wrapped(text, width, prefix));

const block: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: paragraph('') },
  ...[
    fc.tuple(fc.integer({ min: 1, max: 4 }), sentence).map(([level, text]) => `${'#'.repeat(level)} ${text}`),
    sentence.map((text) => `${text.replace(/^[-#>]/, 'x')}\n=====`),
    fc
      .array(paragraph('  '), { minLength: 1, maxLength: 3 })
      .map((list) => list.map((one) => `- ${one}`).join('\n')),
    fc
      .array(sentence, { minLength: 1, maxLength: 3 })
      .map((list) => list.map((one, i) => `${i + 1}. [ ] ${one}`).join('\n')),
    paragraph('> ').map((text) => `> ${text}`),
    paragraph('  > ').map((text) => `- item\n\n  > ${text}`),
    fc
      .array(fc.tuple(words, words, atom), { minLength: 1, maxLength: 3 })
      .map((rows) =>
        [
          '| a b | c | d |',
          '|:----|---|--:|',
          ...rows.map(([a, b, c]) => `| ${a}   | \`${b}\` | ${c.replace(/\|/g, '')} |`),
        ].join('\n'),
      ),
    words.map((text) => `\`\`\`js\n// ${text}\n\n- ${text}\n\`\`\``),
    words.map((text) => `    indented ${text}`),
    words.map((text) => `<p align="center">\n  ${text} <i>${text}</i>\n</p>`),
    words.map((text) => `[^1]: Note ${text}.`),
    fc.constantFrom('***', '[short]: https://x.org "T"', '<!-- a comment -->'),
    fc.tuple(sentence, sentence).map(([a, b]) => `${a}  \n${b}`),
  ].map((arbitrary) => ({ weight: 1, arbitrary })),
);

const eol = fc.constantFrom('\n', '\r\n');
export const markdown = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 6 }), fc.boolean(), eol)
  .map(([blocks, front, end]) =>
    ((front ? '---\ntitle: A title\n---\n\n' : '') + blocks.join('\n\n') + '\n').replaceAll('\n', end),
  );

const statement = fc.constantFrom(
  'const a = "no // comment";',
  "let b = 'it\\'s';",
  'x = a / b / c;',
  'const r = /["\'/*]/g.test(s);',
  'const t = `${a + `//${b}`} /* no */`;',
  'f();',
  '',
);
const safe = prose.map((text) => text.replaceAll('*/', '').replaceAll('*', ''));
const comment = fc.oneof(
  safe.map((text) => wrapped(`// ${text}`, 70, '// ')),
  safe.map((text) => `/* ${text} */`),
  fc
    .tuple(safe, words)
    .map(
      ([text, name]) =>
        `/**\n * ${wrapped(text, 60, ' * ')}\n *\n * @param {string} a ${name}\n * - ${name}\n */`,
    ),
  fc.tuple(statement, words).map(([code, text]) => `${code} // ${text}`),
  words.map((text) => `// eslint-disable-next-line ${text}`),
);
export const code = fc
  .tuple(fc.array(fc.oneof(statement, comment), { minLength: 1, maxLength: 8 }), eol)
  .map(([lines, end]) => (lines.join('\n') + '\n').replaceAll('\n', end));

const htmlText = fc
  .array(fc.oneof(words, fc.constantFrom('{0}', '%s', '&amp;', '🚀')), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(' '));
const htmlInline = fc.oneof(
  htmlText,
  htmlText.map((text) => `<b title="a b">${text}</b>`),
  htmlText.map((text) => `<code>${text}</code>`),
  htmlText.map((text) => `<a href="x?a=1&amp;b">${text}</a>`),
  fc.constant('<img alt="a b" src=x>'),
);
const htmlBlock = fc
  .tuple(
    fc.constantFrom('p', 'li', 'h1', 'td', 'div', 'pre', 'script'),
    fc.array(htmlInline, { minLength: 1, maxLength: 4 }),
  )
  .map(([tag, parts]) =>
    tag === 'script'
      ? '<script>if (a < b) f("the file");</script>'
      : `<${tag}>\n  ${parts.join(' ')}\n</${tag}>`,
  );
export const html = fc
  .tuple(fc.array(htmlBlock, { minLength: 1, maxLength: 4 }), eol)
  .map(([blocks, end]) => `${blocks.join('\n')}\n`.replaceAll('\n', end));

export const TYPESCRIPT: DocumentFormat & CommentSyntax = {
  kind: 'code',
  language: 'typescript',
  line: '//',
  block: ['/*', '*/'],
};

/** Everything in Markdown that is not words: kinds of nodes in order of blocks, and what they refer to. */
export function markdownSkeleton(text: string): string[] {
  const visit = (node: Nodes): string[] => {
    if (node.type === 'text') return [];
    const own: string[] = [node.type];
    if ('url' in node) own.push(node.url, String(node.title));
    // Titles in front matter are prose; its keys are not.
    if (node.type === 'yaml') own.push(node.value.replace(/:.*/g, ':'));
    else if ('value' in node) own.push(node.value.replace(/\s+/g, ' '));
    if ('depth' in node) own.push(String(node.depth));
    if ('lang' in node) own.push(String(node.lang));
    const children = 'children' in node ? node.children.flatMap(visit) : [];
    const inOrder = !['paragraph', 'heading', 'tableCell', 'emphasis', 'strong', 'delete', 'link'].includes(
      node.type,
    );
    return [own.join(' '), ...(inOrder ? children : children.sort())];
  };
  return visit(parseMarkdown(text)).filter((one) => !one.startsWith('html'));
}

/** Source code without its comments. */
export function codeOutside(text: string): string {
  let result = '';
  let at = 0;
  for (const { start, end } of findComments(text, TYPESCRIPT)) {
    result += `${text.slice(at, start)}/*…*/`;
    at = end;
  }
  return (result + text.slice(at)).replace(/(?:[ \t]*\/\*…\*\/[ \t]*(?:\r?\n)?)+/g, '/*…*/');
}

/** With their attributes; a title is prose, whatever is written in it. */
export function tagsOf(text: string): string[] {
  const root = parseFragment(text);
  const todo = [...root.childNodes];
  for (let node = todo.pop(); node; node = todo.pop()) {
    if ('attrs' in node) for (const one of node.attrs) if (one.name === 'title') one.value = '';
    if ('childNodes' in node) todo.push(...node.childNodes);
  }
  return (serialize(root).match(/<[^>]*>/g) ?? []).sort();
}
export const codeInHtml = (text: string): string[] =>
  (text.match(/<(code|pre|script)\b[\s\S]*?<\/\1>/g) ?? []).sort();

/** What a translator makes of a sentence with masks. */
export type PseudoTranslator = (masked: string) => string;

const MASK = /\u2991\d+\u2992/;

/** Signs that mean something to some format. */
const NASTY = [
  '*',
  '**',
  '`',
  '|',
  '<',
  '>',
  '#',
  '- ',
  '1. ',
  '"',
  '\\',
  '*/',
  '//',
  '-->',
  '\n',
  '\r\n',
  '    ',
  '```',
  '[x](y)',
  '&lt',
  '</p>',
  '$',
  '{1}',
  '⦑0⦒',
  '⦑9⦒',
  '⦑',
  "'",
];

/** A die of so many sides, thrown again and again. */
function dice(seed: number): (sides: number) => number {
  const random = new Random(seed);
  return (sides) => random.below(sides);
}

/** Translators that keep masks, in any order, among words of any length. */
export const honest: fc.Arbitrary<PseudoTranslator> = fc
  .tuple(fc.integer(), fc.boolean())
  .map(([seed, shuffle]) => (masked) => {
    const die = dice(seed);
    const parts = masked.split(/ (?=\S)/);
    if (shuffle) parts.sort(() => die(3) - 1);
    const long = 'anticonstitutionnellement';
    return parts.map((one) => (MASK.test(one) ? one : die(4) === 0 ? long : one.toUpperCase())).join(' ');
  });

/** Translators that write whatever they like. */
export const hostile: fc.Arbitrary<PseudoTranslator> = fc
  .tuple(fc.integer(), fc.subarray(NASTY, { minLength: 1, maxLength: 4 }))
  .map(([seed, nasty]) => (masked) => {
    const die = dice(seed);
    const sign = (): string => nasty[die(nasty.length)];
    const write = (part: string): string[] => {
      const side = die(12);
      if (side === 0) return [sign(), part];
      if (side === 1) return [part + sign()];
      return side === 2 ? [] : [part];
    };
    return masked.split(' ').flatMap(write).join(' ');
  });
