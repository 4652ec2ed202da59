/** The bytes of a term file as text, and back without changing a byte of what stays. Knows nothing of VS Code. */
import { decode, encode, encodingOf, fromUnits } from '../../text/encoding';

export interface EncodedText {
  text: string;
  /** @returns undefined where the file's encoding has not all the characters */
  encode(text: string): Uint8Array | undefined;
}

/** UTF-8 and UTF-16 as their marks say, UTF-8 without one; what is none of these is taken byte by byte, as Latin-1. */
export function decodeText(bytes: Uint8Array): EncodedText {
  const { body, ...file } = encodingOf(bytes);
  const text = decode(body, file.encoding);
  if (text === undefined) return { text: fromUnits(bytes), encode: latin1 };
  return { text, encode: (changed) => encode(changed, file) };
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
