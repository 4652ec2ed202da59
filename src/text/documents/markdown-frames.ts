/**
 * What stands around prose in the dialects of Markdown and is no Markdown to CommonMark: containers (`:::`), alerts
 * (`> [!NOTE]`), admonitions (`!!!`, `???`), tabs (`===`), display mathematics, components and imports of MDX, shortcodes.
 * Such lines are hidden from the parser by others of the same length, so that every offset stays; their titles are prose.
 */
import type { Span } from '../span';
import { linesIn } from './lines';
import type { Markup } from './passage';
import { hasLetters, trimmed } from './passage';

export interface Framed {
  /** What the parser is to see in the document's place. */
  seen: string;
  /** Prose in frames. */
  titles: Span[];
  /** The lines that are frames, as they are. */
  frames: string[];
}

const PREFIX = /^(?:[ \t]*>)*[ \t]*/;
const FENCE = /^(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})/;
const CONTAINER = /^:{3,}[ \t]*(?:\{[^}]*\}|([\w-]+))?/;
const ALERT = /^\[![\w-]+\][-+]?/;
const ADMONITION = /^(?:!!!|\?\?\?\+?)[ \t]+[\w-]|^===[!+]?[ \t]+["']/;
/** Lines that a site generator reads, and nothing else stands on. */
const FOR_TOOLS =
  /^(?:::[\w-]+(?:[[{].*[\]}])?|\{\{[<%].*[>%]\}\}|\{%.*%\}|\{:.*\}|\[\[_?toc_?\]\]|@?\[toc\]|\{\/\*.*\*\/\})$|^(?:--8<--|@@@|!include|\\(?:newpage|pagebreak|toc)\b)/i;
const MODULE =
  /^(?:import\s+(?:[\w*{].*\sfrom\s|["'])|export\s+(?:const|let|var|default|function|async|\{|\*))/;
const COMPONENT = /^<\/?(?:[A-Z][\w.]*|(?=>))/;
const MATH_ENVIRONMENT =
  /^\\begin\{((?:equation|align|gather|multline|eqnarray|math|displaymath|array|cases)\*?)\}/;
/** *[HTML]: what an abbreviation stands for. */
const ABBREVIATION = /^\*\[[^\]]+\]:[ \t]*/;
const DEFINITION = /^:(?=[ \t]+\S)/;
/** So far the end of a formula, or of a component's tag, is looked for. */
const FARTHEST = 200;

interface Line extends Span {
  /** Behind signs of quotation and indentation. */
  bare: string;
  /** Where that begins. */
  from: number;
  quoted: boolean;
}

/** Takes time in proportion to the document. */
export function findFrames(document: string): Framed {
  return new FrameFinder(document).run();
}

class FrameFinder {
  private readonly lines: Line[];
  private readonly hidden: { range: Span; by: string }[] = [];
  private readonly titles: Span[] = [];

  constructor(private readonly document: string) {
    this.lines = linesIn(document, { start: 0, end: document.length }).map((line) => {
      const text = document.slice(line.start, line.end);
      const prefix = PREFIX.exec(text)![0];
      return {
        ...line,
        bare: text.slice(prefix.length),
        from: line.start + prefix.length,
        quoted: prefix.includes('>'),
      };
    });
  }

  run(): Framed {
    let fence: string | undefined;
    for (let i = this.frontMatter(); i < this.lines.length; i++) {
      const { bare } = this.lines[i];
      const mark = FENCE.exec(bare)?.[1];
      if (fence !== undefined) {
        if (mark?.startsWith(fence) && bare.trim() === mark) fence = undefined;
      } else if (mark && !bare.slice(bare.indexOf(mark) + mark.length).includes('`')) fence = mark;
      else i = this.frameAt(i);
    }
    return {
      seen: this.seen(),
      titles: this.titles,
      frames: this.hidden.map(({ range }) => this.document.slice(range.start, range.end)),
    };
  }

  private seen(): string {
    let result = '';
    let done = 0;
    for (const { range, by } of this.hidden) {
      result += this.document.slice(done, range.start) + by + ' '.repeat(range.end - range.start - by.length);
      done = range.end;
    }
    return result + this.document.slice(done);
  }

  /** @returns the first line behind it */
  private frontMatter(): number {
    const mark = this.lines[0]?.bare.trimEnd();
    if (mark !== '---' && mark !== '+++') return 0;
    const end = this.lines.findIndex((line, i) => i > 0 && line.bare.trimEnd() === mark);
    return end < 0 ? 0 : end + 1;
  }

  private hide(line: Line, by = ''): void {
    if (line.end > line.from) this.hidden.push({ range: { start: line.from, end: line.end }, by });
  }

  private title(start: number, end: number): void {
    const text = this.document.slice(start, end);
    // [Title]{#id}, "Title", Title {open}
    const wrapped =
      /^\s*(?:\[(?<a>[^\]]*)\]|"(?<b>[^"]*)"|'(?<c>[^']*)'|(?<d>[^{]*))/.exec(text)?.groups ?? {};
    const words = wrapped.a ?? wrapped.b ?? wrapped.c ?? wrapped.d ?? '';
    const at = start + text.indexOf(words);
    const range = trimmed(this.document, { start: at, end: at + words.length });
    if (range.start < range.end && hasLetters(words)) this.titles.push(range);
  }

  /** @returns the last line of the frame that begins with this one, or the line itself */
  private frameAt(i: number): number {
    const line = this.lines[i];
    const { bare, from, end } = line;
    const container = CONTAINER.exec(bare);
    if (container) {
      this.hide(line);
      if (container[1]) this.title(from + container[0].length, end);
    } else if (line.quoted && ALERT.test(bare)) {
      this.hide(line);
      this.title(from + ALERT.exec(bare)![0].length, end);
    } else if (ADMONITION.test(bare) && bare.length > 4) {
      // The indented lines below are prose, as those of a list's item are.
      this.hide(line, '-   #');
      const [first, last] = [bare.search(/["']/), bare.trimEnd().length - 1];
      if (first >= 0 && first < last && /["']/.test(bare[last])) this.title(from + first, end);
    } else if (ABBREVIATION.test(bare)) {
      this.hide(line);
      this.title(from + ABBREVIATION.exec(bare)![0].length, end);
    } else if (FOR_TOOLS.test(bare.trimEnd())) this.hide(line);
    else if (DEFINITION.test(bare) && i > 0 && this.lines[i - 1].bare.trim() !== '')
      this.hidden.push({ range: { start: from, end: from + 1 }, by: '-' });
    else if (MODULE.test(bare) && from === line.start)
      return this.hideWhile(i, (one) => one.bare.trim() !== '');
    else if (COMPONENT.test(bare)) return this.component(i);
    else return this.mathematics(i);
    return i;
  }

  private hideWhile(i: number, goesOn: (line: Line) => boolean): number {
    let last = i;
    while (last < this.lines.length && goesOn(this.lines[last])) this.hide(this.lines[last++]);
    return last - 1;
  }

  /** $$ … $$, \[ … \], \begin{equation} … */
  private mathematics(i: number): number {
    const { bare } = this.lines[i];
    const environment = MATH_ENVIRONMENT.exec(bare)?.[1];
    const closes = bare.startsWith('$$')
      ? '$$'
      : /^\\\[(?:\s*$|.*[\\^_=])/.test(bare)
        ? '\\]'
        : environment && `\\end{${environment}}`;
    if (!closes) return i;
    for (let j = i; j < Math.min(this.lines.length, i + FARTHEST); j++) {
      const text = j === i ? this.lines[j].bare.slice(2) : this.lines[j].bare;
      if (!text.includes(closes)) continue;
      for (let k = i; k <= j; k++) this.hide(this.lines[k]);
      return j;
    }
    return i;
  }

  /** A component's tag, over several lines too; words behind it on its last line stay. */
  private component(i: number): number {
    const last = this.lines[Math.min(this.lines.length, i + FARTHEST) - 1].end;
    const end = tagEnd(this.document, this.lines[i].from, last);
    if (end === undefined) return i;
    for (let j = i; j < this.lines.length; j++) {
      const line = this.lines[j];
      if (line.end < end) this.hide(line);
      else {
        this.hide({ ...line, end });
        return j;
      }
    }
    return i;
  }
}

/** Behind the > that ends a tag: none inside quotation marks or braces does. */
function tagEnd(document: string, start: number, last: number): number | undefined {
  let depth = 0;
  let quote = '';
  for (let at = start; at < last; at++) {
    const character = document[at];
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'" || character === '`') quote = character;
    else if (character === '{') depth++;
    else if (character === '}') depth--;
    else if (character === '>' && depth <= 0) return at + 1;
  }
  return undefined;
}

const INLINE = new RegExp(
  [
    // Mathematics: not two prices on a line.
    String.raw`\\\((?:[^\\]|\\[^)\r\n])+\\\)`,
    String.raw`(?<![\\$\w])\$(?=[^\s$])(?:(?=[^$\r\n]*[\\^_={}+*<>|/])(?:\\.|[^$\\\r\n])+|[A-Za-z]{1,2})(?<=\S)\$(?![\d$])`,
    // Wiki's links, references, citations.
    String.raw`!?\[\[[^\[\]\r\n]+\]\]`,
    String.raw`\[-?@[^\[\]\r\n]+\]`,
    String.raw`(?<![\w.@])-?@(?:fig|tbl|sec|eq|lst|thm|lem|cor|def|exm|ref)[-:][\w:-]+`,
    // Attributes, shortcodes, roles, directives.
    String.raw`\{(?:[#.:!][^{}\r\n]*|[\w-]+=[^{}\r\n]*)\}`,
    String.raw`\{\{[<%].*?[>%]\}\}`,
    String.raw`\{%.*?%\}`,
    String.raw`\{[\w:+-]+\}\x60[^\x60\r\n]+\x60`,
    String.raw`(?<![\w:]):[A-Za-z][\w-]*\[[^\[\]\r\n]*\](?:\{[^{}\r\n]*\})?`,
    String.raw`\+\+[\w-]+(?:\+[\w-]+)*\+\+`,
  ].join('|'),
  'g',
);

/** The same inside of a paragraph: stretches that are no words. */
export function inlineFrames(document: string, { start, end }: Span): Markup[] {
  const text = document.slice(start, end);
  if (!/[$@{[+:\\]/.test(text)) return [];
  return Array.from(text.matchAll(INLINE), ({ 0: { length }, index }) => ({
    start: start + index,
    end: start + index + length,
  }));
}
