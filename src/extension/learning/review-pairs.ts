/** The pairs as they were aligned, shown before anything is learnt: what is unticked is not learnt. */
import * as vscode from 'vscode';
import type { TaughtPair, TextPairs } from '../../protocol/workshop';
import { inert } from '../ui/inert';

/** More in one list would be slow to draw, and nobody would look at them; the others are taken as they are. */
const SHOWN = 2000;

interface Item extends vscode.QuickPickItem {
  pair?: TaughtPair;
}

/** @returns undefined where the user has left */
export async function reviewPairs(read: readonly TextPairs[]): Promise<TaughtPair[] | undefined> {
  const items = itemsOf(read);
  const shown = items.slice(0, SHOWN);
  const rest = items.slice(SHOWN).flatMap(({ pair, picked }) => (pair && picked ? [pair] : []));
  const title =
    rest.length > 0
      ? vscode.l10n.t('Do these sentences say the same? {0} more are taken as they are', rest.length)
      : vscode.l10n.t('Do these sentences say the same?');
  const picked = await vscode.window.showQuickPick(shown, {
    title,
    placeHolder: vscode.l10n.t('Untick what should not be learnt, then Enter'),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked && [...picked.flatMap(({ pair }) => pair ?? []), ...rest];
}

function itemsOf(read: readonly TextPairs[]): Item[] {
  return read.flatMap(({ files, pairs, faults }) => [
    { label: inert(files.join(' · ')), kind: vscode.QuickPickItemKind.Separator },
    ...pairs.map((pair, i): Item => {
      const fault = faults[i];
      return {
        label: inert(pair.source),
        detail: inert(pair.target),
        ...(fault !== null && { description: `$(warning) ${faultText(fault)}` }),
        picked: fault === null,
        pair,
      };
    }),
  ]);
}

/** The names are those of src/train/cleaning.ts. */
function faultText(fault: string): string {
  switch (fault) {
    case 'without letters':
      return vscode.l10n.t('no words');
    case 'too long':
      return vscode.l10n.t('too long');
    case 'length ratio':
      return vscode.l10n.t('lengths differ much');
    case 'numbers differ':
      return vscode.l10n.t('other numbers');
    case 'untranslated':
      return vscode.l10n.t('not translated');
    case 'wrong script':
      return vscode.l10n.t('another script');
    case 'placeholders differ':
      return vscode.l10n.t('other placeholders');
    default:
      return inert(fault);
  }
}
