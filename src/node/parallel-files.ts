/** Files that say the same in two languages, read from a disk. How they are paired is src/learn/parallel-texts.ts. */
import { readFileSync } from 'node:fs';
import type { NamedText } from '../protocol/workshop';
import { ParallelFileError } from './errors';
import { decodeText } from './text-file';

/** @throws ParallelFileError for one that is not there; TextFileError for one that is no text */
export const readTexts = (files: readonly string[]): NamedText[] =>
  files.map((name) => ({ name, text: textOf(name) }));

function textOf(file: string): string {
  try {
    return decodeText(readFileSync(file), file).text;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new ParallelFileError(`there is no file "${file}"`);
    if (code === 'EISDIR') throw new ParallelFileError(`"${file}" is a folder`);
    throw error;
  }
}
