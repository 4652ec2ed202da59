/**
 * A search with everything it looked at: candidates, greedy path, tree and cost; the exact optimum on demand; and what
 * else a word might have been. Any subject of search-subject.ts.
 */
import type { Hypothesis, SearchTree } from '../../search';
import {
  beamSearch,
  beamSearchCost,
  exactSearch,
  exhaustiveSearchCost,
  formatCount,
  greedy,
} from '../../search';
import type {
  ExactAnswer,
  ExactParams,
  ExactProgress,
  SearchNode,
  SearchParams,
  SearchProgress,
  SearchTrace,
} from '../../protocol/search';
import type { RequestContext } from '../../rpc/services';
import type { OpenSubject } from './search-subject';
import { toHypothesis } from './search-subject';

/**
 * All finished hypotheses are kept, so the length penalty orders them and decides nothing else: another α needs no
 * other search.
 * @throws SearchError('aborted') when cancelled, 'conflicting-constraints'
 */
export async function traceSearch(
  subject: OpenSubject,
  { decoding: { beamSize }, constraints: { forbidden } }: SearchParams,
  context: RequestContext<SearchProgress>,
): Promise<SearchTrace> {
  const { decoder, rules, forcedPhrases, maxLength } = subject;
  const { signal } = context;
  const found = await beamSearch(decoder, {
    ...rules,
    signal,
    beamSize,
    nBest: beamSize,
    forcedPhrases: [forcedPhrases],
    tree: true,
    onStep: ({ step, maxSteps, hypotheses }) => {
      const [first] = hypotheses(0);
      context.progress({ step, maxSteps, leading: first ? subject.show(first).text : '' });
    },
  });
  // The search forbids a phrase in its usual pieces; a network may spell it in others.
  const candidates = found.sentences[0]
    .map((hypothesis) => subject.show(hypothesis))
    .filter(({ text }) => !forbidden.some((phrase) => containsPhrase(text, phrase)));
  const leading = candidates[0]?.text ?? '';
  context.progress({ step: found.cost.steps, maxSteps: maxLength, leading, candidates });
  const { sentences } = await greedy(decoder, { ...rules, signal });
  const [best] = sentences[0] as (Hypothesis | undefined)[];
  const tree = found.trees![0];
  const vocabulary = decoder.vocabularySize;
  return {
    sentences: subject.sentences,
    sentence: subject.sentence,
    source: subject.source,
    ...(subject.phrase !== undefined && { phrase: subject.phrase }),
    candidates,
    greedy: best ? subject.show(best) : null,
    tree: nodesOf(tree, subject),
    stopped: tree.stopped,
    cost: {
      ...found.cost,
      beamSize,
      vocabulary,
      maxLength,
      bound: formatCount(beamSearchCost(beamSize, vocabulary, maxLength)),
      exhaustive: formatCount(exhaustiveSearchCost(vocabulary, maxLength)),
    },
  };
}

/** As words of their own, in whatever case. */
function containsPhrase(text: string, phrase: string): boolean {
  const escaped = phrase.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return escaped !== '' && new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}

function nodesOf({ nodes }: SearchTree, { textOf }: OpenSubject): SearchNode[] {
  return nodes.map((node) => ({
    id: node.id,
    parent: node.parent,
    step: node.step,
    token: node.token,
    text: node.parent === null ? '' : textOf(node.token),
    logProb: node.logProb,
    total: node.total,
    rank: node.rank,
    state: node.state,
    ...(node.prunedAt !== undefined && { prunedAt: node.prunedAt }),
    ...(node.reason !== undefined && { reason: node.reason }),
  }));
}

/** Milliseconds between two reports. */
const REPORT = 100;

/** @throws SearchError('aborted') when cancelled */
export async function searchExactly(
  subject: OpenSubject,
  { decoding, incumbent, nodeBudget }: ExactParams,
  context: RequestContext<ExactProgress>,
): Promise<ExactAnswer> {
  let reported = 0;
  const result = await exactSearch(subject.decoder, {
    ...subject.rules,
    signal: context.signal,
    nodeBudget,
    ...(incumbent?.tokens.at(-1)?.text === '<eos>' && {
      incumbent: toHypothesis(incumbent, decoding.lengthPenalty),
    }),
    onVisit: ({ nodes }) => {
      if (performance.now() - reported < REPORT) return;
      reported = performance.now();
      context.progress({ nodes, nodeBudget });
    },
  });
  const { best, improved, complete, nodes } = result;
  return { best: best && subject.show(best), improved, complete, nodes };
}
