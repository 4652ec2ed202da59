/**
 * What a line of a comment, or of text without a format, is when it is no prose: code, a diagram, a section's name that
 * a tool reads, a directive for a tool, a licence. Told by patterns, line by line.
 */

/** What a comment begins with that editors and linters look for. */
export const TASK = String.raw`(?:TODO|FIXME|XXX|HACK|NOTE|BUG|WARNING|SAFETY|INVARIANT|PERF|OPTIMIZE)(?:\([^()]{0,60}\))?:?\s+`;

const FENCE = /^\s*(?:`{3,}|~{3,})/;
const PROMPT = /^\s*(?:>>>|\.\.\.|\$|In \[\d+\]:)\s/;
const DIRECTIVE = /^\s*\.\.(?:\s|$)/;
/** For tools: they would not understand the translation. */
const FOR_TOOLS = new RegExp(
  [
    String.raw`^\s*(?:eslint|prettier|tslint|jshint|jslint|stylelint|biome-|deno-|oxlint|globals?\s|@ts-|@flow|@jsx|istanbul|c8 |v8 |webpack|@vite`,
    String.raw`noqa|type:|pylint|mypy|pyright|ruff|fmt:|isort|pragma|nosec|nosemgrep|#?region|#?endregion|MARK:|go:|\+build|nolint|export `,
    String.raw`clang-|NOLINT|NOSONAR|IWYU|LCOV_|GCOVR_|cppcheck|PVS-|ReSharper|noinspection|@formatter:|ktlint|detekt|swiftlint|swift-format`,
    String.raw`rubocop|shellcheck|phpcs|phpstan|psalm|phpmd|codespell|jscpd|coverage:|yamllint|hadolint|tfsec|tflint|checkov|trivy|ansible-lint`,
    String.raw`markdownlint|vale |textlint|cSpell|spell-checker|yaml-language-server|frozen_string_literal|keep-sorted|lint[-:]|syntax=|escape=`,
    String.raw`SPDX-|-\*-|vim?:|ex:|(?:en)?coding[:=]|<\/?\w+\s*\/?>$|sourceMappingURL|\$schema|!)`,
  ].join('|'),
  'i',
);
const LOOKS_LIKE_CODE =
  /[;{}]\s*$|^\s*(?:import|export|const|let|var|return|function|def|class|public|private|static|#include|use|using|package)\s.*[=(){};'"]|^\s*[\w.]+\s*(?:=|\+=|:=)\s*\S+|^\s*[\w.]+\([^)]*\)\s*$|=>|^\s*<\/?[A-Za-z][^>]*>\s*$/;
/** Tags after which comes code, or a name, and nothing to translate on their line. */
const CODE_TAGS =
  'example|code|see|link|type|typedef|default|defaultvalue|module|namespace|memberof|name|class|extends|implements|import|author|version|since|license|copyright|file|ingroup|defgroup|typeParam';
const CODE_TAG = new RegExp(String.raw`^[@\\](?:${CODE_TAGS})\b`);
/** A comment on one line has them behind its words: "Adds two numbers. @example add(1, 2)". */
const CODE_TAG_WITHIN = new RegExp(String.raw`(?<=\S)\s+@(?:${CODE_TAGS})\s`);
const BEGINS_CODE = /^[@\\](?:example|code)\b/;
/** Sphinx: what has a type in its value. */
const TYPE_FIELD = /^:(?:type|rtype|vartype|kwtype|py:class|class|meta|no-index)\b[^:]*:/;

/** Lines of boxes and arrows: a box would have to be drawn anew around other words. */
const DIAGRAM =
  /[\u2500-\u259f\u25b2\u25b6\u25bc\u25c0\u25ba\u25c4]|\+[-=]{2}|[-=]{2}[+>]|<[-=]{2}|[|\\/]\s*__|__[|\\/]/;
const MAY_BE_OF_DIAGRAM = /[|│]|\S {3,}\S|^\s*[\\/v^|<>]+\s*$/;

/** Of documentation tools (NumPy, Google, rustdoc): they look for these names. */
const SECTIONS =
  'Parameters?|Params|Other Parameters|Args|Arguments|Keyword Args|Keyword Arguments|Returns?|Yields?|Receives?|Raises?|Warns?|Warnings?' +
  '|See Also|Notes?|References|Examples?|Attributes|Methods|Todo|Panics|Errors|Safety|Aborts|Undefined Behavior|Type Parameters|Throws';
const NAMED_SECTION = new RegExp(String.raw`^(?:(${SECTIONS}):|#{1,3}\s+(?:${SECTIONS})|(${SECTIONS}))\s*$`);
const UNDERLINE = /^\s*(?:-{3,}|={3,}|~{3,})\s*$/;
/** Sections that list names with their types. */
const LISTS_NAMES = /^(?:Param|Other|Arg|Keyword|Attr|Return|Yield|Receive|Raise|Warn|Method|Throw|Type)/;
const NAME_AND_TYPE = /^\*{0,2}[\w.]+(?:\s*,\s*\*{0,2}[\w.]+)*\s:(?:\s|$)/;

const LICENCE =
  /\bcopyright\b[^\r\n]{0,20}(?:\(c\)|©|\d{4}|\bthe\b)|(?:©|\(c\))\s*\d{4}|SPDX-License|\blicensed (?:under|to) the\b|permission is hereby granted|all rights reserved/i;

/** Law is not translated: a header that grants a licence stays as it is. */
export const isLicence = (comment: string): boolean => LICENCE.test(comment);

/** Tells for one line after the other whether it is code: fences, prompts, examples, literal blocks. */
export function codeTest(): (text: string, comment: boolean) => boolean {
  let fence = false;
  let example = false;
  /** Lines indented deeper than this are literal. */
  let literalBelow: number | undefined;
  return (text, comment) => {
    if (FENCE.test(text)) {
      fence = !fence;
      return true;
    }
    if (fence) return true;
    const bare = text.trimStart();
    if (/^[@\\]\w/.test(bare)) example = BEGINS_CODE.test(bare);
    if (example) return true;
    const indent = text.length - bare.length;
    if (bare === '') return true;
    if (literalBelow !== undefined && indent > literalBelow) return true;
    literalBelow = /::\s*$/.test(text) || DIRECTIVE.test(text) ? indent : undefined;
    if (PROMPT.test(text) || DIRECTIVE.test(text)) return true;
    return comment && isForTools(text, bare);
  };
}

/** Where the words of a comment's line end and a tag with code or a name begins. */
export const wordsEnd = (text: string): number => CODE_TAG_WITHIN.exec(text)?.index ?? text.length;

const isForTools = (text: string, bare: string): boolean =>
  FOR_TOOLS.test(text) || LOOKS_LIKE_CODE.test(text) || CODE_TAG.test(bare) || TYPE_FIELD.test(bare);

/** Which lines draw something, each with its neighbours that belong to the drawing. */
export function diagramLines(lines: readonly string[]): boolean[] {
  const drawn = lines.map((line) => DIAGRAM.test(line) && !/^[\s:|-]+$/.test(line));
  const spread = (from: number, step: 1 | -1): void => {
    for (let i = from + step; lines[i]?.trim() && !drawn[i] && MAY_BE_OF_DIAGRAM.test(lines[i]); i += step)
      drawn[i] = true;
  };
  const seeds = [...drawn.keys()].filter((i) => drawn[i]);
  for (const i of seeds) {
    spread(i, 1);
    spread(i, -1);
  }
  return drawn;
}

/**
 * Which lines of a comment are names of sections, or of what such a section lists, that a documentation tool reads.
 * @param lines without what frames the comment
 */
export function sectionLines(lines: readonly string[]): boolean[] {
  let section: { lists: boolean; indent: number } | undefined;
  return lines.map((line, i) => {
    const bare = line.trim();
    const indent = line.length - line.trimStart().length;
    const named = NAMED_SECTION.exec(bare);
    const underlined = UNDERLINE.test(lines[i + 1] ?? '');
    if (named && (named[2] === undefined || underlined)) {
      section = underlined ? { lists: LISTS_NAMES.test(bare), indent } : undefined;
      return true;
    }
    if (!section?.lists || bare === '' || indent > section.indent) return false;
    const next = lines[i + 1] ?? '';
    const described = next.trim() !== '' && next.length - next.trimStart().length > indent;
    return NAME_AND_TYPE.test(bare) || (described && /^[\w.[\], |]+$/.test(bare));
  });
}

/** An entry of a section of Google's: "name: …", "*args: …", "name (type): …". */
const ENTRY = /^\*{0,2}[\w.]+(?:,\s*\*{0,2}[\w.]+)*(?:\s?\([^()]*\))?:\s+/;

/**
 * The columns of names, with their colons, that begin the entries of a section as Google writes them (`Args:`).
 * @param lines without what frames the comment
 * @returns for each line how many characters behind its indentation are the name's; 0 for none
 */
export function entryNames(lines: readonly string[]): number[] {
  /** The indentation of the section's entries; unknown before the first. */
  let section: { name: number; entries?: number } | undefined;
  return lines.map((line) => {
    const bare = line.trim();
    if (bare === '') return 0;
    const indent = line.length - line.trimStart().length;
    const named = NAMED_SECTION.exec(bare);
    if (named?.[1] !== undefined) {
      section = LISTS_NAMES.test(bare) ? { name: indent } : undefined;
      return 0;
    }
    if (!section || indent <= section.name) return 0;
    section.entries ??= indent;
    return indent === section.entries ? (ENTRY.exec(bare)?.[0].length ?? 0) : 0;
  });
}
