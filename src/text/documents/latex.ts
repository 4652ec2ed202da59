/**
 * The passages of LaTeX: paragraphs, titles, captions, items, comments. Commands with what they take, mathematics,
 * references, listings, tables and pictures stay. A scanner, not TeX: a command that it does not know stays whole.
 */
import type { Span } from '../span';
import { TASK } from './line-kinds';
import { linesIn } from './lines';
import type { Markup, Passage, Replaced } from './passage';
import { hasLetters, trimmed } from './passage';
import { prosePassages } from './prose';
import type { Spell } from './prose';

const of = (names: string): ReadonlySet<string> => new Set(names.split(' '));
/** Environments with nothing in them to read. */
const OPAQUE = of(
  'verbatim Verbatim BVerbatim lstlisting minted alltt comment filecontents tikzpicture pgfpicture picture tabular tabularx tabulary tabu longtable array ' +
    'equation align alignat gather multline eqnarray displaymath math flalign split cases matrix pmatrix bmatrix vmatrix thebibliography algorithm algorithmic ' +
    'algorithm2e forest circuitikz axis asy luacode pycode sagesilent code CCSXML IEEEkeywords tabbing',
);
/** Commands whose text is a block of prose by itself. */
const TITLES = of(
  'part chapter section subsection subsubsection paragraph subparagraph title subtitle caption captionof subcaption frametitle framesubtitle block alertblock ' +
    'abstract dedication thanks footnotetext marginpar todo addchap addsec minisec sectionmark',
);
/** Commands around words of a sentence. */
const INLINE = of(
  'emph textbf textit textsl textsc textrm textsf textup textmd textnormal underline uline enquote alert hl mbox text uppercase textcolor href hyperref',
);
/** How many arguments come before the words. */
const BEFORE_WORDS: Readonly<Record<string, number>> = {
  textcolor: 1,
  href: 1,
  captionof: 1,
  addcontentsline: 2,
};
/** Commands that end a paragraph. */
const BREAKS = of(
  'item par newpage clearpage cleardoublepage maketitle tableofcontents listoffigures listoftables begin end label bibliography bibliographystyle appendix ' +
    'centering noindent bigskip medskip smallskip vspace hline includegraphics input include newline linebreak pagebreak vfill hfill frontmatter mainmatter ' +
    'backmatter printbibliography usepackage documentclass newcommand renewcommand providecommand newenvironment def let setlength setcounter hypersetup graphicspath ' +
    'author date affil institute pagestyle thispagestyle tikzset lstset definecolor newtheorem theoremstyle DeclareMathOperator raggedright raggedleft column columns pause',
);
/** Accents over a letter: \'e, \"{o}, \c{c}. */
const ACCENTS: Readonly<Record<string, string>> = {
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '"': '\u0308',
  '~': '\u0303',
  c: '\u0327',
  '=': '\u0304',
  '.': '\u0307',
};
const ACCENT = /\\(?:(['`^"~=.])(?:\{([A-Za-z])\}|([A-Za-z]))|c\{([A-Za-z])\})/y;
/** \% and the like, and what letters stand for. */
const SPELT: Readonly<Record<string, string>> = {
  '\\%': '%',
  '\\&': '&',
  '\\_': '_',
  '\\#': '#',
  '---': '—',
  '``': '“',
  "''": '”',
  '\\oe ': 'œ',
  '\\ae ': 'æ',
  '\\ss ': 'ß',
};

const spell: Spell = (character) => {
  if ('%&_#$'.includes(character)) return `\\${character}`;
  if (character === '{' || character === '}') return `\\${character}`;
  if (character === '\\') return '\\textbackslash{}';
  if (character === '~') return '\\textasciitilde{}';
  if (character === '\u00a0') return '~';
  return character === '^' ? '\\textasciicircum{}' : character;
};

/** @param selected parts of the document that are wanted; undefined: all of it */
export function latexPassages(document: string, selected?: readonly Span[]): Passage[] {
  return new LatexScanner(document).run().flatMap(({ range, markup, escapes, comment }) => {
    const words = withoutOuter(document, range, markup);
    if (words.start >= words.end) return [];
    const breaks = breaksIn(document, words, [...markup, ...escapes]);
    return prosePassages(document, { range: words, breaks, markup, escapes }, selected, {
      ...(!comment && { spell, finish: tied }),
      verify: (text, source) => comment || balance(text) === balance(source),
    });
  });
}

/** A space that may not be broken has no other beside it. */
const tied = (written: string): string => written.replace(/(?<=[^\s\\])[ \t]+~(?=\S)/g, '~');

/** The signs of a comment, with what a tool looks for behind them. */
const COMMENT = new RegExp(String.raw`^%+[ \t]*(?:![^\r\n]*|${TASK})?`);
/** 10{,}000, 10\,000, 5\,\%: no part of it may be moved. */
const NUMBER = /\d+(?:(?:\{,\}|\\,|[.,])\d+)*(?:(?:\\[,;]|~)?\\%)?/y;

interface Stretch {
  range: Span;
  markup: Markup[];
  escapes: Required<Replaced>[];
  comment: boolean;
}

/** Commands in each other; deeper than anyone writes, they are one piece with what is in them. */
const DEEPEST = 100;

class LatexScanner {
  private readonly found: Stretch[] = [];
  private depth = 0;
  private at = 0;
  private open: Stretch | undefined;

  constructor(private readonly document: string) {}

  run(): Stretch[] {
    const body = this.document.indexOf('\\begin{document}');
    if (body >= 0) {
      this.preamble(body);
      this.at = body;
    }
    this.scan(this.document.length);
    this.end();
    return this.found.sort((a, b) => a.range.start - b.range.start);
  }

  /** Titles and comments alone: all else sets things up. */
  private preamble(end: number): void {
    for (const { 0: found, 1: name, 2: comment, index } of this.document
      .slice(0, end)
      .matchAll(/\\(title|subtitle)\s*(?=[[{])|(?<!\\)%(.*)/g)) {
      if (index < this.at) continue;
      this.at = index;
      if (comment !== undefined) this.comment();
      else {
        this.at += found.length;
        this.titleOf(name);
      }
    }
  }

  private scan(end: number): void {
    this.depth++;
    while (this.at < end) this.next();
    this.depth--;
  }

  private begin(): Stretch {
    this.open ??= { range: { start: this.at, end: this.at }, markup: [], escapes: [], comment: false };
    return this.open;
  }

  /** Words, as far as they go. */
  private take(length: number): void {
    this.begin().range.end = this.at + length;
    this.at += length;
  }

  private protect(length: number, pair?: number): void {
    this.begin().markup.push({ start: this.at, end: this.at + length, ...(pair !== undefined && { pair }) });
    this.take(length);
  }

  private end(): void {
    const { open } = this;
    this.open = undefined;
    if (open && hasLetters(this.document.slice(open.range.start, open.range.end))) this.found.push(open);
  }

  private next(): void {
    const { document } = this;
    const character = document[this.at];
    if (character === '%') return this.comment();
    const number = this.numberAt();
    if (number.includes('\\') || number.includes('{')) return this.protect(number.length);
    if (character === '$') return this.mathematics();
    if (character === '\\') return this.command();
    if (character === '~') return this.tie();
    if (character === '{' || character === '}') return this.protect(1);
    if (character === '&') return this.protect(1);
    const spelt = Object.keys(SPELT).find((one) => document.startsWith(one, this.at));
    if (spelt) return this.escape(spelt.length, SPELT[spelt]);
    if (!/\s/.test(character)) return this.take(1);
    const space = /\s+/y;
    space.lastIndex = this.at;
    const [found] = space.exec(document)!;
    if (!/(?:\r\n|\n|\r(?!\n))[ \t]*[\r\n]/.test(found)) return this.take(found.length);
    this.end();
    this.at += found.length;
  }

  /** Between words it reads as a space; beside a command it is a part of that. */
  private tie(): void {
    const between = /[\p{L}\p{N}.,)]~[\p{L}\p{N}]/u.test(this.document.slice(this.at - 1, this.at + 2));
    if (between) this.escape(1, '\u00a0');
    else this.protect(1);
  }

  private numberAt(): string {
    NUMBER.lastIndex = this.at;
    return NUMBER.exec(this.document)?.[0] ?? '';
  }

  private escape(length: number, by: string): void {
    this.begin().escapes.push({ start: this.at, end: this.at + length, by });
    this.take(length);
  }

  /** A comment is prose to the author's colleagues; it ends what it stands in. */
  private comment(): void {
    this.end();
    const [line] = linesIn(this.document, { start: this.at, end: this.endOfLine() });
    const signs = COMMENT.exec(this.document.slice(line.start, line.end))![0];
    const range = trimmed(this.document, { start: line.start + signs.length, end: line.end });
    const text = this.document.slice(range.start, range.end);
    if (range.start < range.end && hasLetters(text) && !/[\\{}$&=]|^-\*-/.test(text))
      this.found.push({ range, markup: [], escapes: [], comment: true });
    this.at = line.end;
  }

  private endOfLine(): number {
    const end = /[\r\n]/g;
    end.lastIndex = this.at;
    return end.exec(this.document)?.index ?? this.document.length;
  }

  private mathematics(): void {
    const sign = this.document.startsWith('$$', this.at) ? '$$' : '$';
    let end = this.at + sign.length;
    while (end < this.document.length && !this.document.startsWith(sign, end))
      end += this.document[end] === '\\' ? 2 : 1;
    if (sign === '$') return this.protect(Math.min(end + 1, this.document.length) - this.at);
    this.end();
    this.at = Math.min(end + 2, this.document.length);
  }

  private command(): void {
    const { document } = this;
    ACCENT.lastIndex = this.at;
    const accent = ACCENT.exec(document);
    if (accent) {
      const letter = accent[2] ?? accent[3] ?? accent[4];
      return this.escape(accent[0].length, (letter + ACCENTS[accent[1] ?? 'c']).normalize('NFC'));
    }
    const spelt = Object.keys(SPELT).find((one) => document.startsWith(one, this.at));
    if (spelt) return this.escape(spelt.length, SPELT[spelt]);
    if (document.startsWith('\\(', this.at)) return this.protect(this.upTo('\\)') - this.at);
    if (document.startsWith('\\[', this.at)) {
      this.end();
      this.at = this.upTo('\\]');
      return;
    }
    const name = /\\([A-Za-z@]+\*?|[^])/y;
    name.lastIndex = this.at;
    const found = name.exec(document);
    if (!found) return this.protect(1);
    this.named(found[1].replace('*', ''), found[0].length);
  }

  private upTo(sign: string): number {
    const end = this.document.indexOf(sign, this.at + 2);
    return end < 0 ? this.document.length : end + sign.length;
  }

  private named(name: string, length: number): void {
    if (name === 'begin') return this.environment();
    if (this.depth > DEEPEST) return this.protect(this.argumentsFrom(this.at + length) - this.at);
    if (name === '\\') {
      this.end();
      this.at = this.argumentsFrom(this.at + length, 0);
      return;
    }
    if (name === 'verb' || name === 'lstinline' || name === 'mintinline') return this.verbatim(name, length);
    if (TITLES.has(name)) {
      this.end();
      this.at += length;
      return this.titleOf(name);
    }
    if (name === 'footnote') return this.footnote(length);
    if (INLINE.has(name)) return this.inline(name, length);
    const end = this.argumentsFrom(this.at + length);
    if (!BREAKS.has(name)) return this.protect(end - this.at);
    this.end();
    this.at = end;
  }

  /** \verb|…| between two signs of any kind. */
  private verbatim(name: string, length: number): void {
    let start = this.at + length;
    if (name !== 'verb') start = this.argumentsFrom(start, name === 'mintinline' ? 1 : 0);
    const sign = this.document[start] === '{' ? '}' : this.document[start];
    const end = sign === undefined ? -1 : this.document.indexOf(sign, start + 1);
    this.protect((end < 0 ? start : end + 1) - this.at);
  }

  private environment(): void {
    this.end();
    const found = /\\begin\s*\{([^{}\r\n]*)\}/y;
    found.lastIndex = this.at;
    const begin = found.exec(this.document);
    if (!begin) return this.protect(6);
    const end = `\\end{${begin[1]}}`;
    const last = OPAQUE.has(begin[1].replace('*', '')) ? this.document.indexOf(end, this.at) : -1;
    this.at = last < 0 ? this.argumentsFrom(this.at + begin[0].length) : last + end.length;
  }

  /** [options] and the arguments before the words; then the words, a block by themselves. */
  private titleOf(name: string): void {
    const start = this.argumentsFrom(this.at, BEFORE_WORDS[name] ?? 0);
    const close = this.document[start] === '{' ? this.closing(start) : undefined;
    if (close === undefined) {
      this.at = start;
      return;
    }
    this.at = start + 1;
    this.scan(close);
    this.end();
    this.at = close + 1;
  }

  /** At the end of a sentence its text is prose of its own; in the middle of one it stays. */
  private footnote(length: number): void {
    const start = this.argumentsFrom(this.at + length, 0);
    const close = this.document[start] === '{' ? this.closing(start) : undefined;
    if (close === undefined) return this.protect(length);
    const ends = /[.!?:]\s*$/.test(this.document.slice(Math.max(0, this.at - 5), this.at));
    const last = /^[.!?]?\s*(?:$|\n|\\(?:item|end|par|section)|\p{Lu})/u.test(
      this.document.slice(close + 1, close + 20),
    );
    if (!ends && !last) return this.protect(close + 1 - this.at);
    this.end();
    this.at = start + 1;
    this.scan(close);
    this.end();
    this.at = close + 1;
  }

  private inline(name: string, length: number): void {
    const start = this.argumentsFrom(this.at + length, BEFORE_WORDS[name] ?? 0);
    const close = this.document[start] === '{' ? this.closing(start) : undefined;
    if (close === undefined) return this.protect(length);
    const pair = this.at;
    // With a space, so that {word} is not taken for a placeholder.
    const opening = { start: this.at, end: start + 1 };
    this.begin().escapes.push({ ...opening, by: `${this.document.slice(opening.start, opening.end)} ` });
    this.protect(start + 1 - this.at, pair);
    const stretch = this.open;
    this.scan(close);
    // Something inside has ended the paragraph.
    if (this.open !== stretch || this.at !== close) {
      this.at = Math.max(this.at, close);
      if (this.document[this.at] === '}') this.protect(1);
    } else this.protect(1, pair);
  }

  /**
   * @param braces how many arguments between braces at most; [options] always
   * @returns where they end
   */
  private argumentsFrom(start: number, braces = Infinity): number {
    let at = start;
    for (;;) {
      const next = /[ \t]*(?:\r?\n[ \t]*)?/y;
      next.lastIndex = at;
      next.exec(this.document);
      const sign = this.document[at] === '[' || this.document[at] === '{' ? at : next.lastIndex;
      if (this.document[sign] === '[' && sign === at) {
        const close = this.document.indexOf(']', sign);
        if (close < 0 || close - sign > 500) return at;
        at = close + 1;
      } else if (this.document[sign] === '{' && braces > 0 && (sign === at || sign - at < 2)) {
        const close = this.closing(sign);
        if (close === undefined) return at;
        at = close + 1;
        braces--;
      } else return at;
    }
  }

  /** Of a brace, the one that closes it. */
  private closing(open: number): number | undefined {
    let depth = 0;
    const last = Math.min(this.document.length, open + 20_000);
    for (let at = open; at < last; at++) {
      const character = this.document[at];
      if (character === '\\') at++;
      else if (character === '{') depth++;
      else if (character === '}' && --depth === 0) return at;
    }
    return undefined;
  }
}

/** Commands and white space at both ends need not be carried through a translation. */
function withoutOuter(document: string, range: Span, markup: readonly Markup[]): Span {
  let { start, end } = trimmed(document, range);
  const single = markup.filter(({ pair }) => pair === undefined);
  const starts = new Map(single.map((one) => [one.start, one]));
  const ends = new Map(single.map((one) => [one.end, one]));
  for (;;) {
    const [first, last] = [starts.get(start), ends.get(end)];
    if (first && first.end <= end) ({ start, end } = trimmed(document, { start: first.end, end }));
    else if (last && last.start >= start) ({ start, end } = trimmed(document, { start, end: last.start }));
    else return { start, end };
  }
}

function breaksIn(document: string, { start, end }: Span, taken: readonly Span[]): Span[] {
  const inner = [...taken].sort((a, b) => a.start - b.start);
  let next = 0;
  return Array.from(
    document.slice(start, end).matchAll(/(?<![ \t])[ \t]*(?:\r\n|\n|\r)[ \t]*/g),
    ({ 0: { length }, index }) => ({
      start: start + index,
      end: start + index + length,
    }),
  ).filter((one) => {
    while (next < inner.length && inner[next].end <= one.start) next++;
    return !(next < inner.length && inner[next].start < one.end);
  });
}

/** How many braces and dollar signs there are: what has been spelt is none. */
function balance(text: string): string {
  const signs = text.replace(/\\[^A-Za-z]/g, '').match(/[{}$]/g) ?? [];
  return signs.sort().join('');
}
