/**
 * The gates of one layer while a network is led through a sentence, as a picture: a column a step, a row a unit, a map a
 * gate. One picture for light and dark themes. Knows nothing of VS Code.
 */

export interface GateMap {
  /** Of the notes: R, Z, … */
  name: string;
  /** steps × units, row by row; gates go from 0 to 1, states and candidates from −1 to 1. */
  values: Float32Array;
}

const CELL = { width: 18, height: 6 };
/** More rows would not be seen. */
const UNITS = 24;
const [LEFT, TOP, GAP, WORDS] = [8, 20, 16, 64];
const HIGH = '#3794ff';
const LOW = '#d18616';
const INK = '#8a8a8a';

/**
 * @param tokens what the layer reads, a column each
 * @param units of the layer: of many the first are drawn
 * @returns an SVG document
 */
export function gatePicture(maps: readonly GateMap[], tokens: readonly string[], units: number): string {
  const rows = Math.min(units, UNITS);
  const width = tokens.length * CELL.width;
  const height = rows * CELL.height;
  const all = { width: LEFT + maps.length * (width + GAP), height: TOP + height + WORDS };
  const drawn = maps.map(({ name, values }, i) => {
    const left = LEFT + i * (width + GAP);
    return [
      `<g transform="translate(${left} ${TOP})">`,
      `<text x="0" y="-6" fill="${INK}">${escaped(name)}</text>`,
      `<rect width="${width}" height="${height}" fill="none" stroke="${INK}" stroke-opacity="0.5"/>`,
      ...cells(values, tokens.length, units, rows),
      ...tokens.map((token, t) => word(token, t, height)),
      '</g>',
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${all.width}" height="${all.height}" viewBox="0 0 ${all.width} ${all.height}" font-family="sans-serif" font-size="12">`,
    ...drawn,
    '</svg>',
  ].join('');
}

function cells(values: Float32Array, steps: number, units: number, rows: number): string[] {
  const found: string[] = [];
  for (let step = 0; step < steps; step++)
    for (let unit = 0; unit < rows; unit++) {
      const value = values[step * units + unit];
      const strength = Math.min(1, Math.abs(value)).toFixed(2);
      const place = `x="${step * CELL.width}" y="${unit * CELL.height}" width="${CELL.width}" height="${CELL.height}"`;
      found.push(`<rect ${place} fill="${value < 0 ? LOW : HIGH}" fill-opacity="${strength}"/>`);
    }
  return found;
}

/** Downwards, under its column. */
function word(token: string, step: number, below: number): string {
  const [x, y] = [(step + 0.4) * CELL.width, below + 6];
  const text = Array.from(token.trim()).slice(0, 8).join('');
  return `<text transform="translate(${x} ${y}) rotate(90)" font-size="10" fill="${INK}">${escaped(text)}</text>`;
}

const escaped = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}]/gu, ' ').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
