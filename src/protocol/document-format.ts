/**
 * What kind of text a file is, from its name and, where the editor knows one, its language. The comment signs of
 * programming languages come from elsewhere: VS Code's own configurations, or a table on the command line.
 */

/** Which of a document's text is prose. */
export type DocumentFormat =
  | { kind: PlainKind }
  /** Data; `messages`: a file of an interface's texts, so that every value is one. Absent: its values tell. */
  | { kind: 'json' | 'yaml' | 'toml' | 'properties'; messages?: boolean }
  /** Source code: its comments, found with the signs of the editor's language configuration. */
  | { kind: 'code'; language: string; line?: string; block?: readonly [string, string] };

/** Formats that need nothing said about them. `unknown`: taken only where it looks like prose. */
export type PlainKind = (typeof PLAIN_KINDS)[number];

export const PLAIN_KINDS = [
  ...(['plain', 'markdown', 'html', 'po', 'notebook', 'latex', 'asciidoc', 'restructuredtext'] as const),
  ...(['xliff', 'android', 'resx', 'strings', 'stringsdict', 'subtitles', 'log', 'csv', 'commit'] as const),
  ...(['mdx', 'unknown'] as const),
] as const;

export const DATA_KINDS = ['json', 'yaml', 'toml', 'properties'] as const;

/** By file name alone, whatever the editor takes them for. */
const BY_NAME: readonly (readonly [RegExp, PlainKind])[] = [
  [/(?:COMMIT_EDITMSG|MERGE_MSG|SQUASH_MSG|TAG_EDITMSG|EDIT_DESCRIPTION)$/, 'commit'],
  [/\.pot?$/i, 'po'],
  [/\.ipynb$/i, 'notebook'],
  [/\.(?:xlf|xliff|sdlxliff|mxliff)$/i, 'xliff'],
  [/(?:^|\/)res\/values[^/]*\/[^/]+\.xml$|(?:^|[/_.-])(?:strings|plurals|arrays)\.xml$/i, 'android'],
  [/\.(?:resx|resw)$/i, 'resx'],
  [/\.strings$/i, 'strings'],
  [/\.stringsdict$/i, 'stringsdict'],
  [/\.(?:srt|vtt)$/i, 'subtitles'],
  [/\.(?:log|tsv|tab)$/i, 'log'],
  [/\.csv$/i, 'csv'],
  [/\.(?:adoc|asciidoc|asc)$/i, 'asciidoc'],
  [/\.(?:rst|rest)$/i, 'restructuredtext'],
  [/\.(?:tex|ltx|latex)$/i, 'latex'],
  [/\.mdx$/i, 'mdx'],
  [/\.(?:md|markdown|mdown|mkd|mkdn|qmd|rmd|mdc)$/i, 'markdown'],
  [/\.(?:html?|xhtml)$/i, 'html'],
  [/\.(?:txt|text)$/i, 'plain'],
];

const BY_LANGUAGE: Readonly<Record<string, PlainKind>> = {
  'git-commit': 'commit',
  // The box of the source control view.
  scminput: 'commit',
  po: 'po',
  gettext: 'po',
  jupyter: 'notebook',
  asciidoc: 'asciidoc',
  restructuredtext: 'restructuredtext',
  latex: 'latex',
  tex: 'latex',
  mdx: 'mdx',
  log: 'log',
  tsv: 'log',
  csv: 'csv',
  srt: 'subtitles',
  vtt: 'subtitles',
  subrip: 'subtitles',
  webvtt: 'subtitles',
  strings: 'strings',
  html: 'html',
  xhtml: 'html',
  htm: 'html',
  ...Object.fromEntries(
    ['markdown', 'quarto', 'rmd', 'github-markdown', 'chatagent', 'instructions', 'prompt'].map(
      (language) => [language, 'markdown' as const],
    ),
  ),
};

const DATA_BY_NAME: readonly (readonly [RegExp, (typeof DATA_KINDS)[number]])[] = [
  [/\.(?:json|jsonc|json5|jsonl|arb|webmanifest|code-snippets)$/i, 'json'],
  [/\.ya?ml$/i, 'yaml'],
  [/\.toml$/i, 'toml'],
  [/\.properties$/i, 'properties'],
];
const DATA_BY_LANGUAGE: Readonly<Record<string, (typeof DATA_KINDS)[number]>> = {
  json: 'json',
  jsonc: 'json',
  json5: 'json',
  jsonl: 'json',
  arb: 'json',
  snippets: 'json',
  yaml: 'yaml',
  dockercompose: 'yaml',
  'github-actions-workflow': 'yaml',
  toml: 'toml',
  properties: 'properties',
  'java-properties': 'properties',
};

/** Files in which a program keeps its texts, one for each language. */
const FOLDER_OF_MESSAGES =
  /(?:^|\/)(?:_?locales?|i18n|l10n|langs?|languages?|translations?|messages|nls)\/(?:.*\/)?[^/]+$/i;
const NAME_OF_MESSAGES =
  /(?:^|[/._-])(?:[a-z]{2}|[a-z]{2}[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}|\d{3})|messages?(?:[-_.][a-zA-Z]{2}(?:[-_][a-zA-Z]{2,4})?)?|translations?|locali[sz]ations?|strings|nls|l10n)\.(?:json|jsonc|json5|ya?ml|toml|properties)$|\.arb$/;

/**
 * @param path of the file, or its name
 * @param language VS Code's id of it, where there is one
 * @returns undefined where neither says: it may be source code, and comment signs would tell
 */
export function formatOfFile(path: string, language = ''): DocumentFormat | undefined {
  const name = path.replace(/\\/g, '/');
  const named = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  // The language that the user has chosen for a file counts, where it is no mere guess.
  const chosen = Object.hasOwn(BY_LANGUAGE, language) ? BY_LANGUAGE[language] : undefined;
  const kind = named === 'plain' ? (chosen ?? named) : (named ?? chosen);
  if (kind) return { kind };
  const data =
    DATA_BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ??
    (Object.hasOwn(DATA_BY_LANGUAGE, language) ? DATA_BY_LANGUAGE[language] : undefined);
  if (!data) return undefined;
  return FOLDER_OF_MESSAGES.test(name) || NAME_OF_MESSAGES.test(name)
    ? { kind: data, messages: true }
    : { kind: data };
}
