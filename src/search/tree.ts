/**
 * A whole beam search as a tree: what was looked at, what was kept, and why the rest was not. Plain JSON, for the side
 * panel to draw and for `cli search --json`.
 *
 * At most k·(k + 1) nodes a step: of each of the k rows the k most probable tokens, and the chosen ones where
 * constraints made the search look further.
 *
 * Not here: the search (beam.ts), drawing (webview/).
 */
import type { Refusal } from './constraints';

/** Why a token that was looked at did not enter the beam. `impossible`: its probability is 0. */
export type NotChosen = Refusal | 'outside beam' | 'worse than finished' | 'missing phrase' | 'impossible';

/**
 * - `kept`: on the way to a finished hypothesis, or still live when the search stopped;
 * - `pruned`: was in the beam, but at step `prunedAt` nothing that continues it was;
 * - `finished`: ended in `<eos>`;
 * - `not chosen`: never entered the beam, for `reason`.
 */
export type TreeState = 'kept' | 'pruned' | 'finished' | 'not chosen';

export interface TreeNode {
  /** Its index in `SearchTree.nodes`. A parent stands before its children. */
  id: number;
  /** Null for the root, which is `bos`. */
  parent: number | null;
  /** 1 for the first generated token; 0 for the root. */
  step: number;
  token: number;
  /** Natural log; null where the probability is 0 (JSON has no −∞). */
  logProb: number | null;
  /** Σ log p up to here. */
  total: number | null;
  /** Length-penalised, for a finished node with the coverage penalty. */
  score: number | null;
  /** 1 for the best candidate of its step by Σ log p; null where it was refused before it could compete. */
  rank: number | null;
  state: TreeState;
  prunedAt?: number;
  reason?: NotChosen;
}

export interface SearchTree {
  nodes: TreeNode[];
  /** Why the search of this sentence ended: see beam.ts. */
  stopped: StopReason;
}

/**
 * `beam full`: as many hypotheses have finished as the beam holds. `no live hypothesis`: none is left to continue.
 * `bound`: none that is left can still enter the n-best list.
 */
export type StopReason = 'beam full' | 'no live hypothesis' | 'bound';

/** Records the tree of one sentence while it is searched. */
export class TreeRecorder {
  private readonly nodes: TreeNode[];

  constructor(bos: number) {
    this.nodes = [
      { id: 0, parent: null, step: 0, token: bos, logProb: 0, total: 0, score: 0, rank: 1, state: 'kept' },
    ];
  }

  /** @returns the id of the new node */
  add(node: Omit<TreeNode, 'id'>): number {
    const id = this.nodes.length;
    this.nodes.push({
      ...node,
      id,
      logProb: finiteOrNull(node.logProb),
      total: finiteOrNull(node.total),
      score: finiteOrNull(node.score),
    });
    return id;
  }

  /** The score of a finished node, once it is known. */
  setScore(id: number, score: number): void {
    this.nodes[id].score = score;
  }

  /** @param live the ids still live when the search stopped */
  finish(live: ReadonlySet<number>, stopped: StopReason): SearchTree {
    const survives = new Set(live);
    const lastKept = this.nodes.map((node) => node.step);
    for (let id = this.nodes.length - 1; id > 0; id--) {
      const node = this.nodes[id];
      if (node.state === 'not chosen') {
        continue;
      }
      const parent = node.parent!;
      lastKept[parent] = Math.max(lastKept[parent], lastKept[id]);
      if (node.state === 'finished' || survives.has(id)) {
        survives.add(parent);
      } else {
        node.state = 'pruned';
        node.prunedAt = lastKept[id] + 1;
      }
    }
    return { nodes: this.nodes, stopped };
  }
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
