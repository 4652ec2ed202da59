/** WebGL and the processor take the same few steps: are their numbers the same, and which is faster? */
import { WebglError } from '../webgl/errors';
import type { Decoder } from '../../search/decoder';
import type { Seq2Seq } from '../session';

/** A sentence of everyday length, and as many hypotheses as the bundled models recommend. */
const WORDS = 12;
const ROWS = 5;
const K = 8;
const STEPS = 8;
/** Steps whose time counts: the first ones compile. */
const TIMED = 5;
/** Of a log-probability. What a broken driver makes is wrong by far more. */
const TOLERANCE = 1e-2;

export interface Trial {
  /** Of one step. */
  milliseconds: { webgl: number; processor: number };
}

interface Run {
  /** R × K of the last step. */
  tokens: Int32Array;
  logProbs: Float32Array;
  milliseconds: number;
}

/** Milliseconds since some moment. */
export type Clock = () => number;

/**
 * @param sourceWords ids of the source vocabulary below which all may be used
 * @throws WebglError('wrong-result') when the two do not agree; whatever the backends throw
 */
export async function tryBoth(
  processor: Seq2Seq,
  webgl: Seq2Seq,
  sourceWords: number,
  now: Clock,
): Promise<Trial> {
  const expected = await run(processor, sourceWords, now);
  const found = await run(webgl, sourceWords, now);
  const off = expected.logProbs.findIndex((value, i) => !(Math.abs(value - found.logProbs[i]) <= TOLERANCE));
  if (off >= 0) {
    const what = `${found.logProbs[off]} instead of ${expected.logProbs[off]}`;
    throw new WebglError('wrong-result', `WebGL computes other numbers than the processor here: ${what}`);
  }
  return { milliseconds: { processor: expected.milliseconds, webgl: found.milliseconds } };
}

async function run(backend: Seq2Seq, sourceWords: number, now: Clock): Promise<Run> {
  const source = Int32Array.from({ length: WORDS }, (_, i) => Math.min(sourceWords - 1, 10 + 7 * i));
  const decoder = await backend.encode([source]);
  try {
    return await steps(decoder, now);
  } finally {
    decoder.dispose();
  }
}

/** The same words are fed whatever comes out, so that both backends take the same way. */
async function steps(decoder: Decoder, now: Clock): Promise<Run> {
  const k = Math.min(K, decoder.vocabularySize);
  const times: number[] = [];
  let state = decoder.initial;
  let last: Run | undefined;
  for (let step = 0; step < STEPS; step++) {
    const start = now();
    const result = await decoder.step({
      state,
      parents: Int32Array.from({ length: ROWS }, (_, i) => (step === 0 ? 0 : (i + step) % ROWS)),
      tokens: Int32Array.from({ length: ROWS }, (_, i) => (10 + 3 * step + i) % decoder.vocabularySize),
      k,
    });
    times.push(now() - start);
    state.dispose();
    state = result.state;
    last = { tokens: result.tokens, logProbs: result.logProbs, milliseconds: 0 };
    // Others are served between two steps.
    await new Promise((resolve) => setTimeout(resolve));
  }
  state.dispose();
  const timed = times.slice(-TIMED).sort((a, b) => a - b);
  return { ...last!, milliseconds: timed[TIMED >> 1] };
}
