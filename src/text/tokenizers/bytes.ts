/**
 * The byte alphabet of byte-level BPE: each of the 256 bytes as one visible character, so that a vocabulary is plain
 * text and nothing is ever unknown. Source: GPT-2's bytes_to_unicode (Radford et al. 2019), as Hugging Face's
 * ByteLevel pre-tokenizer has it.
 */

const isVisible = (b: number): boolean => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;

/** Character of each byte. */
export const CHARACTER_OF_BYTE: readonly string[] = makeAlphabet();
const BYTE_OF_CHARACTER = new Map(CHARACTER_OF_BYTE.map((c, b) => [c, b]));

function makeAlphabet(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, b) => String.fromCharCode(isVisible(b) ? b : next++));
}

const encoder = new TextEncoder();

/** Text as the characters of its UTF-8 bytes. */
export function toByteCharacters(text: string): string {
  let result = '';
  for (const byte of encoder.encode(text)) result += CHARACTER_OF_BYTE[byte];
  return result;
}

/** The bytes a token's characters stand for; undefined where one is not of the alphabet. */
export function bytesOf(token: string): Uint8Array | undefined {
  const bytes = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = BYTE_OF_CHARACTER.get(token[i]);
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
