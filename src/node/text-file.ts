/**
 * Text files as bytes, for those who must tell where they are no text, and their lines as they come. The encodings
 * themselves are src/text/encoding.ts.
 */
import type { FileEncoding } from '../text/encoding';
import { decode, encodingOf } from '../text/encoding';

export interface TextFile extends FileEncoding {
  /** Without the byte order mark. */
  text: string;
}

/** Bytes that are no text: not UTF-8, or with a NUL among them. */
export class TextFileError extends Error {
  override readonly name = 'TextFileError';
  constructor(
    message: string,
    readonly file: string,
    /** From 1. */
    readonly line: number,
  ) {
    super(message);
  }
}

/**
 * @param file its name, for errors
 * @throws TextFileError
 */
export function decodeText(bytes: Uint8Array, file: string): TextFile {
  const { body, ...encoding } = encodingOf(bytes);
  const text = decode(body, encoding.encoding);
  if (text === undefined || /\p{Cs}/u.test(text)) throw noText(body, encoding, file);
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const line = lineAt(text, nul);
    throw new TextFileError(
      `${file}, line ${line}: there is a NUL character, so this is no text`,
      file,
      line,
    );
  }
  return { text, ...encoding };
}

function noText(body: Uint8Array, { encoding }: FileEncoding, file: string): TextFileError {
  if (encoding === 'utf-8') {
    const line = firstBrokenLine(body);
    return new TextFileError(
      `${file}, line ${line}: these bytes are no UTF-8; save the file as UTF-8 and run the command again`,
      file,
      line,
    );
  }
  return new TextFileError(
    `${file}: the byte order mark says UTF-16, and the bytes are none; save the file as UTF-8`,
    file,
    lineAt(new TextDecoder(encoding).decode(body), Infinity),
  );
}

/** Lines are decoded one by one: no character of UTF-8 but the line end itself has its byte. */
function firstBrokenLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start);
    try {
      decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end));
    } catch {
      return line;
    }
    if (end < 0) return line;
    start = end + 1;
  }
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const LINE_FEED = 0x0a;

/**
 * The lines of a stream without their ends, as many together as have come.
 * @param file its name, for errors
 * @throws TextFileError at the line that is no text, when all lines before it have been given
 */
export async function* linesOfStream(
  stream: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<string[]> {
  let rest: Uint8Array = new Uint8Array(0);
  let line = 0;
  let wide: boolean | undefined;
  for await (const chunk of stream) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (rest.length >= 2)
      wide ??= (rest[0] === 0xff && rest[1] === 0xfe) || (rest[0] === 0xfe && rest[1] === 0xff);
    if (wide !== false) continue;
    const end = rest.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) continue;
    for (const lines of splitLines(rest.subarray(0, end), file, line)) {
      line += lines.length;
      yield lines;
    }
    rest = rest.subarray(end);
  }
  if (rest.length > 0) yield* splitLines(rest, file, line);
}

/** The lines of whole lines' bytes: all of them, or those before the one that is no text, and then the error. */
function* splitLines(bytes: Uint8Array, file: string, before: number): Generator<string[]> {
  try {
    yield linesOf(decodeText(bytes, file).text);
  } catch (error) {
    if (!(error instanceof TextFileError)) throw error;
    // Lines of UTF-16, which begins with these bytes, have other ends.
    if (error.line > 1 && bytes[0] < 0xfe)
      yield linesOf(decodeText(bytes.subarray(0, startOfLine(bytes, error.line)), file).text);
    const line = before + error.line;
    throw new TextFileError(error.message.replace(/line \d+/, `line ${line}`), file, line);
  }
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** @param line from 1 */
function startOfLine(bytes: Uint8Array, line: number): number {
  let start = 0;
  for (let i = 1; i < line; i++) start = bytes.indexOf(LINE_FEED, start) + 1;
  return start;
}
