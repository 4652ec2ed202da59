/**
 * What of a translation a person should look at, and where it stands in the document now: sentences that stayed as they
 * were, and words that the network was not sure of. Knows nothing of VS Code.
 */
import { isDoubtful, isLeft } from '../../protocol/doubt';
import type { DocumentSentence, DocumentTranslation, KeptReason } from '../../protocol/document';
import type { TextEdit } from '../../text/edits';
import { commonEnds } from '../../text/edits';
import type { Span } from '../../text/span';
import { findTranslation } from './accepted';

export type ReviewItem = Span & { sentence: DocumentSentence } & (
    | { kind: 'kept'; reason: KeptReason }
    /** `whole`: where the sentence stands; the item itself is the word. */
    | { kind: 'doubtful'; word: string; probability: number; whole: Span }
  );

/** Another translation of a sentence, and what it changes of the document as it is now. */
export interface AlternativeEdit {
  translation: string;
  edit: TextEdit;
}

/**
 * @param place where the sentence's edit stands in the text
 * @returns those that touch nothing that the user has changed since
 */
export function alternativeEdits(
  { edits }: Pick<DocumentTranslation, 'edits'>,
  { edit, alternatives = [] }: DocumentSentence,
  text: string,
  place: Span | undefined,
): AlternativeEdit[] {
  if (edit === undefined || !place) return [];
  const [then, now] = [edits[edit].text, text.slice(place.start, place.end)];
  const { head, tail } = commonEnds(then, now);
  const changed = { start: head, end: then.length - tail };
  const shift = now.length - then.length;
  return alternatives.flatMap(({ translation, change: { start, end, text: by } }) => {
    const isBehind = start >= changed.end;
    if (then !== now && !isBehind && end > changed.start) return [];
    const from = place.start + (then !== now && isBehind ? shift : 0);
    return [{ translation, edit: { start: from + start, end: from + end, text: by } }];
  });
}

/** Milliseconds: they are looked for after each key that is pressed. */
const BUDGET = 100;

/**
 * @param text of the document as it is now
 * @param placeOf where an edit of the translation stands in it; undefined where it is not known any more
 * @param now in milliseconds
 * @returns in the order of the document; without what the user has changed since; those that are found within the budget
 */
export function reviewItems(
  { sentences }: DocumentTranslation,
  text: string,
  placeOf: (edit: number) => Span | undefined,
  now: () => number = () => performance.now(),
): ReviewItem[] {
  let from = 0;
  const end = now() + BUDGET;
  return sentences.flatMap((sentence): ReviewItem[] => {
    if (now() > end) return [];
    const place = sentence.edit === undefined ? undefined : placeOf(sentence.edit);
    const start = Math.max(from, place?.start ?? 0);
    const found = findTranslation(text.slice(start, place?.end), sentence.translation ?? sentence.source);
    if (!found) return [];
    const whole = { start: start + found.start, end: start + found.end };
    from = whole.end;
    if (isLeft(sentence)) return [{ ...whole, kind: 'kept', reason: sentence.kept!, sentence }];
    return isDoubtful(sentence) ? [{ ...doubtfulWord(text, whole, sentence), whole, sentence }] : [];
  });
}

function doubtfulWord(
  text: string,
  { start, end }: Span,
  { doubt }: DocumentSentence,
): Span & { kind: 'doubtful'; word: string; probability: number } {
  const { word, probability } = doubt!;
  const at = text.slice(start, end).toLowerCase().indexOf(word.toLowerCase());
  const span = at < 0 ? { start, end } : { start: start + at, end: start + at + word.length };
  return { ...span, kind: 'doubtful', word, probability };
}
