/** What the user is told after a translation: how many sentences there are, which stayed as they were, and why. */
import * as vscode from 'vscode';
import type { KeptReason } from '../../protocol/document';
import { settingId } from '../settings-schema';
import { showLog } from '../ui/log';
import { isDoubtful } from './review-items';
import { languageName } from '../direction/target-language';
import type { TranslatedDocument } from './translation';

/** @param reviewed what should be looked at is among the problems of the document (review.ts) */
export function report(
  { log }: { log: vscode.LogOutputChannel },
  { translation: { sentences }, direction }: TranslatedDocument,
  reviewed = false,
): void {
  const kept = sentences.filter((sentence) => sentence.kept !== undefined);
  // What a user writes is not in the log unless a level is chosen that says everything.
  for (const { kept: reason, source } of kept) {
    log.info(`a sentence of ${source.length} characters stayed as it was: ${reason}`);
    log.trace(`stayed as it was (${reason}): ${source}`);
  }
  const inTarget = kept.filter((sentence) => sentence.kept === 'language').length;
  if (inTarget === sentences.length)
    return void vscode.window.showInformationMessage(
      vscode.l10n.t('The text is in {0} already.', languageName(direction.target)),
    );
  const lines = (['foreign', 'placeholders', 'markup', 'numbers', 'doubtful', 'length'] as const).flatMap(
    (reason) => {
      const count = kept.filter((sentence) => sentence.kept === reason).length;
      return count > 0 ? [lineFor(reason, count)] : [];
    },
  );
  const doubtful = sentences.filter(isDoubtful).length;
  if (lines.length === 0 && (doubtful === 0 || !reviewed)) return;
  const done = sentences.filter(({ translation }) => translation !== undefined).length;
  const summary = vscode.l10n.t(
    'Sentences translated: {0}, left as they were: {1}, with words that the model was not sure of: {2}.',
    done,
    kept.length - inTarget,
    doubtful,
  );
  const text = reviewed ? [summary, ...lines].join(' ') : lines.join(' ');
  const [show, toLog] = [vscode.l10n.t('Show'), vscode.l10n.t('Show Log')];
  const buttons = reviewed ? [show, toLog] : [toLog];
  const tell = lines.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  void tell(text, ...buttons).then((chosen) => {
    if (chosen === toLog) showLog(log);
    // The next problem of the document, shown in place with its message; F8 goes on from there.
    if (chosen === show) void vscode.commands.executeCommand('editor.action.marker.next');
  });
}

function lineFor(reason: Exclude<KeptReason, 'language'>, count: number): string {
  switch (reason) {
    case 'foreign':
      return vscode.l10n.t(
        'Sentences left as they were, because they are in a language that no model here reads: {0}.',
        count,
      );
    case 'placeholders':
      return vscode.l10n.t(
        'Sentences left as they were, because the model lost a placeholder or markup: {0}.',
        count,
      );
    case 'markup':
      return vscode.l10n.t(
        'Sentences left as they were, because their format would have changed: {0}.',
        count,
      );
    case 'numbers':
      return vscode.l10n.t(
        'Sentences left as they were, because a number or a name would have been lost: {0}.',
        count,
      );
    case 'doubtful':
      return vscode.l10n.t(
        'Sentences left as they were, because their translations lost words or repeated them: {0}.',
        count,
      );
    case 'length':
      return vscode.l10n.t(
        'Sentences left as they were, because they are too long: {0}. The setting {1} allows more.',
        count,
        settingId('maxLength'),
      );
  }
}
