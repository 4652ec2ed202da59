/**
 * Forced decoding: what the model thinks of given sequences, token by token. Batched over the sentences; a sequence that
 * has ended leaves the batch.
 *
 * Not here: any search.
 */
import type { Decoder } from './decoder';
import { SearchError } from './errors';
import { extend, materialise, rootNode, type HypothesisNode } from './hypothesis';
import { lengthPenalised } from './length-penalty';
import { checkPerSentence, checkTokens, resolveLengthPenalty, type TokenSequence } from './options';
import { attentionRow, DecoderWalk } from './step';
import type { SearchResult } from './walk';

export interface ForcedScoreOptions {
  /** α of the score; default 0.75. */
  lengthPenalty?: number;
  signal?: AbortSignal;
}

/**
 * @param decoder N sentences; not disposed of
 * @param sequences one a sentence, at least one token; `<eos>` counts and is scored where it is given as the last token
 * @returns each sequence with the log-probability of every token; one that ends in `<eos>` has `ended: 'eos'`
 * @throws {SearchError} `invalid-option`, `aborted`, `invalid-decoder-output`
 */
export async function forcedScore(
  decoder: Decoder,
  sequences: readonly TokenSequence[],
  options: ForcedScoreOptions = {},
): Promise<SearchResult> {
  const alpha = resolveLengthPenalty(options.lengthPenalty);
  checkSequences(decoder, sequences);
  const nodes = sequences.map(() => rootNode(decoder.bos));
  const walk = new DecoderWalk(decoder, options.signal);
  try {
    let live = sequences.map((_, sentence) => ({ sentence, row: sentence }));
    while (live.length > 0) {
      const probes = Int32Array.from(live, ({ sentence }) => sequences[sentence][nodes[sentence].length]);
      const result = await walk.step({
        parents: Int32Array.from(live, ({ row }) => row),
        tokens: Int32Array.from(live, ({ sentence }) => nodes[sentence].token),
        k: 1,
        probes,
      });
      live.forEach(({ sentence }, row) => {
        const attention = attentionRow(result, row, live.length);
        nodes[sentence] = extend(nodes[sentence], probes[row], result.probeLogProbs![row], attention);
      });
      live = live
        .map(({ sentence }, row) => ({ sentence, row }))
        .filter(({ sentence }) => nodes[sentence].length < sequences[sentence].length);
    }
  } finally {
    walk.close();
  }
  const scored = (node: HypothesisNode) =>
    materialise(
      node,
      lengthPenalised(node.total, node.length, alpha),
      node.token === decoder.eos ? 'eos' : 'open',
    );
  return { sentences: nodes.map((node) => [scored(node)]), cost: walk.stepper.cost };
}

function checkSequences(decoder: Decoder, sequences: readonly TokenSequence[]): void {
  checkPerSentence('sequences', sequences, decoder.initial.rows);
  sequences.forEach((sequence, s) => {
    if (sequence.length === 0) {
      throw new SearchError('invalid-option', `sequences[${s}] is empty; the empty sentence is <eos> alone.`);
    }
    const ended = sequence[sequence.length - 1] === decoder.eos;
    checkTokens(`sequences[${s}]`, ended ? sequence.slice(0, -1) : sequence, decoder);
  });
}
