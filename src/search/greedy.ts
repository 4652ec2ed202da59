/**
 * Greedy search (docs/lecture-notes.md, system 10): at every step the most probable token that may come, until `<eos>`.
 * Written on its own, not as a beam of one, so that the two can be held against each other.
 *
 * Not here: phrases that must occur; with one hypothesis there is nothing to divide between them (beam.ts).
 */
import type { Decoder } from './decoder';
import { resolveRules, type DecodingOptions } from './options';
import { startWalker, walk, type Choose, type SearchResult } from './walk';

/**
 * The most probable token at every step, batched over the sentences; a finished sentence leaves the batch.
 *
 * @param decoder N sentences; not disposed of
 * @returns one hypothesis a sentence
 * @throws {SearchError} `invalid-option`, `conflicting-constraints`, `aborted`, `invalid-decoder-output`
 */
export async function greedy(decoder: Decoder, options: DecodingOptions): Promise<SearchResult> {
  const walkers = resolveRules(decoder, options).map((rules, s) => startWalker(decoder, rules, s));
  const first: Choose = (candidates) => candidates[0] ?? null;
  const cost = await walk(decoder, walkers, options, 1, first);
  return { sentences: walkers.map((w) => (w.hypothesis ? [w.hypothesis] : [])), cost };
}
