import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linesOfStream, TextFileError } from '../../../src/node/text-file';

async function read(chunks: Uint8Array[]): Promise<{ lines: string[]; error?: Error }> {
  const lines: string[] = [];
  try {
    const stream = (async function* () {
      yield* chunks;
    })();
    for await (const some of linesOfStream(stream, 'x.txt')) lines.push(...some);
    return { lines };
  } catch (error) {
    return { lines, error: error as Error };
  }
}

/** Cut at these shares of the length. */
const cut = (bytes: Uint8Array, shares: readonly number[]): Uint8Array[] => {
  const at = [
    0,
    ...shares.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b),
    bytes.length,
  ];
  return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
};

describe('the lines of a stream', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\0\r\n\ufeff]/g, ''));
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 });

  it('are the lines of the text, wherever it is cut, in UTF-8 and UTF-16', () =>
    fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1 }), shares, fc.boolean(), async (lines, at, wide) => {
        const text = `${lines.join('\n')}\n`;
        const bytes = wide ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text, 'utf8');
        assert.deepEqual(await read(cut(bytes, at)), { lines });
      }),
      { seed: 14 },
    ));

  it('before one that is no text are given first, and the error has its number', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        shares,
        fc.constantFrom([0xe9, 0x64], [0x00], [0xc3, 0x28], [0xff]),
        async (good, at, bad) => {
          const text = Buffer.from(`${good.join('\n')}\n`, 'utf8');
          const bytes = Buffer.concat([text, Buffer.from(bad), Buffer.from('\nmore\n')]);
          const { lines, error } = await read(cut(bytes, at));
          assert.deepEqual(lines, good);
          assert.ok(error instanceof TextFileError);
          assert.equal(error.line, good.length + 1);
          assert.match(error.message, new RegExp(`^x\\.txt, line ${good.length + 1}: `));
        },
      ),
      { seed: 14 },
    ));
});
