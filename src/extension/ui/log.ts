/** The log channel, and the way from a failure to it. */
import * as vscode from 'vscode';
import { RemoteError, toWire } from '../../rpc/errors';
import { sentenceFor } from './messages';
import { inert } from './inert';
import type { Remedy, Telling } from './remedies';
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

/**
 * A sentence on the screen with the button that helps; the whole error in the log where nobody could expect it. Does not
 * wait for the user to close it.
 */
export function reportFailure(error: unknown, log: vscode.LogOutputChannel): void {
  const sentence = sentenceFor(error);
  const { severity, remedy } = tellingOf(error);
  if (severity === 'error') log.error(`${sentence}\n${describe(error)}`);
  else log.info(sentence);
  void show(severity, sentence, remedy).then((chosen) => {
    if (remedy && chosen === remedy.label)
      void vscode.commands.executeCommand(remedy.command, ...(remedy.args ?? []));
  });
}

/** Characters of a message at most: the strangers' texts in it have been cut before. */
const SENTENCE = 1000;

function show(
  severity: Telling['severity'],
  sentence: string,
  remedy: Remedy | undefined,
): Thenable<string | undefined> {
  const said = inert(sentence, SENTENCE);
  const labels = remedy ? [inert(remedy.label)] : [];
  switch (severity) {
    case 'information':
      return vscode.window.showInformationMessage(said, ...labels);
    case 'warning':
      return vscode.window.showWarningMessage(said, ...labels);
    case 'error':
      return vscode.window.showErrorMessage(said, ...labels);
  }
}

export function describe(error: unknown): string {
  if (!(error instanceof Error)) return toWire(error).message;
  const stack = (error instanceof RemoteError ? error.remoteStack : error.stack) ?? '';
  // Some engines begin the stack with name and message, others do not.
  return stack.includes(error.message) ? stack : `${error.name}: ${error.message}\n${stack}`;
}
