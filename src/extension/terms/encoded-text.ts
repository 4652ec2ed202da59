/** The bytes of a text file as text, and back without changing a byte of what stays. Knows nothing of VS Code. */

export interface EncodedText {
  text: string;
  /** @returns undefined where the file's encoding has not all the characters */
  encode(text: string): Uint8Array | undefined;
}

const UTF8_BOM = [0xef, 0xbb, 0xbf];
const UTF16 = [
  { bom: [0xff, 0xfe], littleEndian: true },
  { bom: [0xfe, 0xff], littleEndian: false },
];

/** UTF-8 and UTF-16 as their marks say, UTF-8 without one; what is none of these is taken byte by byte, as Latin-1. */
export function decodeText(bytes: Uint8Array): EncodedText {
  const starts = (bom: readonly number[]): boolean => bom.every((byte, i) => bytes[i] === byte);
  const wide = UTF16.find(({ bom }) => starts(bom));
  if (wide && bytes.length % 2 === 0) return utf16(bytes, wide);
  const bom = starts(UTF8_BOM) ? UTF8_BOM : [];
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(bom.length),
    );
    return { text, encode: (changed) => joined(bom, new TextEncoder().encode(changed)) };
  } catch {
    return { text: fromUnits(bytes), encode: latin1 };
  }
}

function utf16(bytes: Uint8Array, { bom, littleEndian }: (typeof UTF16)[number]): EncodedText {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units = new Uint16Array(bytes.length / 2 - 1);
  for (let i = 0; i < units.length; i++) units[i] = view.getUint16(2 * i + 2, littleEndian);
  return {
    text: fromUnits(units),
    encode(changed) {
      const body = new DataView(new ArrayBuffer(2 * changed.length));
      for (let i = 0; i < changed.length; i++) body.setUint16(2 * i, changed.charCodeAt(i), littleEndian);
      return joined(bom, new Uint8Array(body.buffer));
    },
  };
}

function latin1(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0xff) return undefined;
    bytes[i] = unit;
  }
  return bytes;
}

/** Calls with more arguments than this may overflow the stack. */
const AT_ONCE = 8192;

function fromUnits(units: Uint8Array | Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += AT_ONCE)
    text += String.fromCharCode(...units.subarray(at, at + AT_ONCE));
  return text;
}

function joined(head: readonly number[], body: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  return whole;
}
