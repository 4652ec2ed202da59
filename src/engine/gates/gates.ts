/**
 * What the gates of a network did while it read a sentence and wrote another, on the weights of its own files.
 *
 * Not here: how they are computed (gate-run.ts), the equations (src/rnn), drawing (webview/).
 */
import { readWeights } from '../../models';
import type { OnnxRuntimeSource } from '../../runtime';
import { beamSearch } from '../../search';
import type { GatesAnswer, GatesParams } from '../../protocol/gates';
import { splitSentences } from '../../text';
import { EngineError } from '../errors';
import { chooseSentence, openSentence } from '../search/search-subject';
import type { LoadedModel } from '../loaded-model';
import { encodeSentence } from '../translate/sentence-codec';
import type { GateSessions } from './gate-run';
import { activationsOf, layersOf, openGates, readBy, runGates } from './gate-run';

/** Of the longest sentence shown. */
const MAX_STEPS = 200;

/** Gate sessions of loaded models, opened when first asked for, and gone with their model. */
export class GateReader {
  private readonly sessions = new WeakMap<LoadedModel, Promise<GateSessions>>();

  constructor(
    private readonly ort: OnnxRuntimeSource,
    private readonly threads: number,
  ) {}

  /**
   * @throws EngineError('no-words'), EngineError('bad-params') where the target has tokens that the model lacks,
   *   RuntimeError, SearchError('aborted')
   */
  async read(model: LoadedModel, params: GatesParams, signal: AbortSignal): Promise<GatesAnswer> {
    const layers = layersOf(model.card.architecture);
    const layer = Math.min(params.layer, layers.length - 1);
    const chosen = layers[layer];
    const sentences = splitSentences(params.source, model.card.source);
    const { tokens } = encodeSentence(model, sentences[chooseSentence(sentences, params.sentence)].text);
    const wanted = params.target
      ? known(params.target, model.target.size)
      : await translated(model, params, signal);
    const sentence = { source: tokens, target: wanted.slice(0, MAX_STEPS) };
    const run = await runGates(await this.open(model), sentence, model, signal);
    return {
      layers,
      layer,
      tokens: readBy(chosen, model.source.pieces(tokens), run),
      activations: activationsOf(chosen, run),
      target: run.target,
    };
  }

  private open(model: LoadedModel): Promise<GateSessions> {
    const known = this.sessions.get(model);
    if (known) return known;
    const { card, halves } = model;
    const opening = openGates(this.ort, card.architecture, readWeights({ card, ...halves }), this.threads);
    this.sessions.set(model, opening);
    opening.catch(() => this.sessions.delete(model));
    return opening;
  }
}

function known(tokens: readonly number[], vocabulary: number): readonly number[] {
  if (tokens.length === 0) throw new EngineError('bad-params', 'target: no tokens');
  const strange = tokens.find((token) => token >= vocabulary);
  if (strange !== undefined)
    throw new EngineError('bad-params', `target: token ${strange}, but the model writes ${vocabulary}`);
  return tokens;
}

async function translated(
  model: LoadedModel,
  { source: text, sentence }: GatesParams,
  signal: AbortSignal,
): Promise<number[]> {
  const { beamSize, lengthPenalty } = model.card.decoding;
  const constraints = { prefix: [], typed: '', forced: [], forbidden: [] };
  const decoding = { beamSize, lengthPenalty, maxLength: MAX_STEPS };
  const subject = await openSentence(model, { text, sentence }, decoding, constraints);
  try {
    const { rules, forcedPhrases } = subject;
    const found = await beamSearch(subject.decoder, {
      ...rules,
      beamSize,
      forcedPhrases: [forcedPhrases],
      signal,
    });
    return found.sentences[0][0]?.tokens ?? [model.target.ids.eos];
  } finally {
    subject.dispose();
  }
}
