/** Scores as files for others: CSV as RFC 4180 has it, and JSON. */
import type { ScoreAnswer, ScoreFilesAnswer } from '../../src/protocol/score';

type Cell = string | number | undefined;

/** Fields with a comma, a quote or a line end stand in quotes; lines end in CR LF. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  const field = (cell: Cell): string => {
    const text = cell === undefined ? '' : String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

export function scoreCsv({ notes, bleu, chrf }: ScoreAnswer): string {
  return csv([
    ['metric', 'score', 'p1', 'p2', 'p3', 'p4', 'penalty', 'signature'],
    ['BLEU of the lecture', notes.score, ...four(notes.precisions), notes.penalty, ''],
    ['BLEU', bleu.score, ...four(bleu.precisions), bleu.penalty, bleu.signature],
    [chrf.name, chrf.score, '', '', '', '', '', chrf.signature],
  ]);
}

const four = (values: readonly number[]): Cell[] => [0, 1, 2, 3].map((i) => values[i]);

export function filesCsv({ scores, sentences }: ScoreFilesAnswer): string {
  return csv([
    ['metric', 'score', 'lower', 'upper', 'baseline', 'difference', 'p', 'signature'],
    ...scores.map(({ metric, score, lower, upper, comparison, signature }): Cell[] => [
      metric,
      score,
      lower,
      upper,
      comparison?.baseline,
      comparison?.difference,
      comparison?.pValue,
      signature,
    ]),
    [],
    ['line', 'BLEU', 'chrF', 'BLEU of the baseline', 'system', 'reference'],
    ...sentences.map(({ line, bleu, chrf, baseline, system, reference }): Cell[] => [
      line,
      bleu,
      chrf,
      baseline,
      system,
      reference,
    ]),
  ]);
}
