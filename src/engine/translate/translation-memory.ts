/** Translations that the user has accepted: taken as they are where the source is the same, offered where it is like it. */
import type { MemoryEntry, NearTranslation } from '../../protocol/document';
import type { AnnotatedText } from '../../text';
import { maskToken, unmask } from '../../text';
import { NearIndex } from './near-index';

const normalised = (text: string): string => text.replace(/\s+/g, ' ').trim();

export class TranslationMemory {
  private readonly exact: ReadonlyMap<string, string>;
  /** Made when it is asked for the first time: what is the same needs none. */
  private index: NearIndex | undefined;

  /** Of two entries with the same source the later one counts. */
  constructor(private readonly entries: readonly MemoryEntry[]) {
    this.exact = new Map(entries.map(({ source, translation }) => [normalised(source), translation]));
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
    this.index ??= new NearIndex(this.entries);
    return this.index.find(unmask(text, placeholders));
  }
}
