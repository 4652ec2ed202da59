/** A backend that needs no network, fails when it is told to, and counts what it holds. */
import type { Seq2Seq } from '../../../src/runtime';
import type { Decoder, StepRequest } from '../../../src/search';
import { beamSearch } from '../../../src/search';

/** Entries of the vocabulary. */
export const WORDS = 30;

let time = 0;

/** Only what these backends compute takes time on it. */
export const fakeClock = (): number => time;

/** The sum of the words so far is the whole state; deterministic, so that two backends agree. */
export class FakeBackend implements Seq2Seq {
  disposed = false;
  steps = 0;
  /** Told at each step: may throw, or compute something wrong. */
  onStep: (step: number) => number = () => 0;
  states = 0;

  /** @param milliseconds that a step takes on the clock of these backends */
  constructor(private readonly milliseconds: number) {}

  encode(sources: readonly ArrayLike<number>[]): Promise<Decoder> {
    const sums = sources.map((ids) => Array.from(ids).reduce((a, b) => a + b, 0));
    const decoder = {
      vocabularySize: WORDS,
      bos: 1,
      eos: 2,
      initial: this.state(sums),
      step: (request: StepRequest) => this.step(request),
      dispose: () => undefined,
    };
    return Promise.resolve(decoder);
  }

  dispose(): Promise<void> {
    this.disposed = true;
    return Promise.resolve();
  }

  private state(sums: number[]) {
    this.states++;
    let live = true;
    const dispose = (): void => {
      if (live) this.states--;
      live = false;
    };
    return { rows: sums.length, sums, dispose };
  }

  private async step({ state, parents, tokens, k, probes }: StepRequest) {
    const error = this.onStep(this.steps++);
    time += this.milliseconds;
    const before = (state as unknown as { sums: number[] }).sums;
    const sums = Array.from(tokens, (token, i) => before[parents[i]] * 3 + token);
    const rows = sums.map((sum) =>
      logSoftmax(Array.from({ length: WORDS }, (_, w) => Math.sin(sum + 7 * w) * 3 + error)),
    );
    const order = rows.map((row) => [...row.keys()].sort((a, b) => row[b] - row[a] || a - b).slice(0, k));
    return {
      state: this.state(sums),
      tokens: Int32Array.from(order.flat()),
      logProbs: Float32Array.from(order.flatMap((words, r) => words.map((w) => rows[r][w] - error))),
      ...(probes && {
        probeLogProbs: Float32Array.from(
          probes,
          (w, i) => rows[Math.floor((i * rows.length) / probes.length)][w],
        ),
      }),
    };
  }
}

function logSoftmax(row: number[]): number[] {
  const norm = Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0));
  return row.map((x) => x - norm);
}

const SOURCES = [
  [3, 4],
  [5, 6, 7],
];

/** The four best of each of some sentences. */
export async function translate(session: Seq2Seq): Promise<number[][][]> {
  const decoder = await session.encode(SOURCES);
  try {
    const { sentences } = await beamSearch(decoder, { beamSize: 4, nBest: 4, maxLength: 9 });
    return sentences.map((list) => list.map(({ tokens }) => tokens));
  } finally {
    decoder.dispose();
  }
}
