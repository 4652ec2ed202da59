/**
 * How many signs a paragraph of Markdown has that its parser holds against each other: its time grows with their square,
 * so that a few kilobytes of them could stop an editor. And how many lists and quotations begin, each of which takes it a
 * hundred times as long as a line does. Told from lines alone. Not here: containers in each other (depth.ts).
 */
import { DocumentError } from './errors';

/** Signs of emphasis and links in one paragraph: a page of them. */
const MOST_SIGNS = 2000;
/** Comments that are begun, times the characters behind them: each looks for its end. */
const MOST_LOOKED_AT = 20_000_000;

/** Lists and quotations that begin; in a longer document one to so many characters, more than anyone writes. */
const MOST_CONTAINERS = 2000;
const LEAST_APART = 50;

const SIGNS = /[[\]*_~]/g;
const BEGUN = /<[!?]/g;
const PREFIX = /^(?:[ \t]*>)*[ \t]*/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const ITEM = /^(?:[-*+]|1[.)])[ \t]+\S/;
const NUMBER = /^\d{1,9}[.)][ \t]/;
const HEADING = /^#{1,6}[ \t]/;
/** What begins a block of HTML up to the next empty line, in which Markdown has no signs. */
const HTML =
  /^<\/?(?:address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|legend|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?:\s|\/?>|$)/i;

/** Lines that may be one paragraph. */
interface Group {
  lines: number;
  signs: number;
  begun: number;
  length: number;
  kind: 'paragraph' | 'item' | 'table' | 'html';
}

/** @throws DocumentError('too-dense') with the line at which there is more than is read */
export function checkDensity(markdown: string): void {
  const mostContainers = Math.max(MOST_CONTAINERS, markdown.length / LEAST_APART);
  const containers = new BegunContainers();
  let group: Group | undefined;
  let fence: string | undefined;
  for (const [i, line] of markdown.split(/\r\n|\n|\r/).entries()) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
      continue;
    }
    if (mark !== undefined) {
      [fence, group] = [mark, undefined];
      continue;
    }
    const bare = line.slice(PREFIX.exec(line)![0].length);
    group = withLine(group, bare);
    if (group && isTooDense(group))
      throw new DocumentError('too-dense', 'a paragraph has more signs of Markdown than are read', i + 1);
    containers.add(line);
    if (containers.count > mostContainers)
      throw new DocumentError('too-dense', 'more lists and quotations begin than are read', i + 1);
  }
}

const isTooDense = ({ signs, begun, length }: Group): boolean =>
  signs > MOST_SIGNS || begun * length > MOST_LOOKED_AT;

/** @returns the lines of which this one is the last; undefined behind the end of a paragraph */
function withLine(before: Group | undefined, bare: string): Group | undefined {
  if (bare.trim() === '') return undefined;
  if (before?.kind === 'html') return before;
  const item = ITEM.test(bare) || (before?.kind === 'item' && NUMBER.test(bare));
  const row = before?.lines === 1 && /^[ \t|:-]+$/.test(bare) && bare.includes('|') && bare.includes('-');
  const begins = !before || item || row || before.kind === 'table' || HEADING.test(bare);
  const group: Group = begins
    ? { lines: 0, signs: 0, begun: 0, length: 0, kind: 'paragraph' }
    : { ...before };
  if (item) group.kind = 'item';
  else if (row || before?.kind === 'table') group.kind = 'table';
  else if (begins && HTML.test(bare)) group.kind = 'html';
  group.lines++;
  group.signs += bare.match(SIGNS)?.length ?? 0;
  group.begun += bare.match(BEGUN)?.length ?? 0;
  group.length += bare.length;
  return group.kind === 'html' ? { ...group, signs: 0, begun: 0 } : group;
}

/** Quotations, bullets and numbers with the space around them. */
const MARKS = /^(?:[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))*[ \t]*/;
const ITEMS = /[-*+.)]/g;
const RULER = /^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})$/;

/** Lists and quotations that begin, as far as lines tell: where marks or indentation are others than before. */
class BegunContainers {
  count = 0;
  private before = '';

  add(line: string): void {
    if (line.trim() === '') return;
    const marks = RULER.test(line) ? '' : MARKS.exec(line)![0].trimEnd().replace(/\d+/g, '1');
    // An item in an item begins a list at every line.
    const inItems = Math.max(0, (marks.match(ITEMS)?.length ?? 0) - 1);
    if (marks !== '') this.count += inItems + (marks === this.before ? 0 : 1);
    this.before = marks;
  }
}
