/** What the scanner of comments must know of a language besides the signs of its comments: strings and other things in which a sign of a comment is none. */

const of = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Where ' begins no string. */
export const NO_SINGLE_QUOTES = of(
  'rust clojure lisp commonlisp scheme racket haskell ocaml fsharp vb vbscript latex tex bibtex matlab verilog systemverilog bat ini properties ignore diff git-rebase git-commit',
);
/** Where " begins none either. */
export const NO_STRINGS = of(
  'latex tex bibtex bat ini properties ignore diff git-rebase git-commit vim viml',
);
export const BACKTICKS = of('javascript javascriptreact typescript typescriptreact go vue svelte');
export const REGULAR_EXPRESSIONS = of('javascript javascriptreact typescript typescriptreact vue svelte');
/** A string that stands alone as a statement is a comment. */
export const DOCSTRINGS = of('python julia');
/** """ … """ over several lines. */
export const TRIPLE_QUOTES = of('python julia java kotlin scala groovy swift csharp dart elixir toml');
export const HERE_DOCUMENTS = of('shellscript ruby perl php');
/** 'x', '\'' and '"' are characters; 'a before a name is none. */
export const CHARACTERS = of('rust haskell ocaml fsharp');
/** \" and #\" are characters. */
export const BACKSLASH_CHARACTERS = of('clojure lisp commonlisp scheme racket');

/** Signs of a line's comment that an editor's configuration, which names one, does not say. */
const OTHER_SIGNS: Readonly<Record<string, readonly string[]>> = {
  clojure: [';'],
  lisp: [';'],
  commonlisp: [';'],
  scheme: [';'],
  racket: [';'],
  ini: [';', '#'],
  properties: ['#', '!'],
  php: ['#'],
  bat: ['REM ', 'rem ', 'Rem ', '@REM ', '@rem ', '::'],
  'git-commit': ['#'],
  'git-rebase': ['#'],
  diff: [],
  terraform: ['//'],
};
/** Languages whose comments have a line for themselves: elsewhere the signs are something else. */
export const WHOLE_LINES = of('bat ini properties git-commit git-rebase ignore vim viml');

/** All signs that a language's line comments may begin with, longer ones first. */
export function lineSigns(language: string, configured: string | undefined): string[] {
  const others = Object.hasOwn(OTHER_SIGNS, language) ? OTHER_SIGNS[language] : [];
  const all = configured && configured.trim() !== '' ? [configured, ...others] : [...others];
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

/** @returns undefined for the pairs of configurations that only a blank ends, which stand for a line's comment */
export function blockSigns(
  block: readonly [string, string] | undefined,
): readonly [string, string] | undefined {
  return block && block[0].trim() !== '' && block[1].trim() !== '' ? block : undefined;
}
