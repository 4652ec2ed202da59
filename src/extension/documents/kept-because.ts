/** Why a sentence stayed as it was, in words for its user. */
import * as vscode from 'vscode';
import type { KeptReason } from '../../protocol/document';
import { settingId } from '../settings-schema';

export function keptBecause(reason: KeptReason): string {
  switch (reason) {
    case 'language':
      return vscode.l10n.t('Not translated: it is in the target language already.');
    case 'foreign':
      return vscode.l10n.t('Not translated: it is in a language that no model here reads.');
    case 'placeholders':
      return vscode.l10n.t('Not translated: the model lost a placeholder or markup.');
    case 'markup':
      return vscode.l10n.t('Not translated: its format would have changed.');
    case 'numbers':
      return vscode.l10n.t('Not translated: a number or a name would have been lost.');
    case 'doubtful':
      return vscode.l10n.t('Not translated: words would have been lost or repeated.');
    case 'length':
      return vscode.l10n.t(
        'Not translated: it is too long. The setting {0} allows more.',
        settingId('maxLength'),
      );
  }
}
