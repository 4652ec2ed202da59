/**
 * The steps of the walkthrough, which work from an empty window: a sample document is opened, a sentence of it selected,
 * and the command run on it. What each step shows is package.json's walkthrough; the commands are their rooms'.
 */
import * as vscode from 'vscode';
import { COMMANDS } from '../contributions';

interface Sample {
  language: string;
  content: string;
  /** What of it is selected: the first place of this text; the cursor stands behind it. */
  select: string;
  command: string;
}

const GUIDE = `# Sample

The file could not be opened. Click **Save** to keep your changes.

- Close the window and try again.
- You need a password to open this page.
`;

const SAMPLES = {
  translate: {
    language: 'markdown',
    content: GUIDE,
    select: 'The file could not be opened. Click **Save** to keep your changes.',
    command: COMMANDS.translateSelection,
  },
  document: { language: 'markdown', content: GUIDE, select: '', command: COMMANDS.compare },
  panel: {
    language: 'markdown',
    content: GUIDE,
    select: 'You need a password to open this page.',
    command: COMMANDS.openPanel,
  },
  complete: {
    language: 'markdown',
    content: '# Sample\n\nThe file could not be ',
    select: 'The file could not be ',
    command: COMMANDS.complete,
  },
} as const satisfies Record<string, Sample>;

export type Step = keyof typeof SAMPLES;

const isStep = (value: unknown): value is Step =>
  typeof value === 'string' && Object.prototype.hasOwnProperty.call(SAMPLES, value);

/**
 * Opens the step's sample beside nothing else that is open being touched, and runs its command there.
 * @param step what the walkthrough's link names; anything else is the first step
 */
export async function tryStep(step: unknown): Promise<void> {
  const sample: Sample = SAMPLES[isStep(step) ? step : 'translate'];
  const { language, content, select, command } = sample;
  const document = await vscode.workspace.openTextDocument({ language, content });
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const start = content.indexOf(select);
  const [from, to] = [document.positionAt(start), document.positionAt(start + select.length)];
  editor.selection = new vscode.Selection(command === COMMANDS.complete ? to : from, to);
  await vscode.commands.executeCommand(command);
}

/** Ticks what waits for `<command>.done` in the walkthrough: only what succeeded counts. */
export const tick = (command: string): Thenable<void> =>
  vscode.commands.executeCommand('setContext', `${command}.done`, true);
