import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import type { SearchCandidate, SearchNode } from '../../../src/protocol/search';
import { count } from '../../../webview/parts/format';
import type { Drawing, Painter } from '../../../webview/parts/drawing';
import { paint, svgFile } from '../../../webview/parts/drawing';
import { PATH_DASH, PATH_OFFSET, PATHS, treeDrawing } from '../../../webview/parts/tree-drawing';
import { drawTree } from '../../../webview/parts/tree-model';

const COLOURS = {
  ground: '#fff',
  text: '#000',
  font: '"Segoe UI", sans-serif',
  best: '#00f',
  greedy: '#f80',
  exact: '#080',
};

/** What a parser of XML makes of a file: its elements with their attributes and texts. */
function elementsOf(svg: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: (typeof found)[number][] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    found.push(element);
    open.push(element);
  });
  parser.on('text', (text) => void (open.at(-1) && (open.at(-1)!.text += text)));
  parser.on('closetag', () => void open.pop());
  parser.write(svg).close();
  return found;
}

const node = (id: number, parent: number | null, token: number, step: number): SearchNode => ({
  id,
  parent,
  step,
  token,
  text: 'ABC'[token] ?? '',
  logProb: -1,
  total: -id,
  rank: null,
  state: 'kept',
});
const path = (...tokens: number[]): SearchCandidate => ({
  text: '',
  tokens: tokens.map((id) => ({ id, text: 'ABC'[id], logProb: -1 })),
  words: [],
  logProb: -1,
  score: 0,
  ended: 'eos',
});

describe('a drawing to take along', () => {
  const all = path(0, 1);
  const tree = drawTree(
    [node(0, null, 9, 0), node(1, 0, 0, 1), node(2, 0, 1, 1), node(3, 1, 1, 2)],
    { best: all, greedy: all, exact: all },
    true,
  );
  const drawing = treeDrawing(tree, COLOURS, 64);

  it('is well-formed whatever is written in it', () => {
    const text = fc.string({ unit: fc.constantFrom('<', '&', '"', "'", ']', '>', 'é', '好', ' ') });
    fc.assert(
      fc.property(text, text, (written, title) => {
        const shape = { kind: 'text', at: { x: 0, y: 0 }, text: written, size: 9, colour: '#000' } as const;
        const elements = elementsOf(svgFile({ ...drawing, shapes: [{ ...shape, anchor: 'end' }] }, title));
        assert.equal(elements.find(({ name }) => name === 'text')?.text, written);
        assert.equal(elements.find(({ name }) => name === 'title')?.text, title);
      }),
    );
  });

  it('has every node and edge inside its bounds, and a legend of the paths', () => {
    const elements = elementsOf(svgFile(drawing, 'tree'));
    const boxes = elements.filter(({ name }) => name === 'rect').slice(1);
    assert.equal(boxes.length, tree.nodes.length);
    for (const { attributes } of boxes) {
      assert.ok(Number(attributes.x) + Number(attributes.width) <= drawing.width);
      assert.ok(Number(attributes.y) + Number(attributes.height) <= drawing.height);
    }
    const texts = elements.map(({ text }) => text);
    for (const name of ['best candidate', 'greedy path', 'exact optimum']) assert.ok(texts.includes(name));
  });

  it('tells the three paths apart on one edge by place and by line, without colour', () => {
    assert.equal(new Set(PATHS.map((one) => PATH_OFFSET[one])).size, 3);
    assert.equal(new Set(PATHS.map((one) => String(PATH_DASH[one]))).size, 3);
    const grey = { ...COLOURS, best: '#000', greedy: '#000', exact: '#000' };
    const paths = elementsOf(svgFile(treeDrawing(tree, grey, 64), '')).filter(({ name }) => name === 'path');
    const drawn = paths.map(({ attributes }) => JSON.stringify(attributes));
    assert.equal(new Set(drawn).size, drawn.length);
  });

  it('is painted with as many lines and texts as it has', () => {
    const calls: string[] = [];
    const painter = new Proxy({} as Painter, {
      get: (_, name) => () => void calls.push(String(name)),
      set: () => true,
    });
    paint(painter, drawing, 2);
    const count_ = (kind: Drawing['shapes'][number]['kind']): number =>
      drawing.shapes.filter((shape) => shape.kind === kind).length;
    const called = (name: string): number => calls.filter((one) => one === name).length;
    assert.equal(called('bezierCurveTo'), count_('curve'));
    assert.equal(called('roundRect'), count_('box'));
    assert.equal(called('fillText'), count_('text'));
  });
});

describe('counts of any size', () => {
  it('are grouped, and powers raised', () => {
    assert.deepEqual(['32', '1100000', '10^88', '3.2·10^5'].map(count), [
      '32',
      '1,100,000',
      '10⁸⁸',
      '3.2·10⁵',
    ]);
  });
});
