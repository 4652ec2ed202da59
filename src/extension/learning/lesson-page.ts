/** A lesson while it runs, as a document beside the notification: the curve of its loss, and how far it is. */
import * as vscode from 'vscode';
import type { LearnProgress } from '../../protocol/workshop';
import type { ModelCards } from '../models/model-cards';
import { inertMarkdown } from '../ui/inert';
import { messageOf } from './lesson-progress';
import type { CurvePoint } from './loss-curve';
import { lossCurve } from './loss-curve';

/** Between two drawings. */
const PAUSE = 2000;

export class LessonPage {
  private readonly points: CurvePoint[] = [];
  private lastHeldOut: number | undefined;
  private drawn = -Infinity;
  private shown = false;

  /** @param name of the model that comes out, and of the document */
  constructor(
    private readonly cards: ModelCards,
    private readonly name: string,
  ) {}

  progress(progress: LearnProgress): void {
    this.note(progress);
    const now = Date.now();
    if (progress.phase !== 'learning' || now - this.drawn < PAUSE) return;
    this.drawn = now;
    const text = this.text(progress);
    if (this.shown) return this.cards.update(this.name, text);
    this.shown = true;
    void this.cards.show(this.name, text).catch(() => undefined);
  }

  private note({ phase, done, loss, developmentLoss }: LearnProgress): void {
    if (phase !== 'learning' || loss === undefined) return;
    const fresh = developmentLoss !== undefined && developmentLoss !== this.lastHeldOut;
    this.lastHeldOut = developmentLoss;
    this.points.push({ update: done, loss, ...(fresh && { heldOut: developmentLoss }) });
  }

  private text(progress: LearnProgress): string {
    const curve = lossCurve(this.points, progress.total);
    const said = messageOf(progress);
    return [
      `# ${vscode.l10n.t('{0} is learning', inertMarkdown(this.name))}`,
      '',
      inertMarkdown(said),
      '',
      ...(curve === undefined
        ? []
        : [`![${inertMarkdown(said)}](data:image/svg+xml;base64,${btoa(curve)})`, '']),
      vscode.l10n.t(
        'The line is the loss of what is learnt, the dots that of sentences held out: where these rise again, it stops by itself. Cancel in the notification stops it, too; the command goes on later.',
      ),
      '',
    ].join('\n');
  }
}
