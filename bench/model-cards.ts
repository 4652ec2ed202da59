/**
 * `npx tsx bench/model-cards.ts`: writes what the cards of the bundled models say (model.json) into docs/models.md,
 * between its two marks; the rest of that page is written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelCard } from '../src/models';
import { bundledModels, readCard } from '../src/node/models';
import { ROOT } from '../tools/paths';

const PAGE = join(ROOT, 'docs/models.md');
const MARKS = /(?<=<!-- cards: written by bench\/model-cards\.ts -->\n)[^]*(?=<!-- end of the cards -->)/;

type Scores = ModelCard['scores'];

function cardOf(card: ModelCard): string {
  const { training, files } = card;
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  const tokens = `${(training.targetTokens / 1e6).toFixed(1)} million target tokens`;
  return [
    `## ${card.id}`,
    '',
    `${card.description} ${(bytes / 1e6).toFixed(1)} MB, ${card.quantization}; licence of the weights ${card.licence}.`,
    '',
    ...(card.intendedUse ? [`**Good at**: ${card.intendedUse}`, ''] : []),
    ...(card.limitations
      ? ['**Known weaknesses**', '', ...card.limitations.map((text) => `- ${text}`), '']
      : []),
    `**Trained** on ${card.data.length} corpora: ${training.steps} updates, ${tokens}, finished ${training.finished}. ${training.method ?? ''}`.trim(),
    '',
    ...scoreTable(card.scores),
    '<details><summary>Data: corpora, pairs, licences</summary>',
    '',
    ...table(
      ['corpus', 'pairs', 'licence', 'attribution'],
      card.data.map(({ path, pairs, licence, attribution = '' }) => [
        path,
        String(pairs),
        licence,
        attribution,
      ]),
    ),
    '</details>',
    '',
  ].join('\n');
}

/** A row a set, a column a measure. */
function scoreTable(scores: Scores): string[] {
  if (scores.length === 0) return [];
  const metrics = [...new Set(scores.map(({ metric }) => metric))];
  const sets = [...new Set(scores.map(({ set }) => set))];
  const rows = sets.map((set) => {
    const own = scores.filter((score) => score.set === set);
    const values = metrics.map((metric) => own.find((s) => s.metric === metric)?.score.toFixed(1) ?? '–');
    return [set.replace(/, held-out test sentences$/, ''), String(own[0].sentences), ...values];
  });
  const signatures = [...new Map(scores.map(({ metric, signature }) => [metric, signature]))];
  return [
    ...table(['held-out sentences of', 'how many', ...metrics], rows),
    signatures.map(([metric, signature]) => `${metric}: ${signature.replace(/^\d+ of/, 'of')}`).join(' · '),
    '',
  ];
}

function table(head: string[], rows: string[][]): string[] {
  const line = (cells: string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line), ''];
}

const page = readFileSync(PAGE, 'utf8');
if (!MARKS.test(page)) throw new Error(`${PAGE} lacks the marks between which the cards stand`);
writeFileSync(
  PAGE,
  page.replace(
    MARKS,
    () =>
      `\n${bundledModels()
        .map((id) => cardOf(readCard(id)))
        .join('\n')}\n`,
  ),
);
