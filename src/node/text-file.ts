/** Text files as bytes: their encoding read from the byte order mark, UTF-8 without one, and written again as they were. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export interface TextFile {
  /** Without the byte order mark. */
  text: string;
  encoding: Encoding;
  /** Whether the file began with one. */
  mark: boolean;
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

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * @param file its name, for errors
 * @throws TextFileError
 */
export function decodeText(bytes: Uint8Array, file: string): TextFile {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  const encoding = marked?.[0] ?? 'utf-8';
  const body = bytes.subarray(marked?.[1].length ?? 0);
  const text = encoding === 'utf-8' ? utf8(body, file) : utf16(body, encoding, file);
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const line = lineAt(text, nul);
    throw new TextFileError(
      `${file}, line ${line}: there is a NUL character, so this is no text`,
      file,
      line,
    );
  }
  return { text, encoding, mark: marked !== undefined };
}

function utf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const line = firstBrokenLine(bytes);
    throw new TextFileError(
      `${file}, line ${line}: these bytes are no UTF-8; save the file as UTF-8 and run the command again`,
      file,
      line,
    );
  }
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

function utf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be', file: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const line = lineAt(new TextDecoder(encoding).decode(bytes), Infinity);
    throw new TextFileError(
      `${file}: the byte order mark says UTF-16, and the bytes are none; save the file as UTF-8`,
      file,
      line,
    );
  }
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** The bytes of a text in the encoding of the file that it was read from. */
export function encodeText(text: string, { encoding, mark }: Omit<TextFile, 'text'>): Uint8Array {
  const whole = mark ? `\ufeff${text}` : text;
  if (encoding === 'utf-8') return new TextEncoder().encode(whole);
  const bytes = new Uint8Array(whole.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < whole.length; i++) view.setUint16(2 * i, whole.charCodeAt(i), encoding === 'utf-16le');
  return bytes;
}

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
