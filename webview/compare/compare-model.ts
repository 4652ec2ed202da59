/**
 * Two sentences, or two translations, word beside word, and the attention of one against that of the other. Knows nothing
 * of the page.
 */
import { diffArrays } from 'diff';
import type { WordAttention } from '../parts/attention-model';

/** Places of words that belong together; null: the other side has none for it. */
export interface WordPair {
  first: number | null;
  second: number | null;
  /** The same word on both sides. */
  same: boolean;
}

/** Words that are the same stand side by side; of those between them, the first with the first, and so on. */
export function alignWords(first: readonly string[], second: readonly string[]): WordPair[] {
  const pairs: WordPair[] = [];
  let [a, b] = [0, 0];
  let left: number[] = [];
  let right: number[] = [];
  const flush = (): void => {
    for (let i = 0; i < Math.max(left.length, right.length); i++)
      pairs.push({ first: left[i] ?? null, second: right[i] ?? null, same: false });
    left = [];
    right = [];
  };
  for (const { added, removed, value } of diffArrays([...first], [...second])) {
    if (removed) value.forEach(() => left.push(a++));
    else if (added) value.forEach(() => right.push(b++));
    else {
      flush();
      value.forEach(() => pairs.push({ first: a++, second: b++, same: true }));
    }
  }
  flush();
  return pairs;
}

export interface AttentionDifference {
  /** Words of the translations, of the sources. */
  rows: WordPair[];
  columns: WordPair[];
  /**
   * The first's weight less the second's, by row and column; a word that only one sentence has has no weight in the other.
   * null where only one translation has the row's word.
   */
  values: (number | null)[][];
}

export function attentionDifference(first: WordAttention, second: WordAttention): AttentionDifference {
  const rows = alignWords(first.target, second.target);
  const columns = alignWords(first.source, second.source);
  const weight = ({ weights }: WordAttention, row: number, column: number | null): number =>
    column === null ? 0 : weights[row][column];
  const values = rows.map((row) =>
    columns.map((column) =>
      row.first === null || row.second === null
        ? null
        : weight(first, row.first, column.first) - weight(second, row.second, column.second),
    ),
  );
  return { rows, columns, values };
}

/** Where the two differ most; null where they have no word in common to compare. */
export function largest({ values }: AttentionDifference): { row: number; column: number } | null {
  let found: { row: number; column: number } | null = null;
  let most = 0;
  for (const [row, of] of values.entries())
    for (const [column, value] of of.entries())
      if (value !== null && Math.abs(value) > most) {
        most = Math.abs(value);
        found = { row, column };
      }
  return found;
}

/** A pair of words in one place: one where they are the same, else both. */
export function pairText(
  { first, second }: WordPair,
  ofFirst: readonly string[],
  ofSecond: readonly string[],
): string {
  const [a, b] = [first === null ? '–' : ofFirst[first], second === null ? '–' : ofSecond[second]];
  return a === b ? a : `${a} / ${b}`;
}
