import assert from 'node:assert/strict';
import { createHash, randomFillSync } from 'node:crypto';
import fc from 'fast-check';
import { sha256 } from '../../../src/models/sha256';

const MIB = 1 << 20;
const reference = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** As browsers leave it on a page that is not secure. */
async function withoutWebCrypto<T>(work: () => Promise<T>): Promise<T> {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
  Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
  try {
    return await work();
  } finally {
    Object.defineProperty(globalThis, 'crypto', own);
  }
}

for (const [how, within] of [
  ['with Web Crypto', <T>(work: () => Promise<T>) => work()],
  ['without Web Crypto', withoutWebCrypto],
] as const)
  describe(`SHA-256 ${how}`, () => {
    it('is what OpenSSL computes', () =>
      fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
          assert.equal(await within(() => sha256(bytes)), reference(bytes));
        }),
        { seed: 14 },
      ));

    it('of more than one piece, and of a part of a larger buffer', async () => {
      const bytes = randomFillSync(new Uint8Array(2 * MIB + 77));
      for (const part of [bytes, bytes.subarray(0, MIB), bytes.subarray(0, 2 * MIB), bytes.subarray(5)])
        assert.equal(await within(() => sha256(part)), reference(part));
    });
  });
