/** The files of a zip archive, by fflate; bounded, so that a small archive cannot fill the memory. */
import { unzipSync } from 'fflate';
import { InterchangeError } from './errors';

const MOST_BYTES = 2 ** 31;

/** @throws InterchangeError('format') */
export function readZip(bytes: Uint8Array, file: string): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter({ originalSize }) {
        total += originalSize;
        if (total > MOST_BYTES) throw new Error('it holds more than 2 GB');
        return true;
      },
    });
  } catch (error) {
    throw new InterchangeError(
      'format',
      `${file} cannot be read as a zip archive: ${(error as Error).message}`,
    );
  }
}

/** Whether a file begins as such archives do. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
