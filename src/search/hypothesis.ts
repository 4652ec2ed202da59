/**
 * Hypotheses: linked while the search runs, so that extending one copies nothing, and written out as arrays at its end.
 *
 * Not here: which hypothesis is extended (the searches), what may follow it (constraints.ts).
 */

/** One generated token and the hypothesis it continues. The root (`bos`, length 0) has no parent. */
export interface HypothesisNode {
  readonly parent: HypothesisNode | null;
  readonly token: number;
  /** log p of this token given the prefix. */
  readonly logProb: number;
  /** Σ log p up to and including this token. */
  readonly total: number;
  /** Generated tokens up to and including this one; `bos` does not count, `<eos>` does. */
  readonly length: number;
  /** S attention weights of the step that predicted this token, where the model has attention. */
  readonly attention: Float32Array | null;
}

/** A sequence as a search hands it to its caller. */
export interface Hypothesis {
  /** The generated tokens, forced prefix and final `<eos>` included, `bos` not. */
  tokens: number[];
  /** log p of each token. */
  logProbs: number[];
  /** Σ log p. */
  logProb: number;
  /** What hypotheses are ranked by: length-penalised, with the coverage penalty where one was asked for. */
  score: number;
  /**
   * `eos`: the model ended the sequence. `length`: `<eos>` was the only token left at `maxLength` though the model
   * found another one more probable. `open`: not ended (a live hypothesis, or a scored text without `<eos>`).
   */
  ended: 'eos' | 'length' | 'open';
  /** One row of S weights a token, where the model has attention. */
  attention?: Float32Array[];
}

export function rootNode(bos: number): HypothesisNode {
  return { parent: null, token: bos, logProb: 0, total: 0, length: 0, attention: null };
}

/** The hypothesis one token longer. */
export function extend(
  parent: HypothesisNode,
  token: number,
  logProb: number,
  attention: Float32Array | null,
): HypothesisNode {
  return { parent, token, logProb, total: parent.total + logProb, length: parent.length + 1, attention };
}

/** The last `count` generated tokens (fewer where the hypothesis is shorter), in order. */
export function lastTokens(node: HypothesisNode, count: number): number[] {
  const size = Math.min(count, node.length);
  const tokens = new Array<number>(size);
  let current = node;
  for (let i = size - 1; i >= 0; i--) {
    tokens[i] = current.token;
    current = current.parent!;
  }
  return tokens;
}

/** Nodes from the first generated token to this one. */
export function path(node: HypothesisNode): HypothesisNode[] {
  const nodes = new Array<HypothesisNode>(node.length);
  let current = node;
  for (let i = node.length - 1; i >= 0; i--) {
    nodes[i] = current;
    current = current.parent!;
  }
  return nodes;
}

/** Writes a linked hypothesis out. */
export function materialise(node: HypothesisNode, score: number, ended: Hypothesis['ended']): Hypothesis {
  const nodes = path(node);
  const hypothesis: Hypothesis = {
    tokens: nodes.map((n) => n.token),
    logProbs: nodes.map((n) => n.logProb),
    logProb: node.total,
    score,
    ended,
  };
  if (nodes.length > 0 && nodes.every((n) => n.attention !== null)) {
    hypothesis.attention = nodes.map((n) => n.attention!);
  }
  return hypothesis;
}
