/** Strings of programming languages: how each kind spells its own quotation mark, and what cannot be spelt in it at all. */
import type { StringForm } from './string-value';

const of = (names: string): ReadonlySet<string> => new Set(names.split(' '));
const SHELL = of('shellscript bash sh zsh fish makefile dockerfile');
/** The quotation mark is written twice, and a backslash stands for itself. */
const DOUBLED = of('sql plsql tsql mysql postgres vb vbscript pascal matlab fortran cobol ada abap r-sql');
const POWERSHELL = of('powershell');

/** Where a quotation mark written twice is one that stands in the string. */
export const doublesQuotes = (language: string): boolean => DOUBLED.has(language) || POWERSHELL.has(language);

/** What takes the meaning of the next character away; undefined: nothing does. */
export function escapeSign(language: string, quote: string, prefix: string): string | undefined {
  if (POWERSHELL.has(language)) return quote === '"' ? '`' : undefined;
  if (DOUBLED.has(language) || isRaw(prefix) || (language === 'go' && quote === '`')) return undefined;
  return SHELL.has(language) && quote === "'" ? undefined : '\\';
}

/** r'…' of Python, r"…" of Rust and Dart, @"…" of C#. */
const isRaw = (prefix: string): boolean => /[rR@]/.test(prefix);

const TYPOGRAPHIC: Readonly<Record<string, string>> = { "'": '’', '"': '”', '`': '’' };

/** @param prefix letters before the quotation mark: r, b, f, @, $ */
export function literalForm(language: string, quote: string, prefix: string): StringForm {
  const doubled = doublesQuotes(language) || (language === 'csharp' && prefix.includes('@'));
  const sign = escapeSign(language, quote, prefix);
  if (doubled && sign === undefined) return doubledForm(quote);
  if (SHELL.has(language) && quote === "'")
    return {
      escape: /(?!)/g,
      read: () => undefined,
      spell: (character) => (character === "'" ? "'\\''" : character),
    };
  if (sign === undefined)
    return {
      escape: /(?!)/g,
      read: () => undefined,
      spell: (character) => (character === quote ? TYPOGRAPHIC[quote] : character),
    };
  return escapedForm(quote, sign, SHELL.has(language) || POWERSHELL.has(language));
}

const doubledForm = (quote: string): StringForm => ({
  escape: new RegExp(quote + quote, 'g'),
  read: () => quote,
  spell: (character) => (character === quote ? quote + quote : character),
});

/** @param expands whether a $ in the string is a variable */
function escapedForm(quote: string, sign: string, expands: boolean): StringForm {
  const special = quote + sign + (quote === '`' ? '$' : expands ? '$`' : '');
  return {
    escape:
      sign === '`'
        ? /`[^]|""/g
        : /\\(?:u\{[0-9A-Fa-f]{1,6}\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[0-7]{1,3}|[^])/g,
    read: (escape) => (/^.["'`$\\]$/.test(escape) ? escape[1] : undefined),
    spell: (character) => (special.includes(character) ? sign + character : character),
  };
}
