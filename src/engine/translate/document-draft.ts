/**
 * A document while it is translated: its sentences, those first that the user sees; what has become of them; and what to put
 * where, passage by passage as soon as all sentences of one are done. A sentence whose markup, placeholders or format a
 * translation would not keep stays as it was, with the reason.
 *
 * Not here: how sentences are translated (masked-translator.ts), which text is prose (src/text/documents).
 */
import type { DocumentSentence, DocumentTranslation, OtherTranslation } from '../../protocol/document';
import type { Outcome } from '../../protocol/portion';
import type { AnnotatedText, Block, DocumentFormat, MaskedPassage, Passage, Written } from '../../text';
import { findPassages, maskPassage, mendEmphasis, unmask, verifyStructure } from '../../text';
import type { TextEdit } from '../../text/edits';
import { commonEnds } from '../../text/edits';
import type { Span } from '../../text/span';
import { keyOf } from './outcome-cache';

export interface DocumentToTranslate {
  text: string;
  format: DocumentFormat;
  /** Offsets of what is wanted; undefined: everything. */
  selected?: readonly Span[];
  /** Offsets of what the user sees. */
  first?: readonly Span[];
  /** BCP 47 tag of its language, for the ends of sentences. */
  locale: string;
}

interface DraftPassage extends MaskedPassage {
  passage: Passage;
  outcomes: (Outcome | undefined)[];
  written: ReturnType<MaskedPassage['write']>;
}

/** Passages that are verified together: the parts of one block, or one by itself. */
interface Group {
  block: Block | undefined;
  passages: DraftPassage[];
  /** Sentences of it that have no outcome yet. */
  open: number;
}

interface Place {
  passage: DraftPassage;
  index: number;
  group: Group;
}

/** Characters and masks of a sentence, far above what a network reads: what is done with them takes time with their square. */
const MOST_CHARACTERS = 20_000;
const MOST_MASKS = 500;

const isTooLong = ({ text, placeholders }: AnnotatedText): boolean =>
  text.length > MOST_CHARACTERS || placeholders.length > MOST_MASKS;

export class DocumentDraft {
  /** With words, each once wherever it stands; what the user sees is first. */
  readonly sentences: readonly AnnotatedText[];
  /** So many of them are what the user sees. */
  readonly urgent: number;
  private readonly passages: DraftPassage[];
  private readonly places: readonly Place[][];
  private readonly groups: ReadonlyMap<DraftPassage, Group>;

  constructor(private readonly document: DocumentToTranslate) {
    this.passages = findPassages(document.text, document.format, document.selected).map((passage) => {
      const masked = maskPassage(passage, document.locale);
      return { passage, ...masked, outcomes: masked.sentences.map(() => undefined), written: undefined };
    });
    const seen = ({ passage: { range } }: DraftPassage): boolean =>
      document.first?.some(({ start, end }) => range.start < end && start < range.end) ?? false;
    const bySentence = new Map<string, { sentence: AnnotatedText; places: Place[] }>();
    const groups = (this.groups = groupsOf(this.passages));
    const add = (passage: DraftPassage): void =>
      passage.sentences.forEach((sentence, index) => {
        if (!sentence.words) return;
        if (isTooLong(sentence)) return void (passage.outcomes[index] = { kept: 'length' });
        const key = keyOf(sentence);
        const known = bySentence.get(key) ?? { sentence, places: [] };
        const group = groups.get(passage)!;
        group.open++;
        known.places.push({ passage, index, group });
        bySentence.set(key, known);
      });
    this.passages.filter(seen).forEach(add);
    this.urgent = bySentence.size;
    this.passages.filter((passage) => !seen(passage)).forEach(add);
    this.sentences = [...bySentence.values()].map(({ sentence }) => sentence);
    this.places = [...bySentence.values()].map(({ places }) => places);
  }

  /**
   * What has become of a sentence.
   * @returns the edits of passages that are done with it
   */
  settle(sentence: number, outcome: Outcome): TextEdit[] {
    return this.places[sentence].flatMap(({ passage, index, group }) => {
      passage.outcomes[index] = outcome;
      return --group.open === 0 ? this.write(group) : [];
    });
  }

  /** After all have been settled. */
  result(): DocumentTranslation {
    const edits: TextEdit[] = [];
    const sentences = this.passages.flatMap((passage) => {
      const edit = editOf(passage);
      const index = edit && edits.push(edit) - 1;
      return tell(passage, (i) => this.alternatives(passage, i)).map((one) =>
        index === undefined ? one : { ...one, edit: index },
      );
    });
    return { edits, sentences };
  }

  /** What else a sentence may be, as the document would have it: its structure is verified as that of the first is. */
  private alternatives(passage: DraftPassage, index: number): OtherTranslation[] {
    const { sentences, outcomes, written } = passage;
    const outcome = outcomes[index];
    if (!outcome || !('text' in outcome) || !written || written === 'broken') return [];
    const { block, passages } = this.groups.get(passage)!;
    return (outcome.alternatives ?? []).flatMap((text): OtherTranslation[] => {
      const other = checkedOutcome({ text, from: 'model' }, sentences[index]);
      if (!('text' in other)) return [];
      const texts = outcomes.map((one, i) =>
        one && 'text' in one ? (i === index ? other : one).text : undefined,
      );
      const whole = passage.write(texts);
      if (whole === undefined || whole === 'broken') return [];
      const parts = passages.map((one) => (one === passage ? { ...one, written: whole } : one));
      if (block && !this.isSound(block, parts)) return [];
      const translation = unmask(other.text, sentences[index].placeholders);
      return [{ translation, change: changeOf(written.text, whole.text) }];
    });
  }

  private write(group: Group): TextEdit[] {
    for (const passage of group.passages) {
      passage.outcomes = passage.outcomes.map((one, i) => one && checkedOutcome(one, passage.sentences[i]));
      passage.written = passage.write(
        passage.outcomes.map((outcome) => (outcome && 'text' in outcome ? outcome.text : undefined)),
      );
    }
    if (group.block && !this.isSound(group.block, group.passages))
      for (const passage of changedOf(group.passages)) passage.written = 'broken';
    return group.passages.flatMap((passage) => editOf(passage) ?? []);
  }

  /** Parts of one block are verified together, and stay together where the whole would be something else. */
  private isSound(block: Block, parts: readonly DraftPassage[]): boolean {
    const changed = changedOf(parts);
    const isPlain = ({ words, touching }: Written): boolean => !touching && block.isPlain(words);
    if (changed.every(({ written }) => isPlain(written as Written))) return true;
    let whole = '';
    let at = block.range.start;
    for (const { passage, written } of changed) {
      whole += this.document.text.slice(at, passage.range.start) + (written as Written).text;
      at = passage.range.end;
    }
    return block.verify(whole + this.document.text.slice(at, block.range.end));
  }
}

const changedOf = (passages: readonly DraftPassage[]): DraftPassage[] =>
  passages.filter(({ written }) => written !== undefined && written !== 'broken');

function groupsOf(passages: readonly DraftPassage[]): Map<DraftPassage, Group> {
  const byBlock = new Map<Block, Group>();
  const groups = new Map<DraftPassage, Group>();
  for (const passage of passages) {
    const { block } = passage.passage;
    const group: Group = (block && byBlock.get(block)) ?? { block, passages: [], open: 0 };
    if (block) byBlock.set(block, group);
    group.passages.push(passage);
    groups.set(passage, group);
  }
  return groups;
}

/** Of one text into another, as little as there is. */
function changeOf(before: string, after: string): TextEdit {
  const { head, tail } = commonEnds(before, after);
  return { start: head, end: before.length - tail, text: after.slice(head, after.length - tail) };
}

function editOf({ passage, written }: DraftPassage): TextEdit | undefined {
  if (written === undefined || written === 'broken') return undefined;
  const { start, end }: Span = passage.range;
  return { start, end, text: written.text };
}

function tell(
  { passage: { range }, sentences, outcomes, written }: DraftPassage,
  alternativesOf: (sentence: number) => OtherTranslation[],
): DocumentSentence[] {
  return outcomes.flatMap((outcome, i): DocumentSentence[] => {
    if (!outcome) return [];
    const { text, placeholders } = sentences[i];
    const passage = { start: range.start, end: range.end };
    const told = { source: unmask(text, placeholders), passage };
    if ('kept' in outcome) return [{ ...told, kept: outcome.kept }];
    if (written === 'broken') return [{ ...told, kept: 'markup' }];
    const { from, near, doubt } = outcome;
    const translation = unmask(outcome.text, placeholders);
    const alternatives = alternativesOf(i);
    return [
      {
        ...told,
        translation,
        from,
        ...(doubt && { doubt }),
        ...(alternatives.length > 0 && { alternatives }),
        ...(near && { near }),
      },
    ];
  });
}

function checkedOutcome(outcome: Outcome, sentence: AnnotatedText): Outcome {
  if ('kept' in outcome) return outcome;
  try {
    // A network may write anything; a line end or a tab would end what the sentence stands in.
    const text = outcome.text.replace(/(?<!\s)\s*[\r\n\t\u2028\u2029]\s*/g, ' ').trim();
    verifyStructure(text, sentence);
    return text === '' ? { kept: 'placeholders' } : { ...outcome, text: mendEmphasis(text, sentence) };
  } catch {
    return { kept: 'placeholders' };
  }
}
