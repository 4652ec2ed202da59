/** What the user is told after a translation: how many sentences there are, which stayed as they were, and why. */
import * as vscode from 'vscode';
import { showLog } from '../ui/log';
import { isDoubtful } from '../../protocol/doubt';
import { languageName } from '../direction/target-language';
import { keptBecause } from './kept-because';
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
      vscode.l10n.t('The text is in {0} already.', languageName(direction.variant ?? direction.target)),
    );
  const lines = (['foreign', 'placeholders', 'markup', 'numbers', 'doubtful', 'length'] as const).flatMap(
    (reason) => {
      const count = kept.filter((sentence) => sentence.kept === reason).length;
      return count > 0 ? [vscode.l10n.t('{0} Sentences: {1}.', keptBecause(reason), count)] : [];
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
