/**
 * Small models for the tests of this room: a decoder whose distribution depends on the whole prefix through its state,
 * and counts the states that are alive; and brute force over all sequences, which shares nothing with the searches.
 */
import type { Decoder, DecoderState, StepRequest, StepResult } from '../../../src/search';

export interface ModelOptions {
  vocabularySize: number;
  /** One seed a sentence. */
  seeds: readonly number[];
  /** Source positions; without it the model has no attention. */
  sourceLength?: number;
  /** Throws at this step (counted from 1). */
  failAt?: number;
  /** Higher values make the distributions more peaked. */
  sharpness?: number;
}

function mix(hash: number, value: number): number {
  let h = Math.imul(hash ^ (value + 0x9e3779b9), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function unit(hash: number): number {
  return (mix(hash, 77) >>> 0) / 2 ** 32;
}

/** Normalised log-probabilities as float32, like an engine's. Token 0 is `<eos>`; `bos` is one past the vocabulary. */
export class HashModel implements Decoder {
  readonly vocabularySize: number;
  readonly bos: number;
  readonly eos = 0;
  readonly initial: DecoderState;
  alive = 0;
  mostAlive = 0;
  steps = 0;
  readonly rowsPerStep: number[] = [];

  constructor(readonly options: ModelOptions) {
    this.vocabularySize = options.vocabularySize;
    this.bos = options.vocabularySize;
    this.initial = this.makeState(options.seeds.map((seed) => mix(0x1234567, seed)));
    this.alive = 0;
  }

  step(request: StepRequest): Promise<StepResult> {
    this.steps++;
    this.rowsPerStep.push(request.parents.length);
    if (this.steps === this.options.failAt) {
      return Promise.reject(new RangeError('the engine failed'));
    }
    const { hashes, disposed } = request.state as HashState;
    if (disposed) {
      throw new Error('stepped from a disposed state');
    }
    if (request.k < 1 || request.k > this.vocabularySize) {
      throw new Error(`asked for k = ${request.k}`);
    }
    const next = Array.from(request.parents, (parent, i) => {
      if (parent < 0 || parent >= hashes.length) {
        throw new Error(`no row ${parent}`);
      }
      return mix(hashes[parent], request.tokens[i]);
    });
    const rows = next.map((hash) => this.logProbs(hash));
    const best = rows.map((row) =>
      Array.from(row.keys())
        .sort((a, b) => row[b] - row[a] || a - b)
        .slice(0, request.k),
    );
    const { probes } = request;
    const perRow = probes ? probes.length / rows.length : 0;
    return Promise.resolve({
      state: this.makeState(next),
      tokens: Int32Array.from(best.flat()),
      logProbs: Float32Array.from(best.flatMap((tokens, r) => tokens.map((t) => rows[r][t]))),
      probeLogProbs: probes && Float32Array.from(probes, (t, i) => rows[Math.floor(i / perRow)][t]),
      attention: this.options.sourceLength
        ? Float32Array.from(next.flatMap((hash) => this.attention(hash)))
        : undefined,
    });
  }

  dispose(): void {
    this.initial.dispose();
  }

  /** log p of every token after a prefix, without any state. */
  after(sentence: number, prefix: readonly number[]): Float32Array {
    return this.logProbs(this.hash(sentence, prefix));
  }

  attentionAfter(sentence: number, prefix: readonly number[]): number[] {
    return this.attention(this.hash(sentence, prefix));
  }

  private hash(sentence: number, prefix: readonly number[]): number {
    return [this.bos, ...prefix].reduce(mix, mix(0x1234567, this.options.seeds[sentence]));
  }

  private logProbs(hash: number): Float32Array {
    const sharpness = this.options.sharpness ?? 3;
    const logits = Array.from({ length: this.vocabularySize }, (_, t) => sharpness * unit(mix(hash, t)));
    const norm = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    return Float32Array.from(logits, (logit) => logit - norm);
  }

  private attention(hash: number): number[] {
    const weights = Array.from(
      { length: this.options.sourceLength! },
      (_, s) => unit(mix(hash, 1000 + s)) + 0.01,
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight) => weight / sum);
  }

  private makeState(hashes: readonly number[]): HashState {
    this.alive++;
    this.mostAlive = Math.max(this.mostAlive, this.alive);
    return new HashState(hashes, () => this.alive--);
  }
}

class HashState implements DecoderState {
  disposed = false;

  constructor(
    readonly hashes: readonly number[],
    private readonly onDispose: () => void,
  ) {}

  get rows(): number {
    return this.hashes.length;
  }

  dispose(): void {
    if (!this.disposed) {
      this.disposed = true;
      this.onDispose();
    }
  }
}

export interface Scored {
  tokens: number[];
  logProb: number;
  score: number;
}

/** Every sequence that ends in `<eos>` within the lengths and passes `holds`, by score. */
export function bruteForce(
  model: HashModel,
  sentence: number,
  { minLength = 1, maxLength, alpha }: { minLength?: number; maxLength: number; alpha: number },
  holds: (tokens: number[]) => boolean = () => true,
): Scored[] {
  const all: Scored[] = [];
  const visit = (prefix: number[], logProb: number): void => {
    const next = model.after(sentence, prefix);
    for (let token = 0; token < model.vocabularySize; token++) {
      const tokens = [...prefix, token];
      const total = logProb + next[token];
      if (token !== model.eos) {
        if (tokens.length < maxLength) {
          visit(tokens, total);
        }
      } else if (tokens.length >= minLength && holds(tokens)) {
        all.push({ tokens, logProb: total, score: total / tokens.length ** alpha });
      }
    }
  };
  visit([], 0);
  return all.sort((a, b) => b.score - a.score);
}

/** Whether `phrase` occurs in `tokens`; written apart from the room's own. */
export function occurs(tokens: readonly number[], phrase: readonly number[]): boolean {
  return ` ${tokens.join(' ')} `.includes(` ${phrase.join(' ')} `);
}

export function repeatsNgram(tokens: readonly number[], size: number): boolean {
  const grams = tokens.slice(0, tokens.length - size + 1).map((_, i) => tokens.slice(i, i + size).join(' '));
  return new Set(grams).size < grams.length;
}
