/** Two sentences that are alike as one line that shows in what they differ. Knows nothing of VS Code. */

import { commonEnds } from '../../text/edits';

/** Words with the space behind them; Chinese is compared by its characters. */
const PARTS = /\p{Script=Han}|(?:(?!\p{Script=Han})\S)+\s*|\s+/gu;

/** What differs in the middle: "the [old → big] house". */
export function difference(kept: string, now: string): string {
  const [before, after] = [kept, now].map((text) => text.trim().match(PARTS) ?? []);
  const { head, tail } = commonEnds(before, after, (a, b) => a.trim() === b.trim());
  const middle = (parts: readonly string[]): string => parts.slice(head, parts.length - tail).join('');
  // The last word of one may have no space behind it.
  const [start] = [before, after]
    .map((parts) => parts.slice(0, head).join(''))
    .sort((a, b) => b.length - a.length);
  const end = before.slice(before.length - tail).join('');
  const space = /\s$/.test(middle(before) + middle(after)) && end !== '' ? ' ' : '';
  return `${start}[${middle(before).trim()} → ${middle(after).trim()}]${space}${end}`;
}
