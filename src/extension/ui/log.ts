/** The log channel, and the way from a failure to it. */
import * as vscode from 'vscode';
import { RemoteError, toWire } from '../../rpc/errors';
import { sentenceFor } from './messages';
import type { Telling } from './remedies';
import { tellingOf } from './remedies';

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

type Show = (sentence: string, ...labels: string[]) => Thenable<string | undefined>;

const SHOW: Readonly<Record<Telling['severity'], Show>> = {
  information: (...shown) => vscode.window.showInformationMessage(...shown),
  warning: (...shown) => vscode.window.showWarningMessage(...shown),
  error: (...shown) => vscode.window.showErrorMessage(...shown),
};

/**
 * A sentence on the screen with the button that helps; the whole error in the log where nobody could expect it. Does not
 * wait for the user to close it.
 */
export function reportFailure(error: unknown, log: vscode.LogOutputChannel): void {
  const sentence = sentenceFor(error);
  const { severity, remedy } = tellingOf(error);
  if (severity === 'error') log.error(`${sentence}\n${describe(error)}`);
  else log.info(sentence);
  void SHOW[severity](sentence, ...(remedy ? [remedy.label] : [])).then((chosen) => {
    if (remedy && chosen === remedy.label)
      void vscode.commands.executeCommand(remedy.command, ...(remedy.args ?? []));
  });
}

export function describe(error: unknown): string {
  if (!(error instanceof Error)) return toWire(error).message;
  const stack = (error instanceof RemoteError ? error.remoteStack : error.stack) ?? '';
  // Some engines begin the stack with name and message, others do not.
  return stack.includes(error.message) ? stack : `${error.name}: ${error.message}\n${stack}`;
}
