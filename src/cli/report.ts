/** What `translate --report` writes: sentences that stay as they are, with the reason, and those of which the network was not sure. */
import type { DocumentTranslation, DoubtfulWord, KeptReason } from '../protocol/document';
import { isDoubtful } from '../protocol/doubt';

export interface ReportedSentence {
  file: string;
  /** From 1: where the sentence begins, or, where escapes hide it, the passage that it is a part of. */
  line: number;
  source: string;
  translation?: string;
  kept?: KeptReason;
  /** The word that the network was least sure of, with its probability. */
  doubtful?: DoubtfulWord;
}

/** @param text of the file before its translation */
export function reportOf(file: string, text: string, { sentences }: DocumentTranslation): ReportedSentence[] {
  const lineAt = linesOf(text);
  let from = 0;
  return sentences.flatMap((sentence): ReportedSentence[] => {
    const { source, passage, translation, kept, doubt } = sentence;
    const start = Math.max(from, passage.start);
    const found = text.slice(start, passage.end).indexOf(source);
    if (found >= 0) from = start + found;
    if (kept === undefined && !isDoubtful(sentence)) return [];
    return [
      {
        file,
        line: lineAt(found < 0 ? start : from),
        source,
        ...(translation !== undefined && { translation }),
        ...(kept !== undefined && { kept }),
        ...(isDoubtful(sentence) && { doubtful: doubt }),
      },
    ];
  });
}

/** @returns the number of the line, from 1, of an offset; offsets are asked for in order */
function linesOf(text: string): (offset: number) => number {
  let line = 1;
  let counted = 0;
  return (offset) => {
    for (; counted < offset; counted++) if (text[counted] === '\n') line++;
    return line;
  };
}
