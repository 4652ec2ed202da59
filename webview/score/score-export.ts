/**
 * Scores as files: CSV as RFC 4180 has it, for programs; reports in Markdown and HTML, for people, in VS Code's language.
 */
import type { ScoreAnswer, ScoreFilesAnswer } from '../../src/protocol/score';
import { currentLanguage, l10n } from '../app/l10n';
import { integer, points, pointsMore, probability } from '../parts/format';
import { sortedBy } from './score-counts';

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

type Table = readonly (readonly string[])[];

/** The worst come first: they are what one reads a report for. */
const WORST = 20;

function reportOf({ scores, sentences }: ScoreFilesAnswer): {
  corpus: Table;
  worst: Table;
  signatures: string[];
} {
  const against = (one: ScoreFilesAnswer['scores'][number]): string[] =>
    one.comparison
      ? [`${pointsMore(one.comparison.difference)} (p = ${probability(one.comparison.pValue)})`]
      : [];
  const compared = scores.some(({ comparison }) => comparison);
  return {
    corpus: [
      [
        l10n.t('Metric'),
        l10n.t('Value'),
        l10n.t('95 % interval'),
        ...(compared ? [l10n.t('Against the baseline')] : []),
      ],
      ...scores.map((one) => [
        one.metric,
        points(one.score),
        `${points(one.lower)} – ${points(one.upper)}`,
        ...against(one),
      ]),
    ],
    worst: [
      [l10n.t('Line'), 'BLEU', 'chrF', l10n.t('System'), l10n.t('Reference')],
      ...sortedBy(sentences, compared ? 'change' : 'bleu', true)
        .slice(0, WORST)
        .map(({ line, bleu, chrf, system, reference }) => [
          integer(line),
          points(bleu),
          points(chrf),
          system,
          reference,
        ]),
    ],
    signatures: scores.map(({ signature }) => signature),
  };
}

/** Signs that would be Markdown are none. */
const markdownText = (text: string): string => text.replace(/[\\`*_{}[\]()#+!|<>~$-]/g, '\\$&');
const htmlText = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export function filesMarkdown(answer: ScoreFilesAnswer): string {
  const { corpus, worst, signatures } = reportOf(answer);
  const table = ([head, ...rows]: Table): string =>
    [head, head.map(() => '---'), ...rows.map((row) => row.map(markdownText))]
      .map((row) => `| ${row.join(' | ')} |\n`)
      .join('');
  return [
    `# ${l10n.t('Scores')}\n`,
    table(corpus),
    `${signatures.map((one) => `- \`${one}\``).join('\n')}\n`,
    `## ${l10n.t('The worst sentences')}\n`,
    table(worst),
  ].join('\n');
}

/** A page by itself, without a script and without anything from elsewhere. */
export function filesHtml(answer: ScoreFilesAnswer): string {
  const { corpus, worst, signatures } = reportOf(answer);
  const row = (cells: readonly string[], tag: 'td' | 'th'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${htmlText(cell)}</${tag}>`).join('')}</tr>\n`;
  const table = ([head, ...rows]: Table): string =>
    `<table>\n<thead>${row(head, 'th')}</thead>\n<tbody>${rows.map((one) => row(one, 'td')).join('')}</tbody>\n</table>\n`;
  return `<!DOCTYPE html>
<html lang="${htmlText(currentLanguage())}">
<head>
<meta charset="utf-8">
<title>${htmlText(l10n.t('Scores'))}</title>
<style>body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top}</style>
</head>
<body>
<h1>${htmlText(l10n.t('Scores'))}</h1>
${table(corpus)}<ul>${signatures.map((one) => `<li><code>${htmlText(one)}</code></li>`).join('')}</ul>
<h2>${htmlText(l10n.t('The worst sentences'))}</h2>
${table(worst)}</body>
</html>
`;
}
