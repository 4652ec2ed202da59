/**
 * Translates what is prose in a document and says what to put where.
 *
 * Not here: what a document is while it is translated (document-draft.ts), how sentences are translated (answers.ts).
 */
import type { DocumentTranslation } from '../../protocol/document';
import type { Outcome } from '../../protocol/portion';
import type { AnnotatedText } from '../../text';
import type { TextEdit } from '../../text/edits';
import type { DocumentToTranslate } from './document-draft';
import { DocumentDraft } from './document-draft';

export interface Early {
  /** So many sentences are what the user sees: the first ones. */
  urgent: number;
  /** May be told of outcomes before all are there. */
  settle(sentence: number, outcome: Outcome): void;
}

/** @returns one outcome for each sentence */
export type TranslateMasked = (sentences: readonly AnnotatedText[], early: Early) => Promise<Outcome[]>;

/** @param onEdits told of passages as they are done */
export async function translateDocument(
  document: DocumentToTranslate,
  translate: TranslateMasked,
  onEdits: (edits: TextEdit[]) => void = () => {},
): Promise<DocumentTranslation> {
  const draft = new DocumentDraft(document);
  const settled = new Set<number>();
  const settle = (sentence: number, outcome: Outcome): void => {
    if (settled.has(sentence)) return;
    settled.add(sentence);
    onEdits(draft.settle(sentence, outcome));
  };
  const outcomes = await translate(draft.sentences, { urgent: draft.urgent, settle });
  outcomes.forEach((outcome, sentence) => settle(sentence, outcome));
  return draft.result();
}
