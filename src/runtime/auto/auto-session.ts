/**
 * One model on the processor and on the graphics card. The processor always answers, from the first sentence on; WebGL is
 * opened beside it where it may be used, and answers once it has shown that it computes the same, faster. Whatever happens
 * to WebGL, even in the middle of a sentence, the processor finishes, and a line in the log is all that is seen of it.
 *
 * Not here: what is compared (trial.ts), how a decoding changes backends (fallback-decoding.ts).
 */
import type { Decoder } from '../../search/decoder';
import type { Seq2Seq } from '../session';
import { WebglError } from '../webgl/errors';
import type { Tuning } from '../webgl/tuning';
import type { BackendChoice, BackendSetting, ProcessorBackend, RememberedBackend } from './backend-choice';
import { FallbackDecoding } from './fallback-decoding';
import { tryBoth } from './trial';
import type { Clock, Trial } from './trial';

export interface AutoOptions {
  setting: BackendSetting;
  /** What always works, and which of the processor's backends that is. */
  processor: Seq2Seq & { readonly backend: ProcessorBackend; readonly refusal?: string | undefined };
  /** @throws WebglError */
  openWebgl(options: { hardwareOnly: boolean; tuning?: Tuning }): Seq2Seq;
  /** Ways of computing with WebGL, to choose the fastest of; without them there is one. */
  tunings?: readonly Tuning[];
  /** Machine and model. */
  key: string;
  remembered: RememberedBackend | undefined;
  /** Size of the source vocabulary. */
  sourceWords: number;
  /** Told of every change after the first. */
  onChoice(choice: BackendChoice, remember: RememberedBackend | undefined): void;
  log(line: string): void;
  /** How long nothing must be decoded before backends are tried. */
  quietMilliseconds: number;
  /** Otherwise that of the machine. */
  clock?: Clock;
}

/** A user who chose WebGL waits so long for its shaders, then the processor begins. */
const PATIENCE_MILLISECONDS = 40_000;
/** Another way of computing with WebGL is tried only until then; what follows would hardly repay it. */
const TUNING_MILLISECONDS = 1000;
/** More often than that, and the driver is not to be relied on. */
const MAX_LOSSES = 3;

export class AutoSession implements Seq2Seq {
  private webgl: Seq2Seq | undefined;
  private current: BackendChoice;
  private decodings = 0;
  private losses = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pending: (() => Promise<void>) | undefined;
  private disposed = false;
  private readonly now: Clock;

  private constructor(private readonly options: AutoOptions) {
    this.now = options.clock ?? (() => performance.now());
    const { setting, remembered, key, processor } = options;
    const known = remembered?.key === key ? remembered : undefined;
    const { backend } = processor;
    this.current = { backend, reason: setting === backend ? 'setting' : 'measuring' };
    if (setting === 'wasm' && backend !== 'wasm')
      this.current = { backend, reason: 'refused', detail: processor.refusal };
    if (setting !== 'auto') return;
    if (known && known.backend !== 'webgl') {
      this.current = { backend, reason: 'remembered', milliseconds: known.milliseconds };
    } else this.pending = () => this.tryWebgl();
  }

  /** With the setting `webgl` it is waited for; with `auto` backends are tried in a quiet moment after the first use. */
  static async open(options: AutoOptions): Promise<AutoSession> {
    const session = new AutoSession(options);
    if (options.setting !== 'webgl') return session;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS));
    await Promise.race([session.tryWebgl(), patience]);
    return session;
  }

  get choice(): BackendChoice {
    return this.current;
  }

  async encode(sources: readonly ArrayLike<number>[]): Promise<Decoder> {
    clearTimeout(this.timer);
    this.decodings++;
    const used = this.webgl;
    const fallback = {
      decoder: () => this.options.processor.encode(sources),
      onFailure: (error: unknown) => this.onFailure(error, used),
      onDispose: () => this.onDecoded(),
    };
    try {
      return new FallbackDecoding(await this.onEither(sources, used), fallback);
    } catch (error) {
      this.onDecoded();
      throw error;
    }
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    clearTimeout(this.timer);
    await this.webgl?.dispose();
    await this.options.processor.dispose();
  }

  private async onEither(
    sources: readonly ArrayLike<number>[],
    webgl: Seq2Seq | undefined,
  ): Promise<Decoder> {
    try {
      if (webgl) return await webgl.encode(sources);
    } catch (error) {
      if (!this.onFailure(error, webgl)) throw error;
    }
    return this.options.processor.encode(sources);
  }

  /** @param used the session that the decoding began on, and keeps. @returns whether the processor may do better */
  private onFailure(error: unknown, used: Seq2Seq | undefined): boolean {
    if (!(error instanceof WebglError)) return false;
    // A decoding that is too large says nothing about the next one.
    if (error.code === 'too-large') {
      this.options.log(`the processor takes over a decoding: ${error.message}`);
      return true;
    }
    // Another decoding saw it first.
    if (!used || used !== this.webgl) return true;
    this.webgl = undefined;
    this.losses++;
    this.options.log(`the processor finishes what WebGL began: ${error.message}`);
    this.change({ backend: this.options.processor.backend, reason: 'context-lost', detail: error.message });
    // The decodings on it dispose of their states first.
    void Promise.resolve().then(() => used.dispose());
    if (error.code === 'context-lost' && this.losses < MAX_LOSSES) this.pending = () => this.tryWebgl();
    return true;
  }

  private onDecoded(): void {
    this.decodings--;
    if (this.decodings > 0 || !this.pending || this.disposed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.whenQuiet(), this.options.quietMilliseconds);
  }

  private whenQuiet(): void {
    const work = this.pending;
    this.pending = undefined;
    if (work && this.decodings === 0 && !this.disposed) void work();
  }

  /** Never throws: what fails leaves the processor in charge. */
  private async tryWebgl(): Promise<void> {
    const { setting, key, processor } = this.options;
    const forced = setting === 'webgl';
    const again = this.losses > 0;
    try {
      const { webgl, milliseconds: times, tuning } = await this.fastestWebgl();
      if (this.disposed) return await webgl.dispose();
      const faster = times.webgl < times.processor;
      if (again) this.options.log('the WebGL context has been rebuilt');
      if (forced || faster) this.webgl = webgl;
      else await webgl.dispose();
      const backend = forced || faster ? 'webgl' : processor.backend;
      const milliseconds = { webgl: times.webgl, [processor.backend]: times.processor };
      const remember = { key, backend, milliseconds, ...(tuning && { tuning }) } as const;
      this.change({ backend, reason: forced ? 'setting' : 'measured', milliseconds }, remember);
    } catch (error) {
      if (this.disposed) return;
      const { code, message } = error as WebglError;
      const detail = error instanceof Error ? message : String(error);
      this.options.log(`WebGL is not used: ${detail}`);
      this.change({
        backend: processor.backend,
        reason: code === 'software' ? 'software' : 'unavailable',
        detail,
      });
    }
  }

  /** All that were tried but the fastest are given back. @throws WebglError of the first; others only lose */
  private async fastestWebgl(): Promise<Trial & { webgl: Seq2Seq; tuning: Tuning | undefined }> {
    const { setting, remembered, key } = this.options;
    const known = remembered?.key === key ? remembered.tuning : undefined;
    // What a user forces may be drawn by the processor, for which the default is right.
    const tunings = setting === 'webgl' ? [] : known ? [known] : (this.options.tunings ?? []);
    let best = await this.tried(tunings[0]);
    const start = this.now();
    for (const tuning of tunings.slice(1)) {
      if (this.disposed || this.now() - start > TUNING_MILLISECONDS) break;
      const next = await this.tried(tuning).catch(() => undefined);
      if (!next) break;
      const [better, worse] = next.milliseconds.webgl < best.milliseconds.webgl ? [next, best] : [best, next];
      await worse.webgl.dispose();
      best = better;
    }
    return best;
  }

  private async tried(
    tuning: Tuning | undefined,
  ): Promise<Trial & { webgl: Seq2Seq; tuning: Tuning | undefined }> {
    const { setting, processor, sourceWords } = this.options;
    const webgl = this.options.openWebgl({ hardwareOnly: setting !== 'webgl', ...(tuning && { tuning }) });
    try {
      return { webgl, tuning, ...(await tryBoth(processor, webgl, sourceWords, this.now)) };
    } catch (error) {
      await webgl.dispose();
      throw error;
    }
  }

  private change(choice: BackendChoice, remember?: RememberedBackend): void {
    this.current = choice;
    this.options.onChoice(choice, this.options.setting === 'auto' ? remember : undefined);
  }
}
