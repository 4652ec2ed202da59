/** Documents: which of their text is prose, and how a translation of it is written back. */
import type { Span } from '../span';
import { applePassages } from './apple-strings';
import { asciidocPassages } from './asciidoc';
import type { CommentSyntax } from './comments';
import { commentPassages, literalPassages } from './comments';
import { commitPassages } from './commit';
import { DocumentError } from './errors';
import { csvPassages, logPassages } from './fields';
import { htmlPassages } from './html';
import { jsonPassages } from './json';
import { latexPassages } from './latex';
import { markdownPassages } from './markdown';
import { withoutMnemonic } from './mnemonic';
import { notebookPassages } from './notebook';
import type { Passage } from './passage';
import { plainPassages, readsAsProse } from './plain';
import { poPassages } from './po';
import { propertiesPassages } from './properties';
import { androidPassages, resxPassages, stringsdictPassages } from './resources';
import { restPassages } from './restructuredtext';
import { subtitlePassages } from './subtitles';
import { tomlPassages } from './toml';
import { xliffPassages } from './xliff';
import { yamlPassages } from './yaml';

export type { CommentSyntax } from './comments';
export type { DocumentErrorCode } from './errors';
export { DocumentError } from './errors';
export { mendEmphasis } from './emphasis';
export type { MaskedPassage, Written } from './masked';
export { maskPassage } from './masked';
export type { Block, Passage } from './passage';

export type DocumentFormat =
  | { kind: keyof typeof PARSERS | 'plain' | 'unknown' }
  /** Data; `messages`: a file of an interface's texts. Absent: its values tell. */
  | { kind: keyof typeof DATA_PARSERS; messages?: boolean }
  /** Source code: its comments. */
  | ({ kind: 'code' } & CommentSyntax);

/** What of a document is prose; `selected`: the parts that are wanted. */
type Parser = (document: string, selected?: readonly Span[]) => Passage[];

const PARSERS = {
  markdown: markdownPassages,
  mdx: markdownPassages,
  html: htmlPassages,
  po: poPassages,
  notebook: notebookPassages,
  latex: latexPassages,
  asciidoc: asciidocPassages,
  restructuredtext: restPassages,
  xliff: xliffPassages,
  android: androidPassages,
  resx: resxPassages,
  strings: applePassages,
  stringsdict: stringsdictPassages,
  subtitles: subtitlePassages,
  log: logPassages,
  csv: csvPassages,
  commit: commitPassages,
} satisfies Record<string, Parser>;

const DATA_PARSERS = {
  json: jsonPassages,
  yaml: yamlPassages,
  toml: tomlPassages,
  properties: propertiesPassages,
};

/**
 * Prose in the order of the document, none overlapping.
 * @param selected offsets of the parts that are wanted; undefined: the whole document
 * @throws DocumentError
 */
export function findPassages(
  document: string,
  format: DocumentFormat,
  selected?: readonly Span[],
): Passage[] {
  switch (format.kind) {
    case 'code':
      return codePassages(document, format, selected);
    case 'plain':
      return plainPassages(document, selected);
    case 'unknown':
      if (!selected && !readsAsProse(document))
        throw new DocumentError(
          'unknown-format',
          'the format of this document is not known, and it does not look like prose; select what is to be translated',
        );
      return plainPassages(document, selected);
    case 'json':
    case 'yaml':
    case 'toml':
    case 'properties':
      return DATA_PARSERS[format.kind](document, format.messages, selected).map((passage) =>
        withoutMnemonic(passage),
      );
    case 'po':
      return poPassages(document, selected).map((passage) => withoutMnemonic(passage, true));
    case 'resx':
    case 'xliff':
    case 'strings':
      return PARSERS[format.kind](document, selected).map((passage) => withoutMnemonic(passage));
    default:
      return PARSERS[format.kind](document, selected);
  }
}

/** Comments; of what is selected, strings too; and words of anything else that was selected on purpose. */
function codePassages(
  document: string,
  syntax: CommentSyntax,
  selected: readonly Span[] | undefined,
): Passage[] {
  const comments = commentPassages(document, syntax, selected);
  const rest = (selected ?? []).flatMap((range) => {
    const strings = literalPassages(document, syntax, [range]);
    const touched = comments.some((one) => one.range.start < range.end && range.start < one.range.end);
    if (strings || touched) return strings ?? [];
    return isWholeLines(document, range) && !SETTINGS.has(syntax.language)
      ? []
      : plainPassages(document, [range], KEY);
  });
  return [...comments, ...rest].sort((a, b) => a.range.start - b.range.start);
}

/** Lines of code, as they are taken where nothing is selected, are code. */
const isWholeLines = (document: string, { start, end }: Span): boolean =>
  /(?:^|[\r\n])[ \t]*$/.test(document.slice(Math.max(0, start - 200), start)) &&
  /^[ \t]*(?:[\r\n]|$)/.test(document.slice(end, end + 200));

/** Languages in which a line is a name and its value. */
const SETTINGS = new Set(['ini', 'dotenv', 'desktop', 'editorconfig']);

/** The name of a value, as YAML and settings files have it. */
const KEY = /^[ \t]*(?:- )?[\w.-]+[ \t]*[:=][ \t]+/;
