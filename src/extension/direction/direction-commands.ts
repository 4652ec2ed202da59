/** Choosing what is translated into what, and with which model. */
import * as vscode from 'vscode';
import type { Translator } from './direction';
import { pairOf, reversed, targetOf, targetsOf } from './direction';
import { EditError } from '../documents/edits';
import type { CatalogModel, ModelCatalog } from '../models/model-catalog';
import type { Settings } from '../settings';
import { languageName, type TargetLanguage } from './target-language';
import { inert } from '../ui/inert';
import { writeSetting } from '../ui/write-setting';

interface DirectionContext {
  catalog: ModelCatalog;
  target: TargetLanguage;
  settings(): Settings;
}

const shown = ({ source, target }: Translator): string => `${languageName(source)} → ${languageName(target)}`;

/** A pick of the languages that models translate into, those chosen before first; the first entry leaves it to the text. */
export async function chooseTarget({ catalog, target }: DirectionContext): Promise<void> {
  const translators = await catalog.translators();
  const known = new Set(targetsOf(translators));
  const targets = [...new Set([...target.recent.filter((tag) => known.has(tag)), ...known])];
  const picked = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('What fits the text'), tag: undefined, picked: target.chosen === undefined },
      ...targets.map((tag) => ({
        label: languageName(tag),
        description: tag === target.chosen ? vscode.l10n.t('chosen') : undefined,
        detail: inert(
          translators
            .filter((one) => one.target === targetOf(tag, translators))
            .map(shown)
            .join(', '),
        ),
        tag,
      })),
    ],
    { title: vscode.l10n.t('Translate into') },
  );
  if (picked) await target.choose(picked.tag);
}

/** The target becomes the language that the present one is translated from. */
export async function swapDirection({ catalog, target }: DirectionContext): Promise<void> {
  const translators = await catalog.translators();
  const { source, target: chosen = translators[0]?.target } = target.current;
  const current = chosen && targetOf(chosen, translators);
  const back = reversed(translators, { source, target: current });
  if (!back) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No model translates from {0}. Add one with the command "Interlinear: Manage Models".',
        current ? languageName(current) : '?',
      ),
    );
    return;
  }
  await target.choose(back.target);
  target.show({ source: back.source, target: back.target, models: [back.id] });
  vscode.window.setStatusBarMessage(shown(back), 4000);
}

/** For a pair with several models, or for everything. */
export async function chooseModel({ catalog, settings }: DirectionContext): Promise<void> {
  const translators = await catalog.translators();
  if (translators.length === 0) throw new EditError('no-model');
  const { model, byPair } = settings();
  const isChosen = (one: CatalogModel): boolean => one.id === model || byPair[pairOf(one)] === one.id;
  const picked = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('What fits the text'), detail: 'auto', chosen: undefined },
      ...translators.map((one) => ({
        label: `${isChosen(one) ? '$(check) ' : ''}${shown(one)}`,
        description: inert(one.id),
        detail: inert(one.description),
        chosen: one,
      })),
    ],
    { title: vscode.l10n.t('Model to translate with'), matchOnDescription: true },
  );
  if (!picked) return;
  await writeSetting('model', undefined);
  const pairs = picked.chosen ? { ...byPair, [pairOf(picked.chosen)]: picked.chosen.id } : undefined;
  await writeSetting('models', pairs);
}
