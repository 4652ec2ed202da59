/**
 * One model on the processor: the integer kernels where they take it, onnxruntime where they refuse it or run out of memory.
 * onnxruntime is loaded only then.
 */
import type { Decoder } from '../../search/decoder';
import { RuntimeError } from '../errors';
import type { Seq2Seq } from '../session';
import { WasmError } from '../wasm/errors';
import type { ProcessorBackend } from './backend-choice';
import { FallbackDecoding } from './fallback-decoding';

export interface ProcessorOptions {
  /** Without it onnxruntime alone. @throws WasmError, RuntimeError('unknown-graph') */
  openWasm?(): Promise<Seq2Seq>;
  /** Asked at most once. @throws RuntimeError('load') */
  openOnnxruntime(): Promise<Seq2Seq>;
  log(line: string): void;
}

export class ProcessorSession implements Seq2Seq {
  private onnxruntime: Promise<Seq2Seq> | undefined;

  private constructor(
    private readonly options: ProcessorOptions,
    private readonly wasm: Seq2Seq | undefined,
    /** Why the kernels do not compute the model, where they were asked. */
    readonly refusal: string | undefined,
  ) {}

  /** @throws RuntimeError('load') when onnxruntime refuses the model too */
  static async open(options: ProcessorOptions): Promise<ProcessorSession> {
    let refusal: string | undefined;
    try {
      const wasm = await options.openWasm?.();
      if (wasm) return new ProcessorSession(options, wasm, undefined);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusal = error.message;
      options.log(`onnxruntime computes this model: ${refusal}`);
    }
    const session = new ProcessorSession(options, undefined, refusal);
    await session.openOnnxruntime();
    return session;
  }

  get backend(): ProcessorBackend {
    return this.wasm ? 'wasm' : 'onnxruntime';
  }

  async encode(sources: readonly ArrayLike<number>[]): Promise<Decoder> {
    const { wasm } = this;
    if (!wasm) return (await this.openOnnxruntime()).encode(sources);
    const decoder = async (): Promise<Decoder> => (await this.openOnnxruntime()).encode(sources);
    try {
      const onFailure = (error: unknown): boolean => this.takesOver(error);
      return new FallbackDecoding(await wasm.encode(sources), { decoder, onFailure, onDispose: () => {} });
    } catch (error) {
      if (!this.takesOver(error)) throw error;
      return decoder();
    }
  }

  async dispose(): Promise<void> {
    await this.wasm?.dispose();
    await (await this.onnxruntime?.catch(() => undefined))?.dispose();
  }

  private openOnnxruntime(): Promise<Seq2Seq> {
    return (this.onnxruntime ??= this.options.openOnnxruntime());
  }

  /** A decoding that is too large says nothing about the next one. */
  private takesOver(error: unknown): boolean {
    if (!(error instanceof WasmError) || error.code !== 'too-large') return false;
    this.options.log(`onnxruntime takes over a decoding: ${error.message}`);
    return true;
  }
}

const isRefusal = (error: unknown): error is Error =>
  error instanceof WasmError || (error instanceof RuntimeError && error.code === 'unknown-graph');
