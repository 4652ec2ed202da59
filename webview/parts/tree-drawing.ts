/** The whole beam tree as a drawing to take along: its nodes, its three paths side by side, its legend. */
import { l10n } from '../app/l10n';
import type { Drawing, Point, Shape, Stroke } from './drawing';
import type { DrawnNode, DrawnTree } from './tree-model';
import { ROW } from './tree-model';
import { edgeOf, labelOf } from './tree-words';

export const PATHS = ['best', 'greedy', 'exact'] as const;
export type Path = (typeof PATHS)[number];

/** Paths that share an edge lie side by side: which is which is seen without colour, too. */
export const PATH_OFFSET: Readonly<Record<Path, number>> = { best: 0, greedy: -5, exact: 5 };
export const PATH_DASH: Readonly<Record<Path, readonly number[] | undefined>> = {
  best: undefined,
  greedy: [6, 4],
  exact: [2, 4],
};
const PATH_WIDTH: Readonly<Record<Path, number>> = { best: 4, greedy: 2, exact: 2.5 };
const LABEL = 11;
const MARGIN = 16;
const LEGEND = 20;
const FADED = 0.35;

export interface Colours extends Readonly<Record<Path, string>> {
  ground: string;
  text: string;
  font: string;
}

export const pathName = (path: Path): string =>
  ({ best: l10n.t('best candidate'), greedy: l10n.t('greedy path'), exact: l10n.t('exact optimum') })[path];

export const shortLabel = (node: DrawnNode): string => {
  const text = labelOf(node);
  return [...text].length > LABEL ? `${[...text].slice(0, LABEL - 1).join('')}…` : text;
};

/** Of a node's box, in pixels. @param most that its column has room for */
export const boxWidth = (node: DrawnNode, most: number): number =>
  Math.max(18, Math.min(most, 10 + [...shortLabel(node)].length * 6.4));

const isFaded = ({ state }: DrawnNode): boolean => state !== 'kept' && state !== 'finished';

/** @param room the widest box */
export function treeDrawing(tree: DrawnTree, colours: Colours, room: number): Drawing {
  const top = MARGIN + ROW / 2;
  const at = ({ x, y }: DrawnNode): Point => ({ x: x + MARGIN, y: y + top });
  const plain: Stroke = { colour: colours.text, width: 1, opacity: 0.6 };
  const shown = PATHS.filter((path) => tree.nodes.some((node) => node[path]));
  const edges = tree.nodes.flatMap((node): Shape[] => {
    if (!node.up) return [];
    const [start, to] = [at(node.up), at(node)];
    const from = { x: start.x + boxWidth(node.up, room), y: start.y };
    const line = isFaded(node) ? { ...plain, opacity: FADED, dash: [2, 3] } : plain;
    const moved = ({ x, y }: Point, path: Path): Point => ({ x, y: y + PATH_OFFSET[path] });
    return [
      { kind: 'curve', from, to, stroke: line },
      ...PATHS.filter((path) => node[path]).map((path): Shape => ({
        kind: 'curve',
        from: moved(from, path),
        to: moved(to, path),
        stroke: { colour: colours[path], width: PATH_WIDTH[path], dash: PATH_DASH[path] },
      })),
      {
        kind: 'text',
        at: { x: to.x - 3, y: to.y - 8 },
        text: edgeOf(node),
        size: 9,
        colour: colours.text,
        anchor: 'end',
      },
    ];
  });
  const nodes = tree.nodes.flatMap((node): Shape[] => {
    const { x, y } = at(node);
    const width = boxWidth(node, room);
    const stroke = node.best
      ? { colour: colours.best, width: node.state === 'finished' ? 2 : 1 }
      : { ...plain, ...(isFaded(node) && { opacity: FADED, dash: [2, 2] }) };
    return [
      { kind: 'box', at: { x, y: y - 10 }, width, height: 20, fill: colours.ground, stroke },
      {
        kind: 'text',
        at: { x: x + width / 2, y: y + 4 },
        text: shortLabel(node),
        size: 11,
        colour: colours.text,
        anchor: 'middle',
      },
    ];
  });
  const bottom = top + tree.height + MARGIN;
  const legend = shown.flatMap((path, i): Shape[] => {
    const y = bottom + i * LEGEND;
    return [
      {
        kind: 'curve',
        from: { x: MARGIN, y },
        to: { x: MARGIN + 30, y },
        stroke: { colour: colours[path], width: PATH_WIDTH[path], dash: PATH_DASH[path] },
      },
      {
        kind: 'text',
        at: { x: MARGIN + 38, y: y + 4 },
        text: pathName(path),
        size: 11,
        colour: colours.text,
        anchor: 'start',
      },
    ];
  });
  return {
    width: Math.ceil(tree.width + 2 * MARGIN),
    height: Math.ceil(bottom + shown.length * LEGEND),
    ground: colours.ground,
    font: colours.font,
    shapes: [...edges, ...nodes, ...legend],
  };
}
