/** What a stranger may put in the place of what is right. Seeded. */
import type { Random } from '../../../src/random';
import { SINGLE } from './texts';

const VALUES: readonly unknown[] = [
  ...[0, 1, -1, 2, 63, 64, 65, 1000, 2 ** 31, 2 ** 53, 1e300, -0, 0.5, NaN, Infinity, -Infinity],
  ...[
    '',
    'tiny',
    'fr',
    'x y',
    '../a',
    '__proto__',
    'constructor',
    '\u0000',
    '🚀',
    '\ud800',
    'a'.repeat(5000),
  ],
  ...[
    null,
    undefined,
    true,
    false,
    [],
    {},
    [[]],
    [null],
    { kind: 'model' },
    { kind: 'plain' },
    [0],
    [''],
    new Uint8Array(3),
  ],
];

export const chosen = <T>(from: readonly T[], random: Random): T => from[random.below(from.length)];

export const anyValue = (random: Random): unknown => chosen(VALUES, random);

/** Pieces of formats, words and anything else, one behind the other. */
export function anyText(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    const kind = random.uniform();
    if (kind < 0.4) text += chosen(SINGLE, random).make(1);
    else if (kind < 0.75)
      text += chosen(['The file', ' is not ', 'Open', 'saved.', 'été', '文件', ' 3.5 ', '{0}', 'a'], random);
    else if (kind < 0.9) text += chosen(['\n', ' ', '\n\n', '\r\n', '\t', '    '], random);
    else if (kind < 0.95) text += String.fromCharCode(random.below(0x10000));
    else text += text.slice(random.below(text.length), random.below(text.length)).repeat(1 + random.below(4));
  }
  return text.slice(0, length);
}

/** One value inside becomes another, or goes, or is there under another name. */
export function mutatedValue(value: unknown, random: Random, other: (random: Random) => unknown): unknown {
  const copy = structuredClone(value);
  const places: [Record<string, unknown>, string][] = [];
  const collect = (parent: Record<string, unknown>): void => {
    for (const [key, inner] of Object.entries(parent)) {
      places.push([parent, key]);
      if (typeof inner === 'object' && inner !== null && !ArrayBuffer.isView(inner))
        collect(inner as Record<string, unknown>);
    }
  };
  if (typeof copy === 'object' && copy !== null) collect(copy as Record<string, unknown>);
  if (places.length === 0) return other(random);
  const [parent, key] = chosen(places, random);
  const how = random.uniform();
  if (how < 0.8) parent[key] = other(random);
  else if (how < 0.9) Reflect.deleteProperty(parent, key);
  else parent[`${key}x`] = parent[key];
  return copy;
}

/** Bits flipped, a piece put elsewhere, an end cut off. */
export function mutatedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  for (let i = random.below(4); i >= 0; i--) copy[random.below(copy.length)] ^= 1 << random.below(8);
  const start = random.below(copy.length);
  if (random.uniform() < 0.3) copy.copyWithin(random.below(copy.length), start, start + random.below(60));
  return random.uniform() < 0.1 ? copy.slice(0, start) : copy;
}

/** Text with pieces left out, doubled, put elsewhere, or replaced by anything. */
export function mutatedText(text: string, random: Random): string {
  let result = text;
  for (let i = random.below(4); i >= 0; i--) {
    const start = random.below(result.length + 1);
    const end = Math.min(result.length, start + random.below(60));
    const piece = result.slice(start, end);
    const instead = chosen(
      ['', piece + piece, anyText(random, 1 + random.below(30)), piece.repeat(20)],
      random,
    );
    result = result.slice(0, start) + instead + result.slice(end);
  }
  return result;
}
