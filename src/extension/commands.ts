/** What each command of the table does (contributions.ts): one without a function does not compile. */
import * as vscode from 'vscode';
import { completeSelection, toggleCompletion } from './completion/complete-selection';
import type { CommandName } from './contributions';
import { COMMAND_NAMES, commandId } from './contributions';
import { chooseModel, chooseTarget, swapDirection } from './direction/direction-commands';
import { isCancellation } from './engine/engine-client';
import { tick, tryStep } from './ui/first-steps';
import { reportFailure, showLog } from './ui/log';
import type { LearningContext } from './learning/learn-command';
import { learnFromTranslations } from './learning/learn-command';
import type { TrainingContext } from './training/train-command';
import { trainModel } from './training/train-command';
import { manageModels } from './models/manage-models';
import type { Panel } from './panel/panel';
import { copyCandidate } from './panel/panel';
import type { ReadingContext } from './reading/read-document';
import { readDocument } from './reading/read-document';
import type { ReadingMode } from './reading/reading-mode';
import { addToGlossary, openGlossary, openMemory, remember } from './terms/term-commands';
import type { CommandContext } from './documents/translate-commands';
import * as translate from './documents/translate-commands';

/** @param args what a menu gives with the command */
type Run = (context: RunContext, ...args: unknown[]) => Promise<void>;

export interface RunContext extends CommandContext, ReadingContext, LearningContext, TrainingContext {
  readingMode: ReadingMode;
  panel: Panel;
}

const RUNS: Readonly<Record<CommandName, Run>> = {
  translateSelection: translate.translateSelection,
  insertBelow: translate.insertBelow,
  insertAbove: translate.insertAbove,
  insertAsComment: translate.insertAsComment,
  compare: translate.compare,
  applyComparison: translate.applyComparison,
  takeChanges: translate.takeChanges,
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
  learn: learnFromTranslations,
  trainModel,
  complete: async () => void (await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger')),
  completeSelection,
  toggleCompletion,
  addToGlossary,
  openGlossary,
  remember,
  openMemory,
  openPanel: ({ panel }) => panel.show('translate', true),
  openPanelTab: ({ panel }) => Promise.resolve(panel.openTab()),
  fillBlanks: ({ panel }) => panel.show('fill', true),
  scoreSelection: ({ panel }) => panel.show('score', true),
  copyCandidate: (_, place) => copyCandidate(place),
  showLog: ({ log }) => Promise.resolve(showLog(log)),
  tryStep: (_, step) => tryStep(step),
};

export function registerCommands(context: RunContext): vscode.Disposable[] {
  const { log } = context;
  return COMMAND_NAMES.map((name) => {
    const id = commandId(name);
    return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        await RUNS[name](context, ...args);
        await tick(id);
      } catch (error) {
        if (isCancellation(error)) log.info('cancelled');
        else reportFailure(error, log);
      }
    });
  });
}
