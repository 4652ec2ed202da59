/**
 * Corpora as they lie in their files: pairs of sentences, or lines of one language. Nothing is cleaned here
 * (cleaning.ts) and nothing set apart (held-out.ts).
 */
import { isLanguageModel } from '../rnn';
import { TrainError } from './errors';
import type { Recipe } from './recipe';

export interface Pair {
  source: string;
  target: string;
}

/** What a recipe's entry under `data` gives. */
export interface Corpus {
  /** The folder, or what tells it from the recipe's others: scores and counts go by it. */
  name: string;
  pairs: Pair[];
  entry: Recipe['data'][number];
}

/**
 * @param read gives the text of a file by the path the recipe names
 * @param wanted which entries to read
 * @throws TrainError('corpus') that names file and line of what is broken
 */
export function readCorpora(
  recipe: Recipe,
  read: (path: string) => string,
  wanted: (entry: Corpus['entry']) => boolean = () => true,
): Corpus[] {
  const names = namesOf(recipe.data.map(({ path }) => path));
  return recipe.data.flatMap((entry, i) => {
    if (!wanted(entry)) return [];
    const pairs = readEntry(recipe, entry, read).slice(0, entry.first);
    return { name: names[i], entry, pairs: entry.reverse ? pairs.map(reversed) : pairs };
  });
}

/** By folder where that tells the paths apart, otherwise by file; a path that comes again gets a number. */
export function namesOf(paths: string[]): string[] {
  const folderOf = (path: string): string => path.split('/')[0];
  const distinct = [...new Set(paths)].map(folderOf);
  const isOnly = (folder: string): boolean => distinct.indexOf(folder) === distinct.lastIndexOf(folder);
  return paths.map((path, i) => {
    const name = isOnly(folderOf(path)) ? folderOf(path) : path.replace(/\.(txt|tsv)?(\.gz)?$/, '');
    const before = paths.slice(0, i).filter((other) => other === path).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

function readEntry(
  recipe: Recipe,
  { path, targetPath }: Corpus['entry'],
  read: (path: string) => string,
): Pair[] {
  const text = read(path);
  if (recipe.fill || isLanguageModel(recipe.network))
    return linesOf(text, path).map((line) => ({ source: line, target: line }));
  return targetPath ? parseParallel(text, read(targetPath), path, targetPath) : parsePairs(text, path);
}

/** Each line is its own "pair", so that lines are held out as sentences are; of pairs the source side alone. */
function linesOf(text: string, path: string): string[] {
  if (!/\.tsv(\.gz)?$/.test(path)) return readLines(text, path);
  return [...new Set(parsePairs(text, path).map(({ source }) => source))];
}

const reversed = ({ source, target }: Pair): Pair => ({ source: target, target: source });

/**
 * One pair a line, source TAB target.
 * @param name for error messages
 * @throws TrainError('corpus') that names the line without exactly two columns
 */
export function parsePairs(text: string, name: string): Pair[] {
  const pairs: Pair[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const columns = line.replace(/\r$/, '').split('\t');
    if (columns.length !== 2 || columns.some((c) => c.trim() === '')) {
      throw new TrainError(
        'corpus',
        `${name}, line ${i + 1}: expected "source<TAB>target", found ${columns.length} columns`,
        name,
        i + 1,
      );
    }
    pairs.push({ source: columns[0], target: columns[1] });
  });
  if (pairs.length === 0) throw new TrainError('corpus', `${name} has no pairs`);
  return pairs;
}

/**
 * Two files, line by line beside each other.
 * @throws TrainError('corpus') where one has more lines
 */
export function parseParallel(
  sources: string,
  targets: string,
  sourceName: string,
  targetName: string,
): Pair[] {
  const [source, target] = [readLines(sources, sourceName), readLines(targets, targetName)];
  if (source.length !== target.length) {
    const counts = `${sourceName} has ${source.length} lines, ${targetName} ${target.length}`;
    throw new TrainError('corpus', `${counts}: parallel files have equally many`);
  }
  return source.map((line, i) => ({ source: line, target: target[i] }));
}

/** @throws TrainError('corpus') for a file without text */
export function readLines(text: string, name: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new TrainError('corpus', `${name} has no lines`);
  return lines;
}
