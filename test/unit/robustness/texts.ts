/** Texts that make a pattern with two ways to read them, or a reader that looks back at everything, take very long. */

/** Signs and words that formats, comment signs, placeholders and numbers are made of. */
const UNITS = [
  ...[
    '<!--',
    '-->',
    '/*',
    '*/',
    '//',
    '[a]',
    '](',
    '![',
    '[[',
    '*',
    '**',
    '_',
    '__',
    '~~',
    '`',
    '```',
    '{',
    '}',
    '{{',
    '${',
  ],
  ...[
    ':::',
    ':',
    '::',
    '|',
    ' ',
    '\t',
    '"',
    "'",
    "''",
    '"""',
    '1',
    '12,',
    '1.',
    ',',
    '/',
    '-',
    '--',
    '=',
    '+',
    '\n',
    '\r\n',
  ],
  ...[
    '\r',
    '(',
    ')',
    '\\',
    '\\n',
    '\\\\',
    '$',
    '$$',
    '@',
    '&',
    '&amp;',
    '<a',
    '<a>',
    '</a>',
    '<a b="',
    '%',
    '%s',
    '#',
    '.',
  ],
  ...[
    '!',
    '? ',
    ';',
    '>',
    '> ',
    '- ',
    '* ',
    '1. ',
    '`a` ',
    'a',
    'a ',
    'A',
    'aB',
    'a.',
    'a-',
    'a_',
    "a'",
    'A. ',
    'é',
    '中',
    '，',
    '。',
  ],
  ...[
    '“',
    '’',
    '«',
    '🚀',
    '\u0301',
    '\u00a0',
    '\u2028',
    '\u2991',
    '\u29910\u2992',
    '\ufffd',
    '\u0000',
    'a\t',
    'a,',
    '""',
    '"a",',
  ],
  ...[
    '.. ',
    '== ',
    '{a, plural, ',
    '{0}',
    '\\begin{a}',
    '\\a{',
    '<<',
    '<<A\n',
    'R"(',
    'r#"',
    '[[==',
    '://',
    'a@',
    'a/',
    '../',
  ],
];

/** Signs of which two beside each other, over and over, are read otherwise than each alone. */
const PAIRED = [
  '<',
  '>',
  '/',
  '*',
  '[',
  ']',
  '(',
  ')',
  '{',
  '}',
  '`',
  '"',
  "'",
  '\\',
  '|',
  ':',
  '-',
  '=',
  ' ',
  '\n',
  'a',
  '1',
  '.',
  ',',
  '_',
  '#',
  '$',
  '%',
  '@',
  '&',
  ';',
  '!',
];

export interface WorstText {
  name: string;
  /** @param length in UTF-16 units, about */
  make(length: number): string;
}

const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

/** Each unit alone; between words; each on a line; behind what begins a line; with an end that fits nothing. */
const oneUnit = (unit: string): WorstText[] => [
  { name: JSON.stringify(unit), make: (length) => repeated(unit, length) },
  {
    name: `${JSON.stringify(unit)} in a sentence`,
    make: (length) => `The file ${repeated(unit, length)} is open.\n`,
  },
  { name: `${JSON.stringify(unit)} on lines`, make: (length) => repeated(`The file ${unit} is\n`, length) },
  { name: `${JSON.stringify(unit)} before \\u0001`, make: (length) => `${repeated(unit, length)}\u0001` },
];

const twoUnits: WorstText[] = PAIRED.flatMap((a) =>
  PAIRED.flatMap((b) =>
    a === b
      ? []
      : [{ name: JSON.stringify(a + b), make: (length: number) => `x ${repeated(a + b, length)} x` }],
  ),
);

/** So many of one, then so many of the other. */
const halves: WorstText[] = PAIRED.flatMap((a) =>
  PAIRED.flatMap((b) =>
    a === b
      ? []
      : [
          {
            name: `${JSON.stringify(a)} then ${JSON.stringify(b)}`,
            make: (length: number) => `x ${repeated(a, length / 2)}${repeated(b, length / 2)} x`,
          },
        ],
  ),
);

export const SINGLE: readonly WorstText[] = UNITS.flatMap(oneUnit);
export const PAIRS: readonly WorstText[] = [...twoUnits, ...halves];

/** What opens a thing inside of another, and what closes it; empty: a line ends it, or nothing. */
const NESTS: Readonly<Record<string, readonly [string, string]>> = {
  'JSON objects': ['{"title":', '}'],
  'JSON arrays': ['[', ']'],
  'elements of HTML': ['<div>', '</div>'],
  'inline elements': ['<b>', '</b>'],
  'elements of XML': ['<string name="a">', '</string>'],
  'YAML sequences': ['- ', ''],
  'TOML arrays': ['a = [', ']'],
  quotations: ['> ', ''],
  'quotation marks': ['“', '”'],
  brackets: ['(', ')'],
  'LaTeX groups': ['{', '}'],
  'LaTeX commands': ['\\emph{', '}'],
  'LaTeX environments': ['\\begin{quote}', '\\end{quote}'],
  'items of AsciiDoc': ['* ', ''],
  'ICU messages': ['{n, plural, other {', '}}'],
  links: ['[', '](a)'],
  emphasis: ['*a ', '*'],
  substitutions: ['`${', '}`'],
};

/** @param levels one thing in another @returns by name */
export const nested = (levels: number): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(NESTS).map(([name, [open, close]]) => [
      name,
      `${open.repeat(levels)}"The words are here."${close.repeat(levels)}`,
    ]),
  ),
  'resources of Android': `<resources><string name="a">${'<b>'.repeat(levels)}The words${'</b>'.repeat(levels)}</string></resources>`,
  'an array of TOML': `a = ${'['.repeat(levels)}"The words"${']'.repeat(levels)}`,
  'a flow of YAML': `a: ${'['.repeat(levels)}The words${']'.repeat(levels)}`,
  'a message in JSON': `{"a": "${'{n, plural, other {'.repeat(levels)}The words${'}}'.repeat(levels)}"}`,
  'lists of Markdown': Array.from(
    { length: Math.min(levels, 1000) },
    (_, i) => `${'  '.repeat(i)}- The words`,
  ).join('\n'),
  'lists of reStructuredText': Array.from(
    { length: Math.min(levels, 1000) },
    (_, i) => `${'  '.repeat(i)}* The words\n`,
  ).join('\n'),
});
