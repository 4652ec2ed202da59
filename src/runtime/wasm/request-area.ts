/** Memory of the kernels in which calls are told what to do and leave their answers. One call at a time. */
import type { StepResult } from '../../search/decoder';
import type { Address, KernelExports } from './kernel-exports';

export interface StepOrder {
  parents: Int32Array;
  tokens: Int32Array;
  sentences: Int32Array;
  k: number;
  probes: Int32Array | undefined;
  /** Of the memory, whose attention is wanted; 0 where there is none. */
  positions: number;
}

/** Fields of `Request` in assembly/decoder.ts, in their order; four bytes each. */
const FIELDS = [
  'rows',
  'parents',
  'tokens',
  'sentences',
  'k',
  'probeCount',
  'probes',
  'bestTokens',
  'bestLogProbs',
  'probeLogProbs',
  'attention',
] as const;

export class RequestArea {
  private at: Address = 0;
  private bytes = 0;

  constructor(private readonly kernels: KernelExports) {}

  /** Position by position, the sentences that reach it. @param sources longest first */
  batch(sources: readonly ArrayLike<number>[]): { tokens: Address; lengths: Address } {
    const lengths = Int32Array.from(sources, ({ length }) => length);
    const words = lengths.reduce((sum, length) => sum + length, 0);
    const at = this.reserve(4 * (words + lengths.length));
    const all = new Int32Array(this.kernels.memory.buffer, at, words + lengths.length);
    let place = 0;
    for (let s = 0; s < lengths[0]; s++)
      for (let b = 0; b < sources.length && lengths[b] > s; b++) all[place++] = sources[b][s];
    all.set(lengths, words);
    return { tokens: at, lengths: at + 4 * words };
  }

  /** @returns the address of the request, and what reads its answer once it has been carried out */
  step(order: StepOrder): { at: Address; answer(): Omit<StepResult, 'state'> } {
    const { parents, tokens, sentences, k, probes, positions } = order;
    const rows = tokens.length;
    const probeCount = (probes?.length ?? 0) / rows;
    const sizes = {
      parents: rows,
      tokens: rows,
      sentences: rows,
      probes: rows * probeCount,
      bestTokens: rows * k,
      bestLogProbs: rows * k,
      probeLogProbs: rows * probeCount,
      attention: rows * positions,
    };
    const total = Object.values(sizes).reduce((sum, size) => sum + size, FIELDS.length);
    const at = this.reserve(4 * total);
    const values: Partial<Record<(typeof FIELDS)[number], number>> = { rows, k, probeCount };
    let next = at + 4 * FIELDS.length;
    for (const [name, size] of Object.entries(sizes)) {
      values[name as keyof typeof sizes] = next;
      next += 4 * size;
    }
    const { kernels } = this;
    const integers = (name: keyof typeof sizes): Int32Array =>
      new Int32Array(kernels.memory.buffer, values[name], sizes[name]);
    const floats = (name: keyof typeof sizes): Float32Array =>
      new Float32Array(kernels.memory.buffer, values[name], sizes[name]).slice();
    new Int32Array(kernels.memory.buffer, at, FIELDS.length).set(FIELDS.map((name) => values[name]!));
    integers('parents').set(parents);
    integers('tokens').set(tokens);
    integers('sentences').set(sentences);
    if (probes) integers('probes').set(probes);
    return {
      at,
      // Views are made anew: memory may have grown.
      answer: () => ({
        tokens: integers('bestTokens').slice(),
        logProbs: floats('bestLogProbs'),
        probeLogProbs: probes && floats('probeLogProbs'),
        attention: positions > 0 ? floats('attention') : undefined,
      }),
    };
  }

  private reserve(bytes: number): Address {
    if (bytes <= this.bytes) return this.at;
    if (this.at !== 0) this.kernels.free(this.at);
    this.bytes = 2 * bytes;
    this.at = this.kernels.allocate(this.bytes);
    return this.at;
  }
}
