/**
 * A training run while it goes on, as a document in an editor tab: the curve of its loss, development loss and BLEU, what it
 * makes of a few sentences, and the gates of a fixed one, then and now. It is drawn anew now and then; nothing on it is
 * read out by itself.
 */
import * as vscode from 'vscode';
import type {
  ModelScore,
  TrainingEvent,
  TrainingGlance,
  TrainingMeasurement,
  TrainingUpdate,
} from '../../protocol/training';
import type { CurvePoint } from '../learning/loss-curve';
import { lossCurve } from '../learning/loss-curve';
import type { ModelCards } from '../models/model-cards';
import { inert, inertMarkdown } from '../ui/inert';
import { gatePicture } from './gate-picture';
import { leftOf } from '../learning/lesson-progress';

/** Between two drawings. */
const PAUSE = 2000;
const SENTENCE = 300;
/** Measurements in the table, the last ones. */
const ROWS = 8;

export class TrainingPage {
  private points: CurvePoint[] = [];
  private measurements: TrainingMeasurement[] = [];
  private update: TrainingUpdate | undefined;
  private first: TrainingGlance | undefined;
  private last: TrainingGlance | undefined;
  private drawn = -Infinity;
  private shown = false;

  /** @param name of the model that comes out, and of the document */
  constructor(
    private readonly cards: ModelCards,
    private readonly name: string,
  ) {}

  tell(event: TrainingEvent): void {
    if (event.kind === 'phase') return;
    if (this.update !== undefined && event.stage !== this.update.stage) this.beginStage();
    if (event.kind === 'update') {
      this.update = event;
      this.points.push({ update: event.done, loss: event.loss });
    } else if (event.kind === 'measured') this.measured(event);
    else {
      this.first ??= event;
      this.last = event;
    }
    const now = Date.now();
    if (now - this.drawn >= PAUSE) this.draw(now);
  }

  /** The whole run, with what the model is worth. */
  finish(scores: readonly ModelScore[]): Promise<void> {
    return this.cards.show(this.name, this.text(scores));
  }

  private draw(now: number): void {
    this.drawn = now;
    const text = this.text();
    if (this.shown) return this.cards.update(this.name, text);
    this.shown = true;
    void this.cards.show(this.name, text).catch(() => undefined);
  }

  private beginStage(): void {
    [this.points, this.measurements, this.first, this.last] = [[], [], undefined, undefined];
  }

  private measured(event: TrainingMeasurement): void {
    this.measurements.push(event);
    const point = this.points.at(-1);
    if (point) this.points[this.points.length - 1] = { ...point, heldOut: event.developmentLoss };
  }

  private text(scores?: readonly ModelScore[]): string {
    const name = inertMarkdown(this.name);
    const title = scores
      ? vscode.l10n.t('{0} has been trained', name)
      : vscode.l10n.t('{0} is being trained', name);
    return [
      `# ${title}`,
      '',
      ...(scores ? scoreTable(scores) : []),
      ...this.now(),
      ...this.table(),
      ...sentencesOf(this.last),
      ...gatesOf(this.first, this.last),
    ].join('\n');
  }

  private now(): string[] {
    const { update } = this;
    if (!update) return [];
    const said = [
      update.stages > 1 ? [vscode.l10n.t('Stage {0} of {1}', update.stage, update.stages)] : [],
      vscode.l10n.t('update {0} of {1}, pass {2} over the data', update.done, update.total, update.epoch),
      vscode.l10n.t('{0} target tokens a second', Math.round(update.tokensPerSecond)),
      leftOf(update.secondsLeft),
    ].flat();
    const curve = lossCurve(this.points, update.total);
    const loss = vscode.l10n.t('loss {0}', inert(update.loss.toFixed(3)));
    return [
      inertMarkdown([...said, loss].join(' · '), SENTENCE),
      '',
      ...(curve === undefined ? [] : [picture(loss, curve), '']),
      vscode.l10n.t(
        'The line is the loss of what is learnt, the dots that of development sentences, which are never learnt. Cancel in the notification stops the training; nothing is lost, and it goes on later.',
      ),
      '',
    ];
  }

  private table(): string[] {
    const rows = this.measurements.slice(-ROWS);
    if (rows.length === 0) return [];
    const head = [
      vscode.l10n.t('Update'),
      vscode.l10n.t('Development loss'),
      vscode.l10n.t('Perplexity'),
      'BLEU',
    ];
    return [
      `| ${head.join(' | ')} |`,
      '|--:|--:|--:|--:|',
      ...rows.map(({ step, developmentLoss, bleu }) => {
        const figures = [
          developmentLoss.toFixed(3),
          Math.exp(developmentLoss).toFixed(2),
          bleu?.toFixed(1) ?? '–',
        ];
        return `| ${[step, ...figures].join(' | ')} |`;
      }),
      '',
    ];
  }
}

const scoreTable = (scores: readonly ModelScore[]): string[] =>
  scores.length === 0
    ? []
    : [
        `| ${vscode.l10n.t('Measured on')} | ${vscode.l10n.t('Sentences')} | ${vscode.l10n.t('Measure')} | ${vscode.l10n.t('Score')} |`,
        '|---|--:|---|--:|',
        ...scores.map(
          ({ set, sentences, metric, score }) =>
            `| ${inertMarkdown(set)} | ${sentences} | ${inertMarkdown(metric)} | ${score.toFixed(2)} |`,
        ),
        '',
      ];

function sentencesOf(glance: TrainingGlance | undefined): string[] {
  if (!glance) return [];
  const columns = [
    vscode.l10n.t('Sentence'),
    vscode.l10n.t('What the network writes'),
    vscode.l10n.t('What is right'),
  ];
  const cell = (text: string): string => inertMarkdown(text, SENTENCE) || '–';
  return [
    `## ${vscode.l10n.t('Sentences after update {0}', glance.step)}`,
    '',
    `| | ${columns.join(' | ')} |`,
    '|---|---|---|---|',
    ...glance.sentences.map(({ source, reference, translation }) => {
      const sign = translation === reference ? '✓' : '✗';
      return `| ${sign} | ${cell(source)} | ${cell(translation)} | ${cell(reference)} |`;
    }),
    '',
  ];
}

function gatesOf(first: TrainingGlance | undefined, last: TrainingGlance | undefined): string[] {
  if (!first || !last) return [];
  const { source, reference } = last.gatesOf;
  const glances = first === last ? [last] : [first, last];
  return [
    `## ${vscode.l10n.t('Gates')}`,
    '',
    vscode.l10n.t(
      'While it reads “{0}” and is led through “{1}”. A column is a step, a row a unit; blue is 1, nothing 0, orange −1.',
      inertMarkdown(source),
      inertMarkdown(reference),
    ),
    '',
    ...last.layers.flatMap((layer, i) => [
      `**${layerName(layer)}**`,
      '',
      ...glances.flatMap(({ step, gates }) => {
        const { tokens, activations } = gates[i];
        const maps = Object.entries(activations).map(([name, values]) => ({ name, values }));
        const said = vscode.l10n.t('after update {0}', step);
        const means = maps.map(({ name, values }) => `${name} ${mean(values).toFixed(2)}`).join(', ');
        const told = vscode.l10n.t('{0}: mean of each gate and state: {1}', said, inertMarkdown(means));
        return [told, '', picture(told, gatePicture(maps, tokens, layer.hidden)), ''];
      }),
    ]),
  ];
}

const mean = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function layerName({ half, layer, direction, cell }: TrainingGlance['layers'][number]): string {
  const number = layer + 1;
  const kind = cell.toUpperCase();
  const name =
    half === 'encoder'
      ? vscode.l10n.t('Encoder, layer {0}: {1}', number, inertMarkdown(kind))
      : vscode.l10n.t('Decoder, layer {0}: {1}', number, inertMarkdown(kind));
  if (direction === 'only') return name;
  return direction === 'forward'
    ? vscode.l10n.t('{0}, from the left', name)
    : vscode.l10n.t('{0}, from the right', name);
}

function picture(text: string, drawn: string): string {
  const bytes = Array.from(new TextEncoder().encode(drawn), (byte) => String.fromCharCode(byte));
  return `![${text}](data:image/svg+xml;base64,${btoa(bytes.join(''))})`;
}
