/** What a lesson has changed, as a Markdown document for a person who keeps or discards the model. */
import * as vscode from 'vscode';
import type { Change, LearnReport } from '../../protocol/workshop';
import { inertMarkdown } from '../ui/inert';
import type { LessonPlan } from './lesson-store';

const SENTENCE = 600;

export function reportText({ model, result, origin }: LessonPlan, report: LearnReport): string {
  const { own, general, learnt, updates, seconds, samples } = report;
  return [
    `# ${vscode.l10n.t('What {0} has learnt', inertMarkdown(result))}`,
    '',
    vscode.l10n.t(
      'From {0} pairs of {1}, in {2} updates and {3} minutes, beginning with {4}.',
      learnt,
      inertMarkdown(origin, SENTENCE),
      updates,
      Math.max(1, Math.round(seconds / 60)),
      inertMarkdown(model),
    ),
    '',
    `| ${vscode.l10n.t('Measured on')} | ${vscode.l10n.t('Sentences')} | BLEU | chrF2 |`,
    '|---|--:|--:|--:|',
    row(vscode.l10n.t('your sentences, none of them learnt'), own),
    ...(general ? [row(vscode.l10n.t('ordinary sentences'), general)] : []),
    '',
    vscode.l10n.t(
      'Higher is better. The first figure is that of before, the second that of after; what is lost on ordinary sentences is the price.',
    ),
    '',
    `## ${vscode.l10n.t('Sentences before and after')}`,
    '',
    ...(samples.length === 0
      ? [vscode.l10n.t('Of the sentences held out none is translated otherwise.'), '']
      : []),
    ...samples.flatMap(({ source, reference, before, after }) => [
      `**${inertMarkdown(source, SENTENCE)}**`,
      '',
      `- ${vscode.l10n.t('before')}: ${inertMarkdown(before, SENTENCE)}`,
      `- ${vscode.l10n.t('after')}: ${inertMarkdown(after, SENTENCE)}`,
      `- ${vscode.l10n.t('yours')}: ${inertMarkdown(reference, SENTENCE)}`,
      '',
    ]),
  ].join('\n');
}

const row = (name: string, { sentences, bleu, chrf }: Change): string =>
  `| ${name} | ${sentences} | ${figures(bleu)} | ${figures(chrf)} |`;

const figures = ([before, after]: Change['bleu']): string => {
  const change = after - before;
  return `${before.toFixed(1)} → ${after.toFixed(1)} (${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(1)})`;
};
