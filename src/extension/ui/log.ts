/** The log channel, and the way from a failure to it. */
import * as vscode from 'vscode';
import { RemoteError, toWire } from '../../rpc/errors';
import { sentenceFor } from './messages';

export function createLog(): vscode.LogOutputChannel {
  const log = vscode.window.createOutputChannel('Interlinear', { log: true });
  // The first line makes the file without which VS Code does not show the channel.
  log.info('active');
  return log;
}

/** VS Code registers a log channel some seconds after its file was made, and ignores who wants to see it before. */
const SHOW_AGAIN = [1000, 3000, 6000];
let settled = false;

export function showLog(log: vscode.LogOutputChannel): void {
  log.show();
  if (settled) return;
  settled = true;
  for (const delay of SHOW_AGAIN) setTimeout(() => log.show(true), delay);
}

/** Writes the whole error to the log and a sentence to the screen. Does not wait for the user to close it. */
export function reportFailure(error: unknown, log: vscode.LogOutputChannel): void {
  const sentence = sentenceFor(error);
  log.error(`${sentence}\n${describe(error)}`);
  const label = vscode.l10n.t('Show Log');
  void vscode.window.showErrorMessage(sentence, label).then((chosen) => {
    if (chosen === label) showLog(log);
  });
}

export function describe(error: unknown): string {
  if (!(error instanceof Error)) return toWire(error).message;
  const stack = (error instanceof RemoteError ? error.remoteStack : error.stack) ?? '';
  // Some engines begin the stack with name and message, others do not.
  return stack.includes(error.message) ? stack : `${error.name}: ${error.message}\n${stack}`;
}
