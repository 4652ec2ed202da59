/** The commands by the names that package.json gives them. */
import * as vscode from 'vscode';
import { completeSelection, toggleCompletion } from './completion/complete-selection';
import { COMMANDS } from './contributions';
import { chooseModel, chooseTarget, swapDirection } from './direction/direction-commands';
import { isCancellation } from './engine/engine-client';
import { tick, tryStep } from './ui/first-steps';
import { reportFailure, showLog } from './ui/log';
import { manageModels } from './models/manage-models';
import type { ReadingContext } from './reading/read-document';
import { readDocument } from './reading/read-document';
import type { ReadingMode } from './reading/reading-mode';
import { addToGlossary, openGlossary, openMemory, remember } from './terms/term-commands';
import type { CommandContext } from './documents/translate-commands';
import * as translate from './documents/translate-commands';

/** @param args what a menu gives with the command */
type Run = (context: RunContext, ...args: unknown[]) => Promise<void>;

export interface RunContext extends CommandContext, ReadingContext {
  readingMode: ReadingMode;
}

const RUNS: Readonly<Partial<Record<keyof typeof COMMANDS, Run>>> = {
  translateSelection: translate.translateSelection,
  insertBelow: translate.insertBelow,
  insertAbove: translate.insertAbove,
  insertAsComment: translate.insertAsComment,
  compare: translate.compare,
  applyComparison: translate.applyComparison,
  copy: translate.copy,
  translateComments: translate.translateComments,
  translateDocument: translate.translateWhole,
  translateBeside: translate.translateBeside,
  readDocument,
  toggleReading: ({ readingMode }) => Promise.resolve(readingMode.toggle()),
  chooseTarget,
  swapDirection,
  chooseModel,
  manageModels,
  complete: async () => void (await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger')),
  completeSelection,
  toggleCompletion,
  addToGlossary,
  openGlossary,
  remember,
  openMemory,
};

export function registerCommands(context: RunContext): vscode.Disposable[] {
  const { log } = context;
  const guarded =
    (id: string, run: Run) =>
    async (...args: unknown[]): Promise<void> => {
      try {
        await run(context, ...args);
        await tick(id);
      } catch (error) {
        if (isCancellation(error)) log.info('cancelled');
        else reportFailure(error, log);
      }
    };
  return [
    ...Object.entries(RUNS).map(([name, run]) => {
      const id = COMMANDS[name as keyof typeof COMMANDS];
      return vscode.commands.registerCommand(id, guarded(id, run));
    }),
    vscode.commands.registerCommand(COMMANDS.tryStep, tryStep),
    vscode.commands.registerCommand(COMMANDS.showLog, () => showLog(log)),
  ];
}
