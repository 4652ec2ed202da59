/** Translations that the user has accepted: taken as they are where the source is the same, offered where it is like it. */
import type { MemoryEntry, NearTranslation } from '../../protocol/document';
import type { AnnotatedText } from '../../text';
import { maskToken, unmask } from '../../text';

/** Less alike is of no use. */
const NEAR = 0.75;

const normalised = (text: string): string => text.replace(/\s+/g, ' ').trim();

export class TranslationMemory {
  private readonly exact: ReadonlyMap<string, string>;
  private readonly entries: readonly { entry: MemoryEntry; words: readonly string[] }[];

  /** Of two entries with the same source the later one counts. */
  constructor(entries: readonly MemoryEntry[]) {
    this.exact = new Map(entries.map(({ source, translation }) => [normalised(source), translation]));
    this.entries = entries.map((entry) => ({ entry, words: wordsOf(entry.source) }));
  }

  /** @returns the kept translation with the sentence's masks; undefined where there is none that has them all */
  find({ text, placeholders }: AnnotatedText): string | undefined {
    let translation = this.exact.get(normalised(unmask(text, placeholders)));
    for (const [i, placeholder] of placeholders.entries()) {
      if (!translation?.includes(placeholder)) return undefined;
      translation = translation.replace(placeholder, () => maskToken(i));
    }
    return translation;
  }

  /** The entry most like the sentence, if any is like it. */
  near({ text, placeholders }: AnnotatedText): NearTranslation | undefined {
    const words = wordsOf(unmask(text, placeholders));
    let best: NearTranslation | undefined;
    for (const { entry, words: others } of this.entries) {
      const longest = Math.max(words.length, others.length);
      const least = Math.max(NEAR, best?.similarity ?? 0);
      if (1 - Math.abs(words.length - others.length) / longest < least) continue;
      const similarity = 1 - distance(words, others) / longest;
      if (similarity >= least && similarity < 1) best = { ...entry, similarity };
    }
    return best;
  }
}

const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{M}\p{N}'’]+|[^\s\p{L}\p{N}]/gu) ?? [];

/** Words to insert, delete or replace (Levenshtein). */
function distance(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + Number(a[i - 1] !== b[j - 1]));
    row = next;
  }
  return row[b.length];
}
