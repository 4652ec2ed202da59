/**
 * SHA-256 by the platform: browsers, workers and Node have the same Web Crypto. Browsers offer it in secure contexts
 * only, so that a server on another machine without HTTPS (code-server, for example) leaves the extension without it; then
 * the same is computed in JavaScript, piece by piece.
 */
import { sha256 as javascript } from '@noble/hashes/sha2.js';

/** After so many bytes others may have the thread: 1 MiB takes some ten milliseconds. */
const PIECE = 1 << 20;

/** @returns 64 hexadecimal digits in lower case */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return hexadecimal(await (webCrypto()?.digest('SHA-256', bytes as BufferSource) ?? inPieces(bytes)));
}

/** Typed as always there, which it is not. */
const webCrypto = (): SubtleCrypto | undefined => (globalThis.crypto as Crypto | undefined)?.subtle;

async function inPieces(bytes: Uint8Array): Promise<Uint8Array> {
  const hash = javascript.create();
  for (let start = 0; start < bytes.length; start += PIECE) {
    if (start > 0) await new Promise((resolve) => setTimeout(resolve));
    hash.update(bytes.subarray(start, start + PIECE));
  }
  return hash.digest();
}

const hexadecimal = (digest: ArrayBuffer | Uint8Array): string =>
  Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
