/**
 * Beam search (docs/lecture-notes.md, system 12): at every step the k best of the k·n continuations are kept, score (1/L^α) · Σ log p.
 * Batched: all live hypotheses of all sentences are the rows of one `Decoder.step`; finished ones leave the batch.
 *
 * Which form. A hypothesis that takes `<eos>` keeps its place among the k and is not extended, so that the live beam
 * shrinks (as in Bahdanau et al.'s Groundhog, Nematus and Marian); it is not replaced by a runner-up. So k = 1 is
 * greedy search by construction and not by the stopping rule, and k ≥ n^T is exhaustive search since nothing is ever
 * outside the beam. The other common form (look at 2k, keep k live) has both properties only if it stops at the k-th
 * finished hypothesis, and steps more rows.
 *
 * When it stops, for each sentence: k hypotheses have finished; or none is live; or no live one can still enter the
 * n-best list (`bestAttainable`, a true bound). A hypothesis that cannot is dropped at once.
 *
 * Not here: the choice within one sentence (sentence-beam.ts).
 */
import type { SearchCost } from './cost';
import type { Decoder, StepResult } from './decoder';
import { SearchError } from './errors';
import { ForcedPhrases } from './forced-phrases';
import type { Hypothesis } from './hypothesis';
import {
  checkInteger,
  checkNothingForbidden,
  checkNotNegative,
  checkPerSentence,
  checkPhrases,
  resolveLengthPenalty,
  resolveRules,
  type DecodingOptions,
  type SentenceRules,
  type TokenSequence,
} from './options';
import { SentenceBeam, type RowPlan } from './sentence-beam';
import { DecoderWalk } from './step';
import type { SearchTree } from './tree';

export interface BeamSearchOptions extends DecodingOptions {
  /** k ≥ 1. */
  beamSize: number;
  /** Hypotheses returned for each sentence, at most `beamSize`; default 1. */
  nBest?: number;
  /** β of Wu et al.'s coverage penalty, added to the score of finished hypotheses; default 0. Needs attention. */
  coveragePenalty?: number;
  /**
   * Per sentence: token sequences that must occur (dynamic beam allocation). They share the beam with the free
   * hypotheses, so a beam of more than the tokens of all phrases finds the better places for them.
   */
  forcedPhrases?: readonly (readonly TokenSequence[])[];
  /** Report the whole search as a tree. */
  tree?: boolean;
  /** Called after every step. What it throws ends the search. */
  onStep?: (progress: BeamProgress) => void;
}

/** The state of a search after a step. Valid during the call of `onStep` only. */
export interface BeamProgress {
  /** 1 after the first step. */
  readonly step: number;
  /** The last step there can be. */
  readonly maxSteps: number;
  /** Sentences still searched. */
  readonly liveSentences: number;
  /** Finished and live hypotheses of a sentence so far, by score; written out when asked for. */
  hypotheses(sentence: number): Hypothesis[];
}

export interface BeamSearchResult {
  /**
   * For each sentence its n-best list: finished hypotheses, distinct, by score. Shorter than `nBest` where fewer
   * finished, and empty where the constraints left none.
   */
  sentences: Hypothesis[][];
  /** One tree a sentence, where asked for. */
  trees?: SearchTree[];
  cost: SearchCost;
}

/**
 * @param decoder N sentences; not disposed of
 * @throws {SearchError} `invalid-option`, `conflicting-constraints`, `missing-attention`, `aborted`,
 *   `invalid-decoder-output`; the engine's errors pass through. All states are disposed of in every case.
 */
export async function beamSearch(decoder: Decoder, options: BeamSearchOptions): Promise<BeamSearchResult> {
  const rules = resolveRules(decoder, options);
  const beams = startBeams(decoder, rules, options);
  const walk = new DecoderWalk(decoder, options.signal);
  const maxSteps = Math.max(...rules.map((r) => r.maxLength));
  try {
    let live = beams;
    for (let step = 1; live.length > 0; step++) {
      await stepBeams(decoder, walk, live);
      live = live.filter((beam) => beam.stopped === null);
      options.onStep?.({
        step,
        maxSteps,
        liveSentences: live.length,
        hypotheses: (sentence) => beams[sentence].snapshot(),
      });
    }
  } finally {
    walk.close();
  }
  return {
    sentences: beams.map((beam) => beam.hypotheses()),
    ...(options.tree ? { trees: beams.map((beam) => beam.tree()!) } : {}),
    cost: walk.stepper.cost,
  };
}

function startBeams(
  decoder: Decoder,
  rules: readonly SentenceRules[],
  options: BeamSearchOptions,
): SentenceBeam[] {
  const beamSize = checkInteger('beamSize', options.beamSize, 1);
  const nBest = checkInteger('nBest', options.nBest ?? 1, 1);
  if (nBest > beamSize) {
    throw new SearchError(
      'invalid-option',
      `nBest ${nBest} is above beamSize ${beamSize}: a beam of k finds at most k hypotheses.`,
    );
  }
  checkPerSentence('forcedPhrases', options.forcedPhrases, rules.length);
  const shared = {
    beamSize,
    nBest,
    alpha: resolveLengthPenalty(options.lengthPenalty),
    beta: checkNotNegative('coveragePenalty', options.coveragePenalty ?? 0),
    bos: decoder.bos,
    tree: options.tree ?? false,
  };
  return rules.map((sentenceRules, s) => {
    const phrases = forcedPhrases(decoder, sentenceRules, options.forcedPhrases?.[s] ?? [], s);
    return new SentenceBeam(s, { ...shared, rules: sentenceRules, phrases });
  });
}

function forcedPhrases(
  decoder: Decoder,
  rules: SentenceRules,
  sequences: readonly TokenSequence[],
  sentence: number,
): ForcedPhrases {
  checkPhrases('forcedPhrases', sequences, sentence, decoder);
  sequences.forEach((phrase, i) => {
    checkNothingForbidden(`forcedPhrases[${sentence}][${i}]`, phrase, rules, sentence);
  });
  const phrases = new ForcedPhrases(sequences);
  const progress = rules.prefix.reduce((p, token) => phrases.advance(p, token), phrases.start());
  const needed = rules.prefix.length + phrases.missing(progress) + 1;
  if (needed > rules.maxLength) {
    throw new SearchError(
      'conflicting-constraints',
      `Sentence ${sentence}: forced prefix, forced phrases and <eos> take ${needed} tokens one after the other, and maxLength is ${rules.maxLength}; raise it to ${needed}.`,
    );
  }
  return phrases;
}

/** One step of all live hypotheses of all sentences. */
async function stepBeams(decoder: Decoder, walk: DecoderWalk, beams: readonly SentenceBeam[]): Promise<void> {
  const plans = beams.map((beam) => beam.plan());
  const rows = plans.flat();
  const live = beams.flatMap((beam) => beam.live);
  const k = Math.min(decoder.vocabularySize, Math.max(...rows.map((row) => row.k)));
  const probeCount = Math.max(...rows.map((row) => row.probes.length));
  const result: StepResult = await walk.step({
    parents: Int32Array.from(live, (l) => l.row),
    tokens: Int32Array.from(live, (l) => l.node.token),
    k,
    ...(probeCount > 0 ? { probes: packProbes(rows, probeCount, decoder.eos) } : {}),
  });
  let offset = 0;
  beams.forEach((beam, i) => {
    beam.select({ result, offset, rows: rows.length, k, probeCount });
    offset += plans[i].length;
  });
}

/** R × P probes; rows with fewer are filled with `<eos>`, whose values nobody reads. */
function packProbes(rows: readonly RowPlan[], probeCount: number, eos: number): Int32Array {
  const packed = new Int32Array(rows.length * probeCount).fill(eos);
  rows.forEach(({ probes }, i) => packed.set(probes, i * probeCount));
  return packed;
}
