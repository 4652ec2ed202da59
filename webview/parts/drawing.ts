/**
 * A drawing as a list of lines, boxes and texts, to be written as an SVG file or painted for a PNG: a picture to take
 * along carries its colours in itself. Knows nothing of what is drawn.
 */

export interface Stroke {
  colour: string;
  width: number;
  /** Lengths of strokes and gaps; absent: a line without gaps. */
  dash?: readonly number[];
  opacity?: number;
}

export type Shape =
  | { kind: 'curve'; from: Point; to: Point; stroke: Stroke }
  | { kind: 'box'; at: Point; width: number; height: number; fill: string; stroke: Stroke }
  | {
      kind: 'text';
      at: Point;
      text: string;
      size: number;
      colour: string;
      anchor: 'start' | 'middle' | 'end';
    };

export interface Point {
  x: number;
  y: number;
}

export interface Drawing {
  width: number;
  height: number;
  ground: string;
  font: string;
  shapes: readonly Shape[];
}

const RADIUS = 4;

/** Leaves and arrives level, as lines between the columns of a tree do. */
export const curvePath = ({ x: x1, y: y1 }: Point, { x: x2, y: y2 }: Point): string => {
  const middle = (x1 + x2) / 2;
  return `M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}`;
};

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]);

const strokeOf = ({ colour, width, dash, opacity = 1 }: Stroke): string =>
  `stroke="${escaped(colour)}" stroke-width="${width}" stroke-opacity="${opacity}"` +
  (dash ? ` stroke-dasharray="${dash.join(' ')}"` : '');

function shapeSvg(shape: Shape): string {
  switch (shape.kind) {
    case 'curve':
      return `<path d="${curvePath(shape.from, shape.to)}" fill="none" ${strokeOf(shape.stroke)}/>`;
    case 'box': {
      const { at, width, height, fill, stroke } = shape;
      return `<rect x="${at.x}" y="${at.y}" width="${width}" height="${height}" rx="${RADIUS}" fill="${escaped(fill)}" ${strokeOf(stroke)}/>`;
    }
    case 'text': {
      const { at, text, size, colour, anchor } = shape;
      return `<text x="${at.x}" y="${at.y}" font-size="${size}" fill="${escaped(colour)}" text-anchor="${anchor}">${escaped(text)}</text>`;
    }
  }
}

/** A file by itself: nothing of the page is needed to show it. @param title for those who do not see it */
export const svgFile = ({ width, height, ground, font, shapes }: Drawing, title: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n` +
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(font)}" role="img">\n` +
  `<title>${escaped(title)}</title>\n` +
  `<rect width="${width}" height="${height}" fill="${escaped(ground)}"/>\n` +
  `${shapes.map(shapeSvg).join('\n')}\n</svg>\n`;

/** What of a canvas is needed. */
export interface Painter {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  globalAlpha: number;
  font: string;
  textAlign: 'center' | 'end' | 'left' | 'right' | 'start';
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  setLineDash(lengths: number[]): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
  roundRect(x: number, y: number, width: number, height: number, radius: number): void;
  fill(): void;
  stroke(): void;
  scale(x: number, y: number): void;
}

/** @param scale pixels of the canvas for one of the drawing */
export function paint(
  painter: Painter,
  { width, height, ground, font, shapes }: Drawing,
  scale: number,
): void {
  painter.scale(scale, scale);
  painter.fillStyle = ground;
  painter.fillRect(0, 0, width, height);
  for (const shape of shapes) {
    if (shape.kind === 'text') {
      painter.globalAlpha = 1;
      painter.font = `${shape.size}px ${font}`;
      painter.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
      painter.fillStyle = shape.colour;
      painter.fillText(shape.text, shape.at.x, shape.at.y);
      continue;
    }
    painter.beginPath();
    if (shape.kind === 'box') {
      painter.roundRect(shape.at.x, shape.at.y, shape.width, shape.height, RADIUS);
      painter.globalAlpha = 1;
      painter.fillStyle = shape.fill;
      painter.fill();
    } else {
      const { from, to } = shape;
      const middle = (from.x + to.x) / 2;
      painter.moveTo(from.x, from.y);
      painter.bezierCurveTo(middle, from.y, middle, to.y, to.x, to.y);
    }
    const { colour, width: line, dash = [], opacity = 1 } = shape.stroke;
    painter.globalAlpha = opacity;
    painter.strokeStyle = colour;
    painter.lineWidth = line;
    painter.setLineDash([...dash]);
    painter.stroke();
  }
}
