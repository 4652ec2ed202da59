/** A lesson while it runs, as a notification: how far it is, how well it learns, how long it will take, and a button that stops it. */
import * as vscode from 'vscode';
import type { LearnProgress } from '../../protocol/workshop';
import { inert } from '../ui/inert';
import { signalOf } from '../ui/signal';

/** Of the bar: measuring before and after, and learning between them. */
const PARTS: Readonly<Record<LearnProgress['phase'], readonly [from: number, to: number]>> = {
  before: [0, 5],
  learning: [5, 95],
  after: [95, 100],
};

/** @param work is given a signal that fires when the user stops it */
export async function withLessonProgress<T>(
  model: string,
  work: (progress: (progress: LearnProgress) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const title = vscode.l10n.t('"{0}" is learning', inert(model));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (shown, token) => {
    let percent = 0;
    return work((progress) => {
      const now = percentOf(progress);
      shown.report({ message: messageOf(progress), increment: now - percent });
      percent = now;
    }, signalOf(token));
  });
}

function percentOf({ phase, done, total }: LearnProgress): number {
  const [from, to] = PARTS[phase];
  return from + ((to - from) * done) / Math.max(1, total);
}

export function messageOf({ phase, done, total, loss, developmentLoss, secondsLeft }: LearnProgress): string {
  if (phase === 'before') return vscode.l10n.t('measuring first, sentence {0} of {1}', done, total);
  if (phase === 'after')
    return vscode.l10n.t('measuring what it has learnt, sentence {0} of {1}', done, total);
  const losses = [loss, developmentLoss].filter((one) => one !== undefined).map((one) => one.toFixed(2));
  const said = vscode.l10n.t('update {0} of {1}, loss {2}', done, total, inert(losses.join(' / ')));
  return secondsLeft === undefined ? said : `${said}, ${leftOf(secondsLeft)}`;
}

export const leftOf = (seconds: number): string =>
  seconds < 90
    ? vscode.l10n.t('{0} s left', Math.max(1, Math.round(seconds)))
    : vscode.l10n.t('{0} min left', Math.round(seconds / 60));
