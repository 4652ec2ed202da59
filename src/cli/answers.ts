/** What a command answers to its arguments, as one text, or to each line of standard input, as it comes. */
import { linesOfStream } from '../node/text-file';
import { progressLine, write } from './output';

/** How the answers of one command are found and shown. */
export interface Answers<T> {
  find(text: string): Promise<T>;
  /** For people; lines with their ends. */
  show(answer: T, text: string): string;
}

/**
 * Writes each answer as soon as it is found. Lines of standard input are answered one by one, and an empty line stands
 * between two answers; as JSON each is one line.
 * @param words the arguments of the command
 */
export async function answer<T>(
  words: readonly string[],
  { json }: { json?: boolean },
  { find, show }: Answers<T>,
): Promise<void> {
  if (words.length > 0) {
    const text = words.join(' ');
    const found = await find(text);
    return write(json ? `${JSON.stringify(found, null, 2)}\n` : show(found, text));
  }
  const progress = progressLine();
  let line = 0;
  for await (const lines of linesOfStream(process.stdin, 'standard input')) {
    for (const [i, text] of lines.entries()) {
      const found = await answerLine(find, text, ++line);
      const block = line > 1 ? `\n${show(found, text)}` : show(found, text);
      await write(json ? `${JSON.stringify(found)}\n` : block);
      progress({ done: i + 1, total: lines.length });
    }
  }
}

/** @throws what finding throws, with the line in its message */
async function answerLine<T>(find: Answers<T>['find'], text: string, line: number): Promise<T> {
  try {
    return await find(text);
  } catch (error) {
    if (error instanceof Error) error.message = `line ${line}: ${error.message}`;
    throw error;
  }
}
