/**
 * Makes the first translation a warm one: when a document that will profit is in front and the user has done nothing for a
 * while, the engine starts and loads what the document needs. Once for each life of the engine. Knows nothing of VS Code.
 *
 * Not here: which documents profit (extension.ts). Whether the machine runs on its battery no extension host can see.
 */

export interface WarmUpOptions {
  /** Whether it is to be done at all, asked at the last moment. What it throws is no more than a line in the log. */
  wanted(): boolean;
  /** Starts the engine with what the document in front needs. */
  warm(signal: AbortSignal): Promise<void>;
  log(line: string): void;
  /** How long the user must have done nothing. */
  quietMilliseconds: number;
}

export class WarmUp {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private warming: AbortController | undefined;

  constructor(private readonly options: WarmUpOptions) {}

  /** A document is in front. @param profits whether it is one that will be translated, if any */
  show(profits: boolean): void {
    this.call(profits);
  }

  /** The user does something: then it is put off. */
  postpone(): void {
    if (this.timer !== undefined) this.call(true);
  }

  dispose(): void {
    this.call(false);
    this.warming?.abort();
  }

  private call(again: boolean): void {
    clearTimeout(this.timer);
    this.timer = again ? setTimeout(() => void this.run(), this.options.quietMilliseconds) : undefined;
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    if (this.warming) return;
    const controller = (this.warming = new AbortController());
    try {
      if (this.options.wanted()) await this.options.warm(controller.signal);
    } catch (error) {
      // Nobody has asked for anything yet: who does is told.
      this.options.log(`the engine was not warmed up: ${String(error)}`);
    } finally {
      this.warming = undefined;
    }
  }
}
