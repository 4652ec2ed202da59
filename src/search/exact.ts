/**
 * Exact search (docs/lecture-notes.md, system 11; Stahlberg and Byrne 2019, "On NMT Search Errors and Model Errors"): depth first, the most
 * probable child first, pruned by the best finished score. What it returns is the model's true optimum, which shows
 * whether beam search missed it. For a trained model without a minimum length that is often the empty sentence.
 *
 * The bound is true for every α ≥ 0 (length-penalty.ts); with α > 0 it is loose, and a search takes far longer. Time
 * grows without limit, so there is a node budget, and the result says whether it ended the search. Memory does not: one
 * state for each token of the current prefix.
 *
 * Not here: n-best lists, coverage, phrases that must occur.
 */
import { nextTokens } from './constraints';
import type { SearchCost } from './cost';
import type { Decoder, DecoderState, StepResult } from './decoder';
import { SearchError } from './errors';
import { extend, materialise, rootNode, type Hypothesis, type HypothesisNode } from './hypothesis';
import { bestAttainable, lengthPenalised } from './length-penalty';
import {
  checkInteger,
  checkSentenceIndex,
  resolveLengthPenalty,
  resolveRules,
  type DecodingOptions,
  type SentenceRules,
} from './options';
import { attentionRow, DecoderStepper } from './step';

export const DEFAULT_NODE_BUDGET = 100_000;

/** Children asked of the decoder at first, and the factor by which more are asked for where all of them may lead on. */
const FIRST_CHILDREN = 32;
const MORE_CHILDREN = 8;

export interface ExactSearchOptions extends DecodingOptions {
  /** Which row of `decoder.initial`; default 0. */
  sentence?: number;
  /** Prefixes visited before the search gives up; default 100,000. */
  nodeBudget?: number;
  /** A finished hypothesis of the same model, such as beam search's: where it is good, much is pruned from the start. */
  incumbent?: Hypothesis;
  /** Called after every visited prefix. What it throws ends the search. */
  onVisit?: (progress: ExactSearchProgress) => void;
}

export interface ExactSearchProgress {
  readonly nodes: number;
  /** The best so far, the incumbent included. */
  readonly best: Hypothesis | null;
}

export interface ExactSearchResult {
  /** The best hypothesis found, or the incumbent if nothing beat it; null if there is none with a probability above 0. */
  best: Hypothesis | null;
  /** Whether `best` is another sequence than the incumbent's: then the search that found the incumbent missed it. */
  improved: boolean;
  /** True: `best` is the optimum. False: the node budget ended the search first. */
  complete: boolean;
  /** Prefixes visited. */
  nodes: number;
  cost: SearchCost;
}

/**
 * @param decoder not disposed of
 * @throws {SearchError} `invalid-option`, `conflicting-constraints`, `aborted`, `invalid-decoder-output`. All states are
 *   disposed of in every case.
 */
export async function exactSearch(decoder: Decoder, options: ExactSearchOptions): Promise<ExactSearchResult> {
  const sentence = checkSentenceIndex(options.sentence ?? 0, decoder);
  const rules = resolveRules(decoder, options)[sentence];
  const alpha = resolveLengthPenalty(options.lengthPenalty);
  const nodeBudget = checkInteger('nodeBudget', options.nodeBudget ?? DEFAULT_NODE_BUDGET, 1);
  const incumbent = options.incumbent ? rescored(options.incumbent, rules, alpha) : null;
  const search = new Exact(
    new DecoderStepper(decoder, options.signal),
    rules,
    alpha,
    nodeBudget,
    incumbent,
    options.onVisit,
  );
  await search.visit(decoder.initial, sentence, rootNode(decoder.bos));
  return {
    best: search.best,
    improved: search.best !== null && search.best.tokens.join() !== incumbent?.tokens.join(),
    complete: search.complete,
    nodes: search.nodes,
    cost: search.stepper.cost,
  };
}

/** The incumbent under this search's α, whatever penalties it was found with. */
function rescored(incumbent: Hypothesis, rules: SentenceRules, alpha: number): Hypothesis {
  const { tokens, logProb } = incumbent;
  const inside = tokens.length >= rules.minLength && tokens.length <= rules.maxLength;
  if (!inside || tokens[tokens.length - 1] !== rules.eos) {
    throw new SearchError(
      'invalid-option',
      `The incumbent has ${tokens.length} tokens${inside ? ' and does not end in <eos>' : ''}; exact search looks at sequences of ` +
        `${rules.minLength} to ${rules.maxLength} tokens that end in <eos>: give one of those, or none.`,
    );
  }
  return { ...incumbent, score: lengthPenalised(logProb, tokens.length, alpha) };
}

class Exact {
  complete = true;
  nodes = 0;

  constructor(
    readonly stepper: DecoderStepper,
    private readonly rules: SentenceRules,
    private readonly alpha: number,
    private readonly nodeBudget: number,
    public best: Hypothesis | null,
    private readonly onVisit: ExactSearchOptions['onVisit'],
  ) {}

  /** @param row of `state` that `node` continues */
  async visit(state: DecoderState, row: number, node: HypothesisNode): Promise<void> {
    if (this.nodes >= this.nodeBudget) {
      this.complete = false;
      return;
    }
    this.nodes++;
    const { only, refusal } = nextTokens(this.rules, node);
    const children = new Children(this.stepper, state, row, node.token, only);
    try {
      for (let place = 0; await children.has(place); place++) {
        const { token, logProb } = children.at(place);
        const total = node.total + logProb;
        // Children come by probability: once one cannot win, no later one can.
        if (!this.canWin(total)) {
          break;
        }
        if (only === null && refusal(token) !== null) {
          continue;
        }
        const child = extend(node, token, logProb, children.attention());
        if (token === this.rules.eos) {
          this.finish(child, children.mostProbable());
        } else {
          await this.visit(children.state(), 0, child);
        }
        if (!this.complete) {
          break;
        }
      }
    } finally {
      children.dispose();
    }
    this.onVisit?.({ nodes: this.nodes, best: this.best });
  }

  private canWin(total: number): boolean {
    const bound = bestAttainable(total, this.rules.maxLength, this.alpha);
    return bound > (this.best?.score ?? -Infinity);
  }

  private finish(node: HypothesisNode, mostProbable: number): void {
    const score = lengthPenalised(node.total, node.length, this.alpha);
    if (score > (this.best?.score ?? -Infinity)) {
      const cut = node.length === this.rules.maxLength && mostProbable !== node.token;
      this.best = materialise(node, score, cut ? 'length' : 'eos');
    }
  }
}

/** The children of one prefix by probability, asked of the decoder in growing portions. */
class Children {
  private result: StepResult | null = null;
  private k = 0;

  constructor(
    private readonly stepper: DecoderStepper,
    private readonly from: DecoderState,
    private readonly row: number,
    private readonly token: number,
    private readonly only: number | null,
  ) {}

  async has(place: number): Promise<boolean> {
    const { vocabularySize } = this.stepper.decoder;
    if (this.only !== null && place > 0) {
      return false;
    }
    if (place >= this.k && this.k < vocabularySize) {
      const k = this.only !== null ? 1 : this.k === 0 ? FIRST_CHILDREN : this.k * MORE_CHILDREN;
      await this.ask(Math.min(vocabularySize, k));
    }
    return place < this.k;
  }

  at(place: number): { token: number; logProb: number } {
    const { tokens, logProbs, probeLogProbs } = this.result!;
    return this.only !== null
      ? { token: this.only, logProb: probeLogProbs![0] }
      : { token: tokens[place], logProb: logProbs[place] };
  }

  state(): DecoderState {
    return this.result!.state;
  }

  attention(): Float32Array | null {
    return attentionRow(this.result!, 0, 1);
  }

  mostProbable(): number {
    return this.result!.tokens[0];
  }

  dispose(): void {
    this.result?.state.dispose();
    this.result = null;
  }

  private async ask(k: number): Promise<void> {
    this.dispose();
    this.result = await this.stepper.step({
      state: this.from,
      parents: Int32Array.of(this.row),
      tokens: Int32Array.of(this.token),
      k,
      ...(this.only !== null ? { probes: Int32Array.of(this.only) } : {}),
    });
    this.k = k;
  }
}
