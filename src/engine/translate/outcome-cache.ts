/**
 * What a model has made of sentences before, with the same settings and the same glossary: nothing is computed twice. Bounded
 * in bytes; the longest unused goes first. It goes with its model, and is emptied when settings or glossary change.
 */
import type { GlossaryEntry } from '../../protocol/document';
import type { DecodingSettings } from '../../protocol/model';
import type { Outcome } from '../../protocol/portion';
import type { AnnotatedText } from '../../text';

/** Some ten thousand sentences. */
const MAX_BYTES = 8 << 20;
/** Of an entry, beside its texts. */
const OVERHEAD = 200;

interface Entry {
  outcome: Outcome;
  bytes: number;
}

export class OutcomeCache {
  /** The longest unused first. */
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;
  private conditions = '';

  constructor(private readonly maxBytes = MAX_BYTES) {}

  /** Before a document: what was made under other conditions is forgotten. */
  keepOnly(decoding: DecodingSettings, glossary: readonly GlossaryEntry[]): void {
    const { beamSize, lengthPenalty, maxLength } = decoding;
    const conditions = JSON.stringify([beamSize, lengthPenalty, maxLength, glossary]);
    if (conditions === this.conditions) return;
    this.conditions = conditions;
    this.entries.clear();
    this.bytes = 0;
  }

  get(sentence: AnnotatedText): Outcome | undefined {
    const key = keyOf(sentence);
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.outcome;
  }

  put(sentence: AnnotatedText, outcome: Outcome): void {
    const key = keyOf(sentence);
    const bytes = OVERHEAD + 2 * (key.length + ('text' in outcome ? outcome.text.length : 0));
    this.drop(key);
    if (bytes > this.maxBytes) return;
    this.entries.set(key, { outcome, bytes });
    this.bytes += bytes;
    while (this.bytes > this.maxBytes) this.drop(this.entries.keys().next().value!);
  }

  private drop(key: string): void {
    this.bytes -= this.entries.get(key)?.bytes ?? 0;
    this.entries.delete(key);
  }
}

/** All that a translation depends on beside model and conditions: sentences with the same key are translated alike. */
export const keyOf = ({ text, pairs, placeholders }: AnnotatedText): string =>
  JSON.stringify([text, pairs, placeholders]);
