/**
 * What is offered beside a sentence about what did not work: the one button that helps. An expected situation (nothing
 * selected, read-only, no model) is an information; only what the user cannot have foreseen is an error with the log.
 *
 * The sentences themselves are messages.ts.
 */
import { l10n } from 'vscode';
import { COMMANDS } from '../contributions';
import { EditError } from '../documents/edits';
import { SettingsError } from '../settings';

export interface Remedy {
  label: string;
  command: string;
  args?: readonly unknown[];
}

export interface Telling {
  severity: 'information' | 'warning' | 'error';
  remedy?: Remedy;
}

/** @returns how loudly it is told, and what helps */
export function tellingOf(error: unknown): Telling {
  if (error instanceof EditError) return { severity: 'information', remedy: remedyFor(error.code) };
  if (error instanceof SettingsError)
    return {
      severity: 'warning',
      remedy: {
        label: l10n.t('Open Setting'),
        command: 'workbench.action.openSettings',
        args: [error.setting],
      },
    };
  return { severity: 'error', remedy: { label: l10n.t('Show Log'), command: COMMANDS.showLog } };
}

function remedyFor(code: EditError['code']): Remedy | undefined {
  switch (code) {
    case 'no-editor':
    case 'nothing-selected':
    case 'no-words':
    case 'nothing-translated':
      return { label: l10n.t('Try a Sample'), command: COMMANDS.tryStep, args: ['translate'] };
    case 'read-only':
      return { label: l10n.t('Compare'), command: COMMANDS.compare };
    case 'no-folder':
      return { label: l10n.t('Open Folder'), command: 'vscode.openFolder' };
    case 'no-model':
      return { label: l10n.t('Manage Models'), command: COMMANDS.manageModels };
    case 'no-completion':
      return { label: l10n.t('Try a Sample'), command: COMMANDS.tryStep, args: ['complete'] };
    case 'no-comments':
    case 'no-comparison':
    case 'changed':
    case 'closed':
      return undefined;
  }
}
