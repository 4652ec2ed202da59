/**
 * The beam of one sentence: which tokens its rows need, which of their continuations are kept, what has finished.
 *
 * Not here: the batch over sentences and the decoder (beam.ts).
 */
import { byTotal, deal, type Candidate } from './candidates';
import { nextTokens, type NextTokens } from './constraints';
import { coveragePenalty } from './coverage';
import type { StepResult } from './decoder';
import type { ForcedPhrases, Progress } from './forced-phrases';
import { extend, materialise, rootNode, type Hypothesis, type HypothesisNode } from './hypothesis';
import { bestAttainable, lengthPenalised } from './length-penalty';
import type { SentenceRules } from './options';
import { attentionRow } from './step';
import { TreeRecorder, type NotChosen, type SearchTree, type StopReason } from './tree';

/** What the beam of a sentence is told, checked. */
export interface SentenceBeamOptions {
  rules: SentenceRules;
  phrases: ForcedPhrases;
  beamSize: number;
  nBest: number;
  alpha: number;
  beta: number;
  bos: number;
  tree: boolean;
}

/** A hypothesis that may be extended. */
export interface LiveHypothesis {
  readonly node: HypothesisNode;
  readonly progress: Progress;
  /** Its row in the newest decoder state. */
  readonly row: number;
  readonly treeId: number;
}

/** What one row asks of the decoder. */
export interface RowPlan {
  /** So many of the most probable tokens. */
  readonly k: number;
  /** Tokens wanted whatever their rank. */
  readonly probes: readonly number[];
}

/** The answer of one step: rows `offset` and after belong to this sentence. */
export interface StepView {
  readonly result: StepResult;
  readonly offset: number;
  readonly rows: number;
  readonly k: number;
  readonly probeCount: number;
}

interface Finished {
  readonly node: HypothesisNode;
  readonly score: number;
  readonly ended: 'eos' | 'length';
}

export class SentenceBeam {
  live: LiveHypothesis[];
  stopped: StopReason | null = null;
  private readonly finished: Finished[] = [];
  private readonly recorder: TreeRecorder | null;
  private next: NextTokens[] = [];
  private continuations: Set<number>[] = [];

  constructor(
    sentence: number,
    private readonly options: SentenceBeamOptions,
  ) {
    const node = rootNode(options.bos);
    this.live = [{ node, progress: options.phrases.start(), row: sentence, treeId: 0 }];
    this.recorder = options.tree ? new TreeRecorder(options.bos) : null;
  }

  /**
   * One plan for each live hypothesis. Of one row at most `width` tokens can enter the beam, so `width` allowed ones
   * are enough; as many more are asked for as may be refused, or are probed for in any case.
   */
  plan(): RowPlan[] {
    const { rules, phrases } = this.options;
    this.next = this.live.map(({ node }) => nextTokens(rules, node));
    this.continuations = this.live.map(({ progress }) => phrases.continuations(progress));
    return this.live.map(({ progress }, i) => {
      const next = this.next[i];
      if (next.only !== null) {
        return { k: 1, probes: [next.only] };
      }
      const probes = [...this.continuations[i]];
      const missing = phrases.missing(progress) > 0 ? 1 : 0;
      return { k: this.width + next.refusedCount + missing + probes.length, probes };
    });
  }

  /** Keeps the best continuations: those that end in `<eos>` are finished, the others are live. */
  select(view: StepView): void {
    const candidates = this.live.flatMap((_, i) => this.candidatesOf(i, view));
    const competing = candidates.filter((c) => c.outcome === 'outside beam').sort(byTotal);
    const chosen = this.choose(competing);
    const ids = this.record(candidates, competing);
    const parents = this.live;
    this.live = [];
    for (const candidate of chosen) {
      this.enter(candidate, parents[candidate.parent], view, ids?.get(candidate) ?? 0);
    }
    this.stop(competing);
  }

  /** The n-best list: finished hypotheses, distinct, by score. */
  hypotheses(): Hypothesis[] {
    return this.finished.slice(0, this.options.nBest).map((f) => materialise(f.node, f.score, f.ended));
  }

  /** Finished and live ones, by score: what a user may be shown before the end. */
  snapshot(): Hypothesis[] {
    const { alpha } = this.options;
    const finished = this.finished.map((f) => materialise(f.node, f.score, f.ended));
    const live = this.live.map(({ node }) =>
      materialise(node, lengthPenalised(node.total, node.length, alpha), 'open'),
    );
    return [...finished, ...live].sort((a, b) => b.score - a.score);
  }

  /** The tree, where one was asked for. Call once, after the search of this sentence has stopped. */
  tree(): SearchTree | undefined {
    return this.recorder?.finish(new Set(this.live.map((l) => l.treeId)), this.stopped!);
  }

  /** Places in the beam: a finished hypothesis keeps the one it has taken. */
  private get width(): number {
    return this.options.beamSize - this.finished.length;
  }

  private candidatesOf(i: number, view: StepView): Candidate[] {
    const { result, k, probeCount } = view;
    const row = view.offset + i;
    const { only } = this.next[i];
    if (only !== null) {
      return [this.candidate(i, only, result.probeLogProbs![row * probeCount], 0)];
    }
    const candidates: Candidate[] = [];
    const wanted = this.width + this.continuations[i].size;
    const seen = new Set<number>();
    for (let place = 0, allowed = 0; place < k && allowed < wanted; place++) {
      const token = result.tokens[row * k + place];
      const candidate = this.candidate(i, token, result.logProbs[row * k + place], place);
      candidates.push(candidate);
      seen.add(token);
      allowed += candidate.outcome === 'outside beam' ? 1 : 0;
    }
    let probe = row * probeCount;
    for (const token of this.continuations[i]) {
      const logProb = result.probeLogProbs![probe++];
      if (!seen.has(token)) {
        candidates.push(this.candidate(i, token, logProb, Infinity));
      }
    }
    return candidates;
  }

  private candidate(parent: number, token: number, logProb: number, place: number): Candidate {
    const { node, progress } = this.live[parent];
    const advanced = this.options.phrases.advance(progress, token);
    const outcome = this.refusal(parent, token, logProb, advanced) ?? 'outside beam';
    return { parent, token, logProb, total: node.total + logProb, progress: advanced, place, outcome };
  }

  private refusal(parent: number, token: number, logProb: number, progress: Progress): NotChosen | null {
    const { rules, phrases } = this.options;
    const next = this.next[parent];
    const refusal = token === next.only ? null : next.refusal(token);
    if (refusal) {
      return refusal;
    }
    const missing = phrases.missing(progress);
    if (token === rules.eos && missing > 0) {
      return 'missing phrase';
    }
    const length = this.live[parent].node.length + 1;
    if (token !== rules.eos && length + missing + 1 > rules.maxLength) {
      return 'length';
    }
    return logProb === -Infinity ? 'impossible' : null;
  }

  /** The best of all, at most `width`, each bank of forced phrases its share. */
  private choose(competing: readonly Candidate[]): Candidate[] {
    const hopeful = competing.filter((c) => !this.isHopeless(c.total));
    const chosen = deal(hopeful, this.width, (c) => this.options.phrases.met(c.progress));
    competing.slice(hopeful.length).forEach((c) => (c.outcome = 'worse than finished'));
    chosen.forEach((c) => (c.outcome = null));
    return chosen;
  }

  /** Nothing that continues a hypothesis of this log-probability can enter the n-best list any more. */
  private isHopeless(total: number): boolean {
    const { nBest, rules, alpha } = this.options;
    const last = this.finished[nBest - 1];
    return last !== undefined && bestAttainable(total, rules.maxLength, alpha) <= last.score;
  }

  private enter(candidate: Candidate, parent: LiveHypothesis, view: StepView, treeId: number): void {
    const { result, rows } = view;
    const { rules } = this.options;
    const row = view.offset + candidate.parent;
    const node = extend(parent.node, candidate.token, candidate.logProb, attentionRow(result, row, rows));
    if (candidate.token !== rules.eos) {
      this.live.push({ node, progress: candidate.progress, row, treeId });
      return;
    }
    const cut = node.length === rules.maxLength && result.tokens[row * view.k] !== rules.eos;
    const finished: Finished = { node, score: this.score(node), ended: cut ? 'length' : 'eos' };
    const place = this.finished.findIndex((other) => other.score < finished.score);
    this.finished.splice(place < 0 ? this.finished.length : place, 0, finished);
    this.recorder?.setScore(treeId, finished.score);
  }

  private score(node: HypothesisNode): number {
    const { alpha, beta } = this.options;
    return lengthPenalised(node.total, node.length, alpha) + coveragePenalty(node, beta);
  }

  private stop(competing: readonly Candidate[]): void {
    if (this.width === 0) {
      this.stopped = 'beam full';
      return;
    }
    const hopeful = this.live.filter(({ node }) => !this.isHopeless(node.total));
    if (hopeful.length === 0) {
      const bounded = this.live.length > 0 || competing.some((c) => c.outcome === 'worse than finished');
      this.stopped = bounded ? 'bound' : 'no live hypothesis';
    }
    this.live = hopeful;
  }

  /** Of each row the `beamSize` most probable tokens, and whatever was chosen. */
  private record(
    candidates: readonly Candidate[],
    competing: readonly Candidate[],
  ): Map<Candidate, number> | null {
    if (!this.recorder) {
      return null;
    }
    const { alpha, beamSize, rules } = this.options;
    const ranks = new Map(competing.map((candidate, i) => [candidate, i + 1]));
    const ids = new Map<Candidate, number>();
    for (const candidate of candidates) {
      const { token, logProb, total, outcome } = candidate;
      const parent = this.live[candidate.parent];
      const step = parent.node.length + 1;
      if (outcome !== null && candidate.place >= beamSize) {
        continue;
      }
      const id = this.recorder.add({
        parent: parent.treeId,
        step,
        token,
        logProb,
        total,
        score: lengthPenalised(total, step, alpha),
        rank: ranks.get(candidate) ?? null,
        ...(outcome !== null
          ? { state: 'not chosen', reason: outcome }
          : { state: token === rules.eos ? 'finished' : 'kept' }),
      });
      ids.set(candidate, id);
    }
    return ids;
  }
}
