/**
 * The encodings of text files: told by their marks, read without losing a byte, written again as they were. What is done
 * with bytes that are no text say those who read: src/node/text-file.ts refuses them, the editor's term files keep them.
 */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** What a text needs to become bytes again. */
export interface FileEncoding {
  encoding: Encoding;
  /** Whether the file begins with a byte order mark. */
  mark: boolean;
}

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** As the mark says; UTF-8 without one. `body` is what stands behind the mark. */
export function encodingOf(bytes: Uint8Array): FileEncoding & { body: Uint8Array } {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  const encoding = marked?.[0] ?? 'utf-8';
  return { encoding, mark: marked !== undefined, body: bytes.subarray(marked?.[1].length ?? 0) };
}

/**
 * @param body without a mark
 * @returns a text that `encode` gives the same bytes for; undefined where these are not of that encoding. Surrogates of
 * UTF-16 without their other half are kept
 */
export function decode(body: Uint8Array, encoding: Encoding): string | undefined {
  if (encoding !== 'utf-8') return utf16(body, encoding === 'utf-16le');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

function utf16(bytes: Uint8Array, littleEndian: boolean): string | undefined {
  if (bytes.length % 2 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units = new Uint16Array(bytes.length / 2);
  for (let i = 0; i < units.length; i++) units[i] = view.getUint16(2 * i, littleEndian);
  return fromUnits(units);
}

/** The bytes of a text in the encoding of the file that it was read from. */
export function encode(text: string, { encoding, mark }: FileEncoding): Uint8Array {
  const whole = mark ? `\ufeff${text}` : text;
  if (encoding === 'utf-8') return new TextEncoder().encode(whole);
  const bytes = new Uint8Array(whole.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < whole.length; i++) view.setUint16(2 * i, whole.charCodeAt(i), encoding === 'utf-16le');
  return bytes;
}

/** Calls with more arguments than this may overflow the stack. */
const AT_ONCE = 8192;

/** Each number as the UTF-16 code unit that it is; of bytes, the text that they are in Latin-1. */
export function fromUnits(units: Uint8Array | Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += AT_ONCE)
    text += String.fromCharCode(...units.subarray(at, at + AT_ONCE));
  return text;
}
