/**
 * Exhaustive search (docs/lecture-notes.md, system 11): every sequence is scored and the best wins. Its cost is n^T, so it is for toys and
 * for teaching; it refuses to start where it would not end.
 *
 * Not here: any pruning (exact.ts finds the same optimum without looking everywhere).
 */
import { nextTokens } from './constraints';
import { exhaustiveSearchCost, formatCount, type SearchCost } from './cost';
import type { Decoder, DecoderState } from './decoder';
import { SearchError } from './errors';
import { extend, materialise, rootNode, type Hypothesis, type HypothesisNode } from './hypothesis';
import { lengthPenalised } from './length-penalty';
import {
  checkInteger,
  checkSentenceIndex,
  resolveLengthPenalty,
  resolveRules,
  type DecodingOptions,
  type SentenceRules,
} from './options';
import { attentionRow, DecoderStepper } from './step';

/** Sequences exhaustive search agrees to go through unless told otherwise. */
export const DEFAULT_SEQUENCE_LIMIT = 1_000_000;

export interface ExhaustiveSearchOptions extends DecodingOptions {
  /** Which row of `decoder.initial`; default 0. */
  sentence?: number;
  /** Hypotheses returned; default 1. */
  nBest?: number;
  /** Refuse above so many sequences (n^T); default 10⁶. */
  limit?: number;
}

export interface ExhaustiveSearchResult {
  /** By score; empty where the constraints leave no sequence with a probability above 0. */
  hypotheses: Hypothesis[];
  /** Complete sequences scored. */
  sequences: number;
  cost: SearchCost;
}

/**
 * @param decoder not disposed of
 * @throws {SearchError} `too-many-sequences` with the count, `invalid-option`, `conflicting-constraints`, `aborted`,
 *   `invalid-decoder-output`. All states are disposed of in every case.
 */
export async function exhaustiveSearch(
  decoder: Decoder,
  options: ExhaustiveSearchOptions,
): Promise<ExhaustiveSearchResult> {
  const sentence = checkSentenceIndex(options.sentence ?? 0, decoder);
  const rules = resolveRules(decoder, options)[sentence];
  const limit = checkInteger('limit', options.limit ?? DEFAULT_SEQUENCE_LIMIT, 1);
  refuseAbove(limit, decoder.vocabularySize, rules.maxLength);
  const search = new Exhaustive(
    new DecoderStepper(decoder, options.signal),
    rules,
    resolveLengthPenalty(options.lengthPenalty),
    checkInteger('nBest', options.nBest ?? 1, 1),
  );
  await search.visit(decoder.initial, sentence, [rootNode(decoder.bos)]);
  return { hypotheses: search.best, sequences: search.sequences, cost: search.stepper.cost };
}

function refuseAbove(limit: number, vocabularySize: number, maxLength: number): void {
  const count = exhaustiveSearchCost(vocabularySize, maxLength);
  if (count > BigInt(limit)) {
    throw new SearchError(
      'too-many-sequences',
      `Exhaustive search would go through ${vocabularySize}^${maxLength} = ${formatCount(count)} sequences, and the limit is ` +
        `${formatCount(BigInt(limit))}; lower maxLength, raise limit, or use exact or beam search.`,
    );
  }
}

class Exhaustive {
  readonly best: Hypothesis[] = [];
  sequences = 0;

  constructor(
    readonly stepper: DecoderStepper,
    private readonly rules: SentenceRules,
    private readonly alpha: number,
    private readonly nBest: number,
  ) {}

  /** Steps siblings together, then each one's children, so that no more states are alive than the sequence is long. */
  async visit(state: DecoderState, row: number, siblings: readonly HypothesisNode[]): Promise<void> {
    const { decoder } = this.stepper;
    const k = decoder.vocabularySize;
    const rows = siblings.length;
    const result = await this.stepper.step({
      state,
      parents: new Int32Array(rows).fill(row),
      tokens: Int32Array.from(siblings, (node) => node.token),
      k,
    });
    try {
      for (let r = 0; r < rows; r++) {
        const { only, refusal } = nextTokens(this.rules, siblings[r]);
        const attention = attentionRow(result, r, rows);
        const children: HypothesisNode[] = [];
        for (let i = r * k; i < (r + 1) * k; i++) {
          const token = result.tokens[i];
          const allowed = only === null ? refusal(token) === null : token === only;
          if (!allowed || result.logProbs[i] === -Infinity) {
            continue;
          }
          const child = extend(siblings[r], token, result.logProbs[i], attention);
          if (token === decoder.eos) {
            this.finish(child, result.tokens[r * k]);
          } else {
            children.push(child);
          }
        }
        if (children.length > 0) {
          await this.visit(result.state, r, children);
        }
      }
    } finally {
      result.state.dispose();
    }
  }

  private finish(node: HypothesisNode, mostProbable: number): void {
    this.sequences++;
    const score = lengthPenalised(node.total, node.length, this.alpha);
    if (this.best.length === this.nBest && this.best[this.nBest - 1].score >= score) {
      return;
    }
    const cut = node.length === this.rules.maxLength && mostProbable !== node.token;
    const place = this.best.findIndex((other) => other.score < score);
    this.best.splice(
      place < 0 ? this.best.length : place,
      0,
      materialise(node, score, cut ? 'length' : 'eos'),
    );
    this.best.length = Math.min(this.best.length, this.nBest);
  }
}
