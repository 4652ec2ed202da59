/** Encodings of files, held to the platform's own decoder. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText as decodeTerms } from '../../../src/extension/terms/encoded-text';
import { decodeText as decodeFile } from '../../../src/node/text-file';
import { decode, encode, encodingOf } from '../../../src/text/encoding';

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be'] as const;
/** Bytes that begin as marked and unmarked files do. */
const bytes = fc
  .tuple(
    fc.constantFrom<number[]>([], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]),
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    ),
  )
  .map(([mark, body]) => Uint8Array.from([...mark, ...body]));
const OPTIONS = { numRuns: 1000, seed: 20261128 };

describe('the encoding of a file', () => {
  it('is read as the platform reads it, and never loses a byte', () => {
    fc.assert(
      fc.property(bytes, (file) => {
        const { body, ...how } = encodingOf(file);
        const text = decode(body, how.encoding);
        let truth: string | undefined;
        try {
          truth = new TextDecoder(how.encoding, { fatal: true, ignoreBOM: true }).decode(body);
        } catch {
          truth = undefined;
        }
        // Halves of surrogates are kept, where the platform has none.
        if (truth !== undefined || how.encoding === 'utf-8') assert.equal(text, truth);
        if (text !== undefined) assert.deepEqual(encode(text, how), file);
      }),
      OPTIONS,
    );
  });

  it('is written so that the platform reads the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...ENCODINGS), (text, encoding) => {
        const written = encode(text, { encoding, mark: true });
        assert.equal(new TextDecoder(encoding).decode(written), text);
        assert.equal(encodingOf(written).encoding, encoding);
      }),
      OPTIONS,
    );
  });

  it('is kept by the term files whatever the bytes are; the command line takes only what is text', () => {
    fc.assert(
      fc.property(bytes, (file) => {
        const terms = decodeTerms(file);
        assert.deepEqual(terms.encode(terms.text), file);
        const { body, encoding } = encodingOf(file);
        let isText = !body.includes(0) || encoding !== 'utf-8';
        try {
          isText &&= !new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(body).includes('\0');
        } catch {
          isText = false;
        }
        if (isText) assert.equal(decodeFile(file, 'file').text, terms.text);
        else assert.throws(() => decodeFile(file, 'file'), { name: 'TextFileError' });
      }),
      OPTIONS,
    );
  });
});
