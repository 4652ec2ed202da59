/**
 * Reference translations as sacreBLEU passes them: streams, each with one line a sentence. Not a file reader.
 */
import { MetricsError } from './errors';

/** One or more streams; `streams[j][i]` is the j-th reference of sentence i, `null` where it has none. */
export type ReferenceStreams = readonly (readonly (string | null)[])[];

/** How many references a sentence has, `var` when that differs between sentences (as in `nrefs:var`). */
export type ReferenceCount = number | 'var';

/** References turned round: those of each sentence, without the missing ones. */
export interface SentenceReferences {
  readonly sentences: readonly (readonly string[])[];
  readonly count: ReferenceCount;
}

/**
 * Checks hypotheses against reference streams and turns the streams round.
 *
 * @throws MetricsError `no-sentences`, `line-count` (with both numbers) or `no-reference` (with the line).
 */
export function referencesOf(hypotheses: readonly string[], streams: ReferenceStreams): SentenceReferences {
  checkLines(hypotheses, streams);
  const sentences = hypotheses.map((_, line) => referencesOfLine(streams, line));
  const counts = new Set(sentences.map((references) => references.length));
  return { sentences, count: counts.size === 1 ? sentences[0].length : 'var' };
}

function checkLines(hypotheses: readonly string[], streams: ReferenceStreams): void {
  if (hypotheses.length === 0) {
    throw new MetricsError('no-sentences', 'There is no hypothesis to score. Give at least one line.');
  }
  if (streams.length === 0) {
    throw new MetricsError(
      'no-reference',
      'There is no reference. Give at least one stream of reference lines.',
    );
  }
  streams.forEach((stream, index) => {
    if (stream.length === hypotheses.length) return;
    throw new MetricsError(
      'line-count',
      `Reference stream ${index + 1} has ${stream.length} lines, the hypotheses have ${hypotheses.length}. ` +
        'Give one reference line a hypothesis, null where a reference is missing.',
    );
  });
}

function referencesOfLine(streams: ReferenceStreams, line: number): string[] {
  const references = streams.map((stream) => stream[line]).filter((text) => text !== null);
  if (references.length > 0) return references;
  throw new MetricsError(
    'no-reference',
    `Line ${line + 1} has no reference in any stream. Give it one or leave it out.`,
  );
}
