/** A proposed translation that is taken change by change: what is taken, and what is left to take. Knows nothing of VS Code. */
import type { DocumentTranslation } from '../../protocol/document';
import type { TextEdit } from '../../text/edits';
import { applyEdits, mapSpan, spansAfter } from '../../text/edits';
import type { Span } from '../../text/span';

/** A translation and the text that it is of. */
export interface Proposal {
  text: string;
  translation: DocumentTranslation;
}

/** @param ranges of the text as it would be @returns indices of the edits that they touch and that change something */
export function editsAt({ text, translation: { edits } }: Proposal, ranges: readonly Span[]): number[] {
  const spans = spansAfter(edits);
  return [...edits.keys()].filter(
    (i) =>
      text.slice(edits[i].start, edits[i].end) !== edits[i].text &&
      ranges.some(({ start, end }) => spans[i].start <= end && start <= spans[i].end),
  );
}

/**
 * @param indices of the edits that are taken
 * @returns them with their sentences, and all others on the text in which these have been made: what both make of the text
 *   is what the whole proposal makes
 */
export function divided(
  { text, translation }: Proposal,
  indices: readonly number[],
): { taken: DocumentTranslation; rest: Proposal } {
  const wanted = new Set(indices);
  const part = (isIn: (edit: number) => boolean): DocumentTranslation => {
    const own = [...translation.edits.keys()].filter(isIn);
    const places = new Map(own.map((edit, i) => [edit, i]));
    return {
      edits: own.map((edit) => translation.edits[edit]),
      sentences: translation.sentences.flatMap((sentence) => {
        const { edit } = sentence;
        if (edit === undefined) return isIn(-1) ? [sentence] : [];
        return places.has(edit) ? [{ ...sentence, edit: places.get(edit)! }] : [];
      }),
    };
  };
  const taken = part((edit) => wanted.has(edit));
  const rest = part((edit) => !wanted.has(edit));
  const moved = <T extends Span>(one: T): T => ({ ...one, ...mapSpan(one, taken.edits) });
  return {
    taken,
    rest: {
      text: applyEdits(text, taken.edits),
      translation: {
        edits: shifted(rest.edits, taken.edits),
        sentences: rest.sentences.map((one) => ({ ...one, passage: moved(one.passage) })),
      },
    },
  };
}

/** Edits beside others, once those have been made. */
function shifted(edits: readonly TextEdit[], made: readonly TextEdit[]): TextEdit[] {
  return edits.map(({ start, end, text }) => {
    const before = made.filter((one) => one.end <= start);
    const shift = before.reduce((sum, one) => sum + one.text.length - (one.end - one.start), 0);
    return { start: start + shift, end: end + shift, text };
  });
}
