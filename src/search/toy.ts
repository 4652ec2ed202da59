/**
 * A `Decoder` over tables: the distribution after each prefix written out, as in the notes' figures. The smallest model
 * there is, and the built-in example on which greedy search misses the best sequence.
 *
 * Not here: anything learnt.
 */
import type { Decoder, DecoderState, StepRequest, StepResult } from './decoder';
import { SearchError } from './errors';

/** Conditional probabilities by prefix, in the format of `test/fixtures/toy-search.json`. */
export interface ToyTables {
  /** Words by token id; one of them is `<eos>`. */
  vocabulary: readonly string[];
  /** Prefix (words joined by a space, `''` at the start) → probability of each next word. Not listed: uniform. */
  tables: Readonly<Record<string, readonly number[]>>;
}

/**
 * The notes' two figures. Among the sequences of exactly four tokens (`minLength` = `maxLength` = 4) greedy search finds
 * A B C `<eos>` at 0.048; the best is A C B `<eos>` at 0.054.
 */
export const NOTES_TOY: ToyTables = {
  vocabulary: ['A', 'B', 'C', '<eos>'],
  tables: {
    '': [0.5, 0.2, 0.2, 0.1],
    A: [0.1, 0.4, 0.3, 0.2],
    'A B': [0.2, 0.2, 0.4, 0.2],
    'A B C': [0.0, 0.2, 0.2, 0.6],
    'A C': [0.1, 0.6, 0.2, 0.1],
    'A C B': [0.1, 0.2, 0.1, 0.6],
  },
};

/** A table's probabilities may miss 1 by rounding in the text they were written in. */
const SUM_TOLERANCE = 1e-6;

/**
 * @param sentences rows of `initial`, all of the same tables
 * @returns a decoder whose `bos` is one past the vocabulary: it is fed, never predicted
 * @throws {SearchError} `invalid-table`
 */
export function toyDecoder(toy: ToyTables, sentences = 1): Decoder {
  const { vocabulary } = toy;
  const bos = vocabulary.length;
  const tables = checkTables(toy);
  const uniform = vocabulary.map(() => 1 / vocabulary.length);
  return {
    vocabularySize: vocabulary.length,
    bos,
    eos: vocabulary.indexOf('<eos>'),
    initial: new ToyState(new Array<readonly string[]>(sentences).fill([])),
    step({ state, parents, tokens, k, probes }: StepRequest): Promise<StepResult> {
      const { prefixes } = state as ToyState;
      const next = Array.from(parents, (parent, i) =>
        tokens[i] === bos ? prefixes[parent] : [...prefixes[parent], vocabulary[tokens[i]]],
      );
      const rows = next.map((prefix) => tables.get(prefix.join(' ')) ?? uniform);
      return Promise.resolve(stepResult(new ToyState(next), rows, k, probes));
    },
    dispose: () => undefined,
  };
}

class ToyState implements DecoderState {
  constructor(readonly prefixes: readonly (readonly string[])[]) {}

  get rows(): number {
    return this.prefixes.length;
  }

  dispose(): void {
    // Only arrays are held: the garbage collector has them.
  }
}

function stepResult(
  state: DecoderState,
  rows: readonly (readonly number[])[],
  k: number,
  probes: Int32Array | undefined,
): StepResult {
  const best = rows.map((row) =>
    row
      .map((_, token) => token)
      .sort((a, b) => row[b] - row[a] || a - b)
      .slice(0, k),
  );
  const probeCount = probes ? probes.length / rows.length : 0;
  return {
    state,
    tokens: Int32Array.from(best.flat()),
    logProbs: Float32Array.from(best.flatMap((tokens, r) => tokens.map((token) => Math.log(rows[r][token])))),
    ...(probes
      ? {
          probeLogProbs: Float32Array.from(probes, (token, i) =>
            Math.log(rows[Math.floor(i / probeCount)][token]),
          ),
        }
      : {}),
  };
}

function checkTables({ vocabulary, tables }: ToyTables): Map<string, readonly number[]> {
  if (!vocabulary.includes('<eos>') || new Set(vocabulary).size !== vocabulary.length) {
    throw new SearchError('invalid-table', 'The vocabulary must hold <eos>, and every word once.');
  }
  const checked = new Map<string, readonly number[]>();
  for (const [prefix, row] of Object.entries(tables)) {
    const unknown = prefix === '' ? undefined : prefix.split(' ').find((word) => !vocabulary.includes(word));
    if (unknown !== undefined) {
      throw new SearchError(
        'invalid-table',
        `The prefix "${prefix}" holds "${unknown}", which is not in the vocabulary.`,
      );
    }
    const sum = row.reduce((a, b) => a + b, 0);
    if (
      row.length !== vocabulary.length ||
      row.some((p) => !(p >= 0)) ||
      !(Math.abs(sum - 1) <= SUM_TOLERANCE)
    ) {
      throw new SearchError(
        'invalid-table',
        `The table of "${prefix}" must hold ${vocabulary.length} probabilities with the sum 1; it holds [${row.join(' ')}].`,
      );
    }
    checked.set(prefix, row);
  }
  return checked;
}
