/**
 * The loss over the updates of a lesson as a picture: a line for what is learnt, dots for held-out sentences. One picture for light
 * and dark themes. Knows nothing of VS Code.
 */

export interface CurvePoint {
  update: number;
  /** Natural logarithm. */
  loss: number;
  /** Of held-out sentences, at the updates after which it was measured. */
  heldOut?: number;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [640, 220, 46, 8, 10, 24];
const LINE = '#3794ff';
const DOTS = '#d18616';
const INK = '#8a8a8a';
/** More would not be seen. */
const POINTS = 300;

/**
 * @param total updates of the whole lesson
 * @returns an SVG document; undefined where there is nothing to draw yet
 */
export function lossCurve(points: readonly CurvePoint[], total: number): string | undefined {
  if (points.length < 2) return undefined;
  const values = points.flatMap(({ loss, heldOut }) => (heldOut === undefined ? [loss] : [loss, heldOut]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (update: number): string =>
    (LEFT + ((WIDTH - LEFT - RIGHT) * update) / Math.max(1, total)).toFixed(1);
  const y = (loss: number): string =>
    (TOP + ((HEIGHT - TOP - BOTTOM) * (high - loss)) / Math.max(1e-6, high - low)).toFixed(1);
  const every = Math.ceil(points.length / POINTS);
  const drawn = points.filter((_, i) => i % every === 0 || i === points.length - 1);
  const line = drawn.map(({ update, loss }) => `${x(update)},${y(loss)}`).join(' ');
  const dots = points.flatMap(({ update, heldOut }) =>
    heldOut === undefined ? [] : `<circle cx="${x(update)}" cy="${y(heldOut)}" r="3.5" fill="${DOTS}"/>`,
  );
  const label = (text: string, at: number, loss: number): string =>
    `<text x="${at}" y="${Number(y(loss)) + 4}" fill="${INK}" text-anchor="end">${text}</text>`;
  const foot = HEIGHT - BOTTOM;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<path d="M${LEFT} ${TOP}V${foot}H${WIDTH - RIGHT}" fill="none" stroke="${INK}"/>`,
    label(high.toFixed(2), LEFT - 6, high),
    label(low.toFixed(2), LEFT - 6, low),
    `<text x="${WIDTH - RIGHT}" y="${HEIGHT - 6}" fill="${INK}" text-anchor="end">${total}</text>`,
    `<polyline points="${line}" fill="none" stroke="${LINE}" stroke-width="2"/>`,
    ...dots,
    '</svg>',
  ].join('');
}
