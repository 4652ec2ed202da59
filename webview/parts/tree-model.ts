/**
 * The beam tree as it is drawn: the search's nodes and, where greedy or exact search went another way, theirs; which
 * nodes are on which path, and where each stands. Knows nothing of the page.
 */
import { hierarchy, tree as tidy } from 'd3-hierarchy';
import type { SearchCandidate, SearchNode } from '../../src/protocol/search';

/** `unseen`: beam search never looked at it. */
export type DrawnState = SearchNode['state'] | 'unseen';

export interface DrawnNode extends Omit<SearchNode, 'state'> {
  state: DrawnState;
  best: boolean;
  greedy: boolean;
  exact: boolean;
  children: DrawnNode[];
  up: DrawnNode | null;
  x: number;
  y: number;
}

export interface DrawnTree {
  root: DrawnNode;
  /** Parents before children; only those that are shown. */
  nodes: DrawnNode[];
  width: number;
  height: number;
}

export const COLUMN = 104;
export const ROW = 30;

export interface TreePaths {
  best?: SearchCandidate;
  greedy?: SearchCandidate | null;
  exact?: SearchCandidate | null;
}

/** @param all false: without what never entered the beam, unless a path goes there */
export function drawTree(nodes: readonly SearchNode[], paths: TreePaths, all: boolean): DrawnTree {
  const root = linked(nodes);
  for (const kind of ['best', 'greedy', 'exact'] as const) {
    const path = paths[kind];
    if (path) mark(root, path, kind);
  }
  if (!all) prune(root);
  return layOut(root);
}

function linked(nodes: readonly SearchNode[]): DrawnNode {
  const drawn = nodes.map((node) => drawnNode(node));
  for (const node of drawn) {
    node.up = node.parent === null ? null : drawn[node.parent];
    node.up?.children.push(node);
  }
  // The best first, so that the tree reads from the top.
  for (const node of drawn) node.children.sort((a, b) => (b.total ?? -Infinity) - (a.total ?? -Infinity));
  return drawn[0];
}

const drawnNode = (node: Omit<SearchNode, 'state'> & { state: DrawnState }): DrawnNode => ({
  ...node,
  best: false,
  greedy: false,
  exact: false,
  children: [],
  up: null,
  x: 0,
  y: 0,
});

/** Marks the nodes of a path; where the tree has none, they are added. */
function mark(root: DrawnNode, path: SearchCandidate, kind: 'best' | 'greedy' | 'exact'): void {
  let node = root;
  node[kind] = true;
  path.tokens.forEach(({ id, text, logProb }, i) => {
    let next = node.children.find(({ token }) => token === id);
    if (!next) {
      next = drawnNode({
        id: -1,
        parent: node.id,
        step: i + 1,
        token: id,
        text,
        logProb,
        total: (node.total ?? 0) + logProb,
        rank: null,
        state: 'unseen',
      });
      next.up = node;
      node.children.push(next);
    }
    next[kind] = true;
    node = next;
  });
}

const isOnPath = ({ best, greedy, exact }: DrawnNode): boolean => best || greedy || exact;

function prune(node: DrawnNode): void {
  node.children = node.children.filter((child) => child.state !== 'not chosen' || isOnPath(child));
  node.children.forEach(prune);
}

function layOut(root: DrawnNode): DrawnTree {
  const layout = tidy<DrawnNode>()
    .nodeSize([ROW, COLUMN])
    .separation(() => 1);
  const laid = layout(hierarchy(root, ({ children }) => children)).descendants();
  const top = Math.min(...laid.map(({ x }) => x));
  const nodes = laid.map(({ data, x, depth }) => {
    data.x = depth * COLUMN;
    data.y = x - top;
    return data;
  });
  const width = Math.max(...nodes.map(({ x }) => x)) + COLUMN;
  const height = Math.max(...nodes.map(({ y }) => y)) + ROW;
  return { root, nodes, width, height };
}

export interface Frame {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Nodes, and those whose edge to their parent crosses it, inside a frame of the drawing. */
export const inFrame = (nodes: readonly DrawnNode[], { left, top, right, bottom }: Frame): DrawnNode[] =>
  nodes.filter(({ x, y, up }) => {
    const from = up ?? { x, y };
    const [high, low] = [Math.min(y, from.y), Math.max(y, from.y)];
    return x + COLUMN >= left && from.x <= right && low + ROW >= top && high - ROW <= bottom;
  });

export type Direction = 'parent' | 'child' | 'up' | 'down' | 'first';

/** Where a step with the keyboard leads: along the tree, or to the neighbour in the same step. */
export function neighbour(tree: DrawnTree, node: DrawnNode, direction: Direction): DrawnNode {
  switch (direction) {
    case 'parent':
      return node.up ?? node;
    case 'child':
      return (
        node.children.find(({ best }) => best) ?? node.children.find(isOnPath) ?? node.children[0] ?? node
      );
    case 'first':
      return tree.root;
    default: {
      const column = tree.nodes.filter(({ x }) => x === node.x).sort((a, b) => a.y - b.y);
      return column[column.indexOf(node) + (direction === 'up' ? -1 : 1)] ?? node;
    }
  }
}
