/**
 * What the gates of a network did while it read a sentence and wrote another: its graphs are built once more with every
 * activation as an output, on the weights of its own files, and run on that one sentence.
 *
 * Not here: the equations (src/rnn), drawing (webview/).
 */
import { exportModel } from '../../graph';
import { readWeights } from '../../models';
import type { LayerSpec, StoredWeight } from '../../rnn';
import { decoderGraph, encoderGraph } from '../../rnn';
import type { Arrays, GraphSession, OnnxRuntimeSource } from '../../runtime';
import { onnxruntimeOf, openGraph } from '../../runtime';
import { beamSearch } from '../../search';
import type { GatesAnswer, GatesParams, LayerName } from '../../protocol/gates';
import type { ScoredToken } from '../../protocol/search';
import { splitSentences } from '../../text';
import { EngineError } from '../errors';
import { chooseSentence, openSentence } from '../search/search-subject';
import type { LoadedModel } from '../loaded-model';
import { encodeSentence } from '../translate/sentence-codec';

interface GateSessions {
  encoder: GraphSession;
  decoder: GraphSession;
}

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
    const layers = layersOf(model);
    const layer = Math.min(params.layer, layers.length - 1);
    const chosen = layers[layer];
    const sentences = splitSentences(params.source, model.card.source);
    const { tokens } = encodeSentence(model, sentences[chooseSentence(sentences, params.sentence)].text);
    const wanted = params.target
      ? known(params.target, model.target.size)
      : await translated(model, params, signal);
    const run = await this.run(model, tokens, wanted.slice(0, MAX_STEPS), signal);
    const sourcePieces = [...model.source.pieces(tokens), '<eos>'];
    const written = run.target.map(({ text }) => text);
    return {
      layers,
      layer,
      // The decoder reads what it wrote the step before.
      tokens: chosen.half === 'encoder' ? sourcePieces : ['<bos>', ...written.slice(0, -1)],
      activations: activationsOf(chosen, chosen.half === 'encoder' ? [run.encoded] : run.steps),
      target: run.target,
    };
  }

  private async run(
    model: LoadedModel,
    tokens: Int32Array,
    target: readonly number[],
    signal: AbortSignal,
  ): Promise<{ encoded: Arrays; steps: Arrays[]; target: ScoredToken[] }> {
    const { encoder, decoder } = await this.open(model);
    const S = tokens.length + 1;
    const source = Int32Array.of(...tokens, model.source.ids.eos);
    const encoded = await encoder.run({
      source: { data: source, dims: [S, 1] },
      lengths: { data: Int32Array.of(S), dims: [1] },
    });
    const steps: Arrays[] = [];
    const logProbs: number[] = [];
    let state = pick(encoded, (name) => name.startsWith('state.'));
    const memory = pick(encoded, (name) => name.startsWith('memory.'));
    const zero = { data: Int32Array.of(0), dims: [1] };
    for (const [t, token] of target.entries()) {
      signal.throwIfAborted();
      const before = t === 0 ? model.target.ids.bos : target[t - 1];
      const step = await decoder.run({
        ...state,
        ...(decoder.inputNames.includes('sentences') && { ...memory, sentences: zero }),
        tokens: { data: Int32Array.of(before), dims: [1] },
        parents: zero,
        k: { data: BigInt64Array.of(1n), dims: [1] },
        probes: { data: Int32Array.of(token), dims: [1, 1] },
      });
      steps.push(step);
      logProbs.push(step['probe.logprobs'].data[0] as number);
      state = Object.fromEntries(Object.keys(state).map((name) => [name, step[`${name}.next`]]));
    }
    const pieces = model.target.pieces(target);
    return {
      encoded,
      steps,
      target: target.map((id, i) => ({
        id,
        text: id === model.target.ids.eos ? '<eos>' : pieces[i],
        logProb: logProbs[i],
      })),
    };
  }

  private open(model: LoadedModel): Promise<GateSessions> {
    const known = this.sessions.get(model);
    if (known) return known;
    const opening = this.build(model);
    this.sessions.set(model, opening);
    opening.catch(() => this.sessions.delete(model));
    return opening;
  }

  private async build({ card, halves }: LoadedModel): Promise<GateSessions> {
    const weights = new Map(
      [...readWeights({ card, ...halves })].map(([name, { dims, data }]): [string, StoredWeight] => [
        name,
        { tensor: { dtype: 'float32', dims, data } },
      ]),
    );
    const ort = await onnxruntimeOf(this.ort);
    const open = (name: string, bytes: Uint8Array) => openGraph(ort, bytes, { threads: this.threads, name });
    const options = { gates: true };
    return {
      encoder: await open(
        'encoder with gates',
        exportModel(encoderGraph(card.architecture, weights, options)),
      ),
      decoder: await open(
        'decoder with gates',
        exportModel(decoderGraph(card.architecture, weights, options)),
      ),
    };
  }
}

/** Every recurrent layer, each direction by itself, from the input upwards. */
export function layersOf({ card: { architecture } }: LoadedModel): LayerName[] {
  const named = (half: LayerName['half'], layers: readonly LayerSpec[]): LayerName[] =>
    layers.flatMap((spec, layer) => {
      const { cell, hidden, linearBeforeReset = false } = spec;
      const directions = spec.bidirectional ? (['forward', 'backward'] as const) : (['only'] as const);
      return directions.map((direction) => ({ half, layer, direction, cell, hidden, linearBeforeReset }));
    });
  return [...named('encoder', architecture.encoder.layers), ...named('decoder', architecture.decoder.layers)];
}

/** @param runs one array of all steps, or one of each */
function activationsOf(
  { half, layer, direction }: LayerName,
  runs: readonly Arrays[],
): Record<string, Float32Array> {
  const prefix = `gates.${half}.${layer}.${direction === 'only' ? '' : `${direction}.`}`;
  const names = Object.keys(runs[0] ?? {}).filter((name) => name.startsWith(prefix));
  return Object.fromEntries(
    names.map((name) => {
      const parts = runs.map((run) => run[name].data as Float32Array);
      const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
      let at = 0;
      for (const part of parts) {
        joined.set(part, at);
        at += part.length;
      }
      return [name.slice(prefix.length), joined];
    }),
  );
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

const pick = (arrays: Arrays, wanted: (name: string) => boolean): Arrays =>
  Object.fromEntries(Object.entries(arrays).filter(([name]) => wanted(name)));
