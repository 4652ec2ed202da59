/**
 * Answers of the engine that are kept, so that a panel that was hidden has its pictures again at once: those asked for last,
 * as many as a number of bytes allows. Who says that they count no more is panel.ts.
 */

/** UTF-16 units of an answer's JSON have two bytes. */
const BYTES_A_UNIT = 2;

export class KeptAnswers {
  private readonly answers = new Map<string, { json: string }>();
  private bytes = 0;

  /** @param maxBytes of all answers and what they are found by, together */
  constructor(private readonly maxBytes: number) {}

  /** @returns a copy of its own; undefined where nothing is kept */
  get(key: string): unknown {
    const found = this.answers.get(key);
    if (!found) return undefined;
    // What was asked for last goes last.
    this.answers.delete(key);
    this.answers.set(key, found);
    return JSON.parse(found.json) as unknown;
  }

  /** An answer that is too large by itself is not kept. */
  set(key: string, answer: unknown): void {
    this.remove(key);
    const json = JSON.stringify(answer);
    if (json === undefined) return;
    this.answers.set(key, { json });
    this.bytes += sizeOf(key, json);
    for (const oldest of this.answers.keys()) {
      if (this.bytes <= this.maxBytes) break;
      this.remove(oldest);
    }
  }

  clear(): void {
    this.answers.clear();
    this.bytes = 0;
  }

  private remove(key: string): void {
    const found = this.answers.get(key);
    if (!found) return;
    this.answers.delete(key);
    this.bytes -= sizeOf(key, found.json);
  }
}

const sizeOf = (key: string, json: string): number => BYTES_A_UNIT * (key.length + json.length);
