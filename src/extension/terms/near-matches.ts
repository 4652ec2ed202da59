/** Sentences that are like ones whose translation has been kept: shown with their difference, and taken if the user likes. */
import * as vscode from 'vscode';
import type { DocumentSentence, NearTranslation } from '../../protocol/document';
import { findTranslation } from '../documents/accepted';
import { inert } from '../ui/inert';
import { reportFailure } from '../ui/log';
import { difference } from '../documents/difference';
import type { LastTranslation } from '../documents/last-translation';
import type { TranslatedDocument } from '../documents/translation';
import { stateOf, writeEdits } from '../documents/write';

type NearSentence = DocumentSentence & { near: NearTranslation; translation: string };

const isNear = (sentence: DocumentSentence): sentence is NearSentence =>
  sentence.near !== undefined && sentence.translation !== undefined;

/**
 * Does not wait for the user.
 * @param last follows where the translation is
 */
export function offerNearMatches(
  translated: TranslatedDocument,
  last: LastTranslation,
  log: vscode.LogOutputChannel,
): void {
  const { translation } = translated;
  const near = translation.sentences.filter(isNear);
  if (near.length === 0) return;
  const label = vscode.l10n.t('Show');
  const message = vscode.l10n.t('Sentences like ones whose translations were kept: {0}', near.length);
  void vscode.window.showInformationMessage(message, label).then(async (chosen) => {
    try {
      if (chosen === label) await choose(translated, last, near);
    } catch (error) {
      reportFailure(error, log);
    }
  });
}

async function choose(
  { document, translation }: TranslatedDocument,
  last: LastTranslation,
  near: readonly NearSentence[],
): Promise<void> {
  const picked = await vscode.window.showQuickPick(
    near.map((sentence) => ({
      label: inert(sentence.near.translation),
      description: `${Math.round(sentence.near.similarity * 100)} %`,
      detail: inert(difference(sentence.near.source, sentence.source)),
      sentence,
    })),
    { title: vscode.l10n.t('Take a kept translation instead'), matchOnDetail: true },
  );
  if (!picked) return;
  const { sentence } = picked;
  const place = sentence.edit === undefined ? undefined : last.placeOf(translation, sentence.edit);
  const found =
    place && findTranslation(document.getText().slice(place.start, place.end), sentence.translation);
  if (!found) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The translation of this sentence has been changed since, so nothing was replaced.'),
    );
    return;
  }
  const [start, end] = [found.start, found.end].map((at) => place.start + at);
  await writeEdits(stateOf(document), [{ start, end, text: sentence.near.translation }]);
}
