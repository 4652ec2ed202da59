import assert from 'node:assert/strict';
import type { SearchCandidate, SearchNode } from '../../../src/protocol/search';
import { COLUMN, drawTree, inFrame, neighbour, ROW } from '../../../webview/parts/tree-model';

const node = (id: number, parent: number | null, token: number, state: SearchNode['state']): SearchNode => ({
  id,
  parent,
  step: 0,
  token,
  text: 'ABC'[token] ?? '',
  logProb: -1,
  total: -id,
  rank: null,
  state,
});

/** start → A → (B, C), start → B; C never entered the beam. */
const NODES = [
  node(0, null, 9, 'kept'),
  node(1, 0, 0, 'kept'),
  node(2, 0, 1, 'pruned'),
  node(3, 1, 1, 'finished'),
  node(4, 1, 2, 'not chosen'),
];

const path = (...tokens: number[]): SearchCandidate => ({
  text: '',
  tokens: tokens.map((id) => ({ id, text: 'ABC'[id], logProb: -1 })),
  words: [],
  logProb: -tokens.length,
  score: 0,
  ended: 'eos',
});

describe('the beam tree as it is drawn', () => {
  it('leaves out what never entered the beam, unless it is asked for or a path goes there', () => {
    const tokens = (all: boolean, exact?: SearchCandidate) =>
      drawTree(NODES, { exact }, all).nodes.map(({ id }) => id);
    assert.deepEqual(tokens(false).sort(), [0, 1, 2, 3]);
    assert.deepEqual(tokens(true).sort(), [0, 1, 2, 3, 4]);
    assert.deepEqual(tokens(false, path(0, 2)).sort(), [0, 1, 2, 3, 4]);
  });

  it('adds the part of a path that the beam never saw', () => {
    const { nodes } = drawTree(NODES, { greedy: path(1, 2, 0) }, false);
    const greedy = nodes.filter((one) => one.greedy);
    assert.deepEqual(
      greedy.map(({ text, state }) => [text, state]),
      [
        ['', 'kept'],
        ['B', 'pruned'],
        ['C', 'unseen'],
        ['A', 'unseen'],
      ],
    );
  });

  it('puts every step into a column of its own, and no two nodes into one place', () => {
    const { nodes, height } = drawTree(NODES, {}, true);
    for (const { x, up } of nodes) assert.equal(x, up ? up.x + COLUMN : 0);
    assert.equal(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size, nodes.length);
    for (const { y } of nodes) assert.ok(y >= 0 && y + ROW <= height);
  });

  it('draws only what is in the frame, edges that cross it included', () => {
    const { nodes } = drawTree(NODES, {}, true);
    const frame = (left: number, right: number) => inFrame(nodes, { left, right, top: -1e4, bottom: 1e4 });
    assert.equal(frame(-1e4, 1e4).length, nodes.length);
    assert.equal(frame(1e5, 2e5).length, 0);
    // Between the columns there is no node, but there are edges.
    assert.ok(frame(COLUMN * 1.9, COLUMN * 1.95).some(({ x }) => x === 2 * COLUMN));
  });

  it('is walked with the keys: to parent and child, and within a step', () => {
    // The best path is followed, also where another path is the more probable one.
    const forked = drawTree(NODES, { best: path(1), greedy: path(0) }, true);
    assert.equal(neighbour(forked, forked.root, 'child').text, 'B');
    const tree = drawTree(NODES, { best: path(0, 1) }, true);
    const [root] = tree.nodes;
    const first = neighbour(tree, root, 'child');
    assert.equal(first.text, 'A');
    const best = neighbour(tree, first, 'child');
    assert.deepEqual([best.text, best.best], ['B', true]);
    assert.equal(neighbour(tree, best, 'down').text, 'C');
    assert.equal(neighbour(tree, neighbour(tree, best, 'down'), 'up'), best);
    assert.equal(neighbour(tree, best, 'parent'), first);
    assert.equal(neighbour(tree, best, 'first'), root);
    assert.equal(neighbour(tree, root, 'parent'), root);
  });
});
