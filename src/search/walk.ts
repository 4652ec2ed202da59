/**
 * One token after the other, each final once it is chosen: what greedy search and sampling have in common. Batched over
 * the hypotheses; a finished one leaves the batch.
 *
 * Not here: how the token is chosen (greedy.ts, sample.ts).
 */
import { nextTokens, type NextTokens } from './constraints';
import type { SearchCost } from './cost';
import type { Decoder, StepResult } from './decoder';
import { extend, materialise, rootNode, type Hypothesis, type HypothesisNode } from './hypothesis';
import { lengthPenalised } from './length-penalty';
import { resolveLengthPenalty, type DecodingOptions, type SentenceRules } from './options';
import { attentionRow, DecoderWalk } from './step';

/** What greedy search, sampling and forced decoding return. */
export interface SearchResult {
  /** For each sentence its hypotheses; empty where the constraints left no token with a probability above 0. */
  sentences: Hypothesis[][];
  cost: SearchCost;
}

/** The choice among the tokens of one row, best first, that may come. Null: none may. */
export type Choose = (candidates: readonly Candidate[]) => Candidate | null;

export interface Candidate {
  token: number;
  logProb: number;
}

/** One hypothesis on its way: which sentence it is of, and which row of the newest state it is. */
export interface Walker {
  readonly rules: SentenceRules;
  readonly sentence: number;
  row: number;
  node: HypothesisNode;
  hypothesis: Hypothesis | null;
}

export function startWalker(decoder: Decoder, rules: SentenceRules, sentence: number): Walker {
  return { rules, sentence, row: sentence, node: rootNode(decoder.bos), hypothesis: null };
}

/**
 * Extends every walker by the chosen token until it ends.
 *
 * @param wanted how many tokens that may come `choose` needs to see
 */
export async function walk(
  decoder: Decoder,
  walkers: readonly Walker[],
  options: DecodingOptions,
  wanted: number,
  choose: Choose,
): Promise<SearchCost> {
  const alpha = resolveLengthPenalty(options.lengthPenalty);
  const steps = new DecoderWalk(decoder, options.signal);
  try {
    let live = [...walkers];
    while (live.length > 0) {
      const next = live.map((walker) => nextTokens(walker.rules, walker.node));
      const k = Math.min(decoder.vocabularySize, wanted + Math.max(...next.map((n) => n.refusedCount)));
      const result = await steps.step({
        parents: Int32Array.from(live, (walker) => walker.row),
        tokens: Int32Array.from(live, (walker) => walker.node.token),
        k,
        probes: Int32Array.from(next, (n) => n.only ?? decoder.eos),
      });
      const rows = live.length;
      live = live.filter((walker, row) => {
        const chosen = choose(candidatesOf(result, row, k, next[row]));
        return chosen !== null && advance(walker, chosen, result, row, rows, alpha);
      });
    }
  } finally {
    steps.close();
  }
  return steps.stepper.cost;
}

/** The tokens of one row that may come and have a probability above 0, best first. */
function candidatesOf(result: StepResult, row: number, k: number, next: NextTokens): Candidate[] {
  const candidates: Candidate[] = [];
  if (next.only !== null) {
    candidates.push({ token: next.only, logProb: result.probeLogProbs![row] });
  } else {
    for (let i = row * k; i < (row + 1) * k; i++) {
      const token = result.tokens[i];
      if (next.refusal(token) === null) {
        candidates.push({ token, logProb: result.logProbs[i] });
      }
    }
  }
  return candidates.filter((c) => c.logProb > -Infinity);
}

/** True while the walker goes on. */
function advance(
  walker: Walker,
  chosen: Candidate,
  result: StepResult,
  row: number,
  rows: number,
  alpha: number,
): boolean {
  walker.node = extend(walker.node, chosen.token, chosen.logProb, attentionRow(result, row, rows));
  walker.row = row;
  if (chosen.token !== walker.rules.eos) {
    return true;
  }
  const best = result.tokens[(row * result.tokens.length) / rows];
  const cut = walker.node.length === walker.rules.maxLength && best !== walker.rules.eos;
  const score = lengthPenalised(walker.node.total, walker.node.length, alpha);
  walker.hypothesis = materialise(walker.node, score, cut ? 'length' : 'eos');
  return false;
}
