/**
 * Translates what is prose in a document and says what to put where. A sentence whose markup, placeholders or format a
 * translation would not keep stays as it was, with the reason.
 *
 * Not here: how sentences are translated (masked-translator.ts), which text is prose (src/text/documents).
 */
import type {
  DocumentSentence,
  DoubtfulWord,
  DocumentTranslation,
  KeptReason,
  NearTranslation,
} from '../../protocol/document';
import type { AnnotatedText, Block, DocumentFormat, MaskedPassage, Passage, Written } from '../../text';
import { findPassages, maskPassage, mendEmphasis, unmask, verifyStructure } from '../../text';

/** What became of a sentence: its translation with the same masks, or why it has none. */
export type Outcome =
  | { text: string; from: 'model' | 'phrases' | 'memory'; doubt?: DoubtfulWord; near?: NearTranslation }
  | { kept: KeptReason };

/** @returns one outcome for each sentence */
export type TranslateMasked = (sentences: readonly AnnotatedText[]) => Promise<Outcome[]>;

export interface DocumentToTranslate {
  text: string;
  format: DocumentFormat;
  /** Offsets of what is wanted; undefined: everything. */
  selected?: readonly { start: number; end: number }[];
  /** BCP 47 tag of its language, for the ends of sentences. */
  locale: string;
}

interface PassageSentences extends MaskedPassage {
  passage: Passage;
}

export async function translateDocument(
  document: DocumentToTranslate,
  translate: TranslateMasked,
): Promise<DocumentTranslation> {
  const passages = findPassages(document.text, document.format, document.selected).map(
    (passage): PassageSentences => ({ passage, ...maskPassage(passage, document.locale) }),
  );
  const outcomes = await translateOnce(
    passages.flatMap(({ sentences }) => sentences),
    translate,
  );
  let next = 0;
  const results = passages.map((passage) => {
    const own = outcomes.slice(next, (next += passage.sentences.length));
    return writePassage(passage, own);
  });
  dropBrokenBlocks(document.text, results);
  const edits: DocumentTranslation['edits'] = [];
  const told = results.flatMap((result) => {
    const { passage, written } = result;
    const edit =
      written && written !== 'broken' ? edits.push({ ...passage.range, text: written.text }) - 1 : undefined;
    return tell(result).map((sentence) => (edit === undefined ? sentence : { ...sentence, edit }));
  });
  return { edits, sentences: told };
}

interface PassageResult {
  passage: Passage;
  sentences: readonly AnnotatedText[];
  outcomes: readonly (Outcome | undefined)[];
  written: ReturnType<MaskedPassage['write']>;
}

/** Parts of one block are verified together, and stay together where the whole would be something else. */
function dropBrokenBlocks(text: string, results: PassageResult[]): void {
  const blocks = new Map<Block, PassageResult[]>();
  for (const result of results) {
    const { block } = result.passage;
    const parts = block && blocks.get(block);
    if (parts) parts.push(result);
    else if (block) blocks.set(block, [result]);
  }
  for (const [block, parts] of blocks) {
    const changed = parts.filter(({ written }) => written !== undefined && written !== 'broken');
    const isPlain = ({ words, touching }: Written): boolean => !touching && block.isPlain(words);
    if (changed.every(({ written }) => isPlain(written as Written))) continue;
    let whole = '';
    let at = block.range.start;
    for (const { passage, written } of changed) {
      whole += text.slice(at, passage.range.start) + (written as Written).text;
      at = passage.range.end;
    }
    if (block.verify(whole + text.slice(at, block.range.end))) continue;
    for (const part of changed) part.written = 'broken';
  }
}

/** The same sentence is translated once, wherever it stands. */
async function translateOnce(
  sentences: readonly AnnotatedText[],
  translate: TranslateMasked,
): Promise<(Outcome | undefined)[]> {
  const keyOf = ({ text, pairs, placeholders }: AnnotatedText): string =>
    JSON.stringify([text, pairs, placeholders]);
  const distinct = new Map<string, AnnotatedText>();
  for (const sentence of sentences) if (sentence.words) distinct.set(keyOf(sentence), sentence);
  const outcomes = await translate([...distinct.values()]);
  const byKey = new Map([...distinct.keys()].map((key, i) => [key, outcomes[i]]));
  return sentences.map((sentence) => (sentence.words ? byKey.get(keyOf(sentence)) : undefined));
}

function writePassage(
  { passage, sentences, write }: PassageSentences,
  outcomes: readonly (Outcome | undefined)[],
): PassageResult {
  const checked = outcomes.map((outcome, i) => outcome && checkedOutcome(outcome, sentences[i]));
  const texts = checked.map((outcome) => (outcome && 'text' in outcome ? outcome.text : undefined));
  return { passage, sentences, outcomes: checked, written: write(texts) };
}

function tell({ passage: { range }, sentences, outcomes, written }: PassageResult): DocumentSentence[] {
  return outcomes.flatMap((outcome, i): DocumentSentence[] => {
    if (!outcome) return [];
    const { text, placeholders } = sentences[i];
    const passage = { start: range.start, end: range.end };
    const told = { source: unmask(text, placeholders), passage };
    if ('kept' in outcome) return [{ ...told, kept: outcome.kept }];
    if (written === 'broken') return [{ ...told, kept: 'markup' }];
    const { from, near, doubt } = outcome;
    return [
      {
        ...told,
        translation: unmask(outcome.text, placeholders),
        from,
        ...(doubt && { doubt }),
        ...(near && { near }),
      },
    ];
  });
}

function checkedOutcome(outcome: Outcome, sentence: AnnotatedText): Outcome {
  if ('kept' in outcome) return outcome;
  try {
    // A network may write anything; a line end would end what the sentence stands in.
    const text = outcome.text.replace(/(?<!\s)\s*[\r\n\u2028\u2029]\s*/g, ' ').trim();
    verifyStructure(text, sentence);
    return text === '' ? { kept: 'placeholders' } : { ...outcome, text: mendEmphasis(text, sentence) };
  } catch {
    return { kept: 'placeholders' };
  }
}
