/**
 * Models of other programs as networks of this one: what each calls its tensors, and which equations it computes.
 *
 *   interlinear  what `export` writes, and train/torch: the architecture stands in the file
 *   d2l       Dive into Deep Learning, Seq2SeqEncoder and Seq2SeqDecoder, §10.7 and §11.4 (with Bahdanau attention)
 *   joeynmt   RecurrentEncoder and RecurrentDecoder, https://github.com/joeynmt/joeynmt
 *   opennmt   RNNEncoder, InputFeedRNNDecoder and StdRNNDecoder of OpenNMT-py
 *   keras     encoder–decoders whose encoder's state starts the decoder, https://keras.io/examples/nlp/lstm_seq2seq
 */
import * as v from 'valibot';
import type { Weight } from '../models';
import type { Architecture, AttentionSpec, LayerSpec } from '../rnn';
import { architectureSchema, outputSize, parameterSpecs } from '../rnn';
import { InterchangeError } from './errors';
import { isLinear, torchName } from './export-model';
import { Foreign } from './foreign';
import type { Kind, Mapping } from './mapping';
import type { Layers } from './recurrent';
import { kerasLayers, reordered, torchLayers, transposed } from './recurrent';
import type { FileTensors } from './tensor';

export interface ForeignModel {
  architecture: Architecture;
  weights: Map<string, Weight>;
}

type Metadata = Readonly<Record<string, string>>;

/**
 * @param metadata of a safetensors file
 * @throws InterchangeError('tensor' | 'unsupported') that names the tensor
 */
export function readForeign(tensors: FileTensors, mapping: Mapping, metadata: Metadata): ForeignModel {
  return READERS[mapping.kind](tensors, mapping, metadata);
}

type Reader = (tensors: FileTensors, mapping: Mapping, metadata: Metadata) => ForeignModel;

const READERS: Readonly<Record<Kind, Reader>> = {
  interlinear,
  d2l,
  joeynmt,
  opennmt,
  keras,
};

type Weights = Map<string, Weight>;

const last = (layers: readonly LayerSpec[]): LayerSpec => layers[layers.length - 1];

/** @returns [words, size] */
function embedding(
  foreign: Foreign,
  weights: Weights,
  name: string,
  to: string,
  scaled = false,
): [number, number] {
  const [words, size] = foreign.dims(name, 2);
  const table = foreign.get(name, [words, size]);
  if (scaled) table.data = table.data.map((value) => value * Math.sqrt(size));
  weights.set(to, table);
  return [words, size];
}

/** A layer of its own, [words, size], with or without a bias. */
function output(foreign: Foreign, weights: Weights, name: string, words: number, size: number): void {
  weights.set('output.W', foreign.get(`${name}.weight`, [words, size]));
  weights.set('output.b', foreign.getOrZeros(`${name}.bias`, [words]));
}

/** The encoder's states start the decoder, layer by layer. @throws InterchangeError('unsupported') */
function assertCopied({ specs: encoder }: Layers, { specs: decoder }: Layers): void {
  const text = (layers: LayerSpec[]): string =>
    layers.map((one) => `${one.cell} ${outputSize(one)}`).join(', ');
  if (text(encoder) !== text(decoder))
    throw new InterchangeError(
      'unsupported',
      `the encoder's layers (${text(encoder)}) cannot start the decoder's (${text(decoder)}): they are copied one by one`,
    );
}

function architectureOf(
  sizes: { source: [number, number]; target: [number, number] },
  encoder: Layers,
  decoder: Layers,
  others: Partial<Architecture>,
): Architecture {
  const [[sourceVocabulary, embeddingSize], [targetVocabulary, targetEmbedding]] = [
    sizes.source,
    sizes.target,
  ];
  return {
    embedding: embeddingSize,
    ...(targetEmbedding !== embeddingSize && { targetEmbedding }),
    encoder: { layers: encoder.specs },
    decoder: { layers: decoder.specs },
    attention: null,
    output: 'dense',
    ...others,
    sourceVocabulary,
    targetVocabulary,
  };
}

function interlinear(tensors: FileTensors, mapping: Mapping, metadata: Metadata): ForeignModel {
  const architecture = architectureIn(metadata, mapping.weights);
  const foreign = new Foreign(tensors, { prefix: '', ...mapping }, '');
  const weights: Weights = new Map();
  for (const side of ['encoder', 'decoder'] as const)
    architecture[side].layers.forEach((_, j) => {
      const layer = torchLayers(foreign, { prefix: `${side}.rnn.${j}`, to: 'layer' });
      for (const [name, weight] of layer.weights)
        weights.set(name.replace('layer.0', `${side}.${j}`), weight);
    });
  for (const { name, shape } of parameterSpecs(architecture)) {
    if (/^(?:encoder|decoder)\.\d+\./.test(name)) continue;
    const linear = isLinear(name, shape);
    const found = foreign.get(torchName(name), linear ? [shape[1], shape[0]] : shape);
    weights.set(name, linear ? transposed(found) : found);
  }
  foreign.assertAllUsed();
  return { architecture, weights };
}

/** @throws InterchangeError('format') */
function architectureIn({ architecture = 'null' }: Metadata, file: string): Architecture {
  try {
    return v.parse(architectureSchema, JSON.parse(architecture));
  } catch {
    throw new InterchangeError(
      'format',
      `${file} says no architecture in its metadata; \`export\` writes such files`,
    );
  }
}

function d2l(tensors: FileTensors, mapping: Mapping): ForeignModel {
  const foreign = new Foreign(tensors, mapping, 'encoder.embedding.weight');
  const weights: Weights = new Map();
  // d2l.GRU of the PyTorch edition wraps torch.nn.GRU.
  const rnn = (side: string): string =>
    foreign.has(`${side}.rnn.rnn.weight_ih_l0`) ? `${side}.rnn.rnn` : `${side}.rnn`;
  const source = embedding(foreign, weights, 'encoder.embedding.weight', 'encoder.embedding');
  const target = embedding(foreign, weights, 'decoder.embedding.weight', 'decoder.embedding');
  const encoder = torchLayers(foreign, { prefix: rnn('encoder'), to: 'encoder' });
  const context = outputSize(last(encoder.specs));
  const attends = foreign.has('decoder.attention.W_q.weight');
  const decoder = torchLayers(foreign, {
    prefix: rnn('decoder'),
    to: 'decoder',
    // With attention the context comes before the word.
    ...(attends && { input: { sizes: [context, target[1]], order: [1, 0] } }),
  });
  assertCopied(encoder, decoder);
  const { hidden } = last(decoder.specs);
  output(foreign, weights, 'decoder.dense', target[0], hidden);
  const attention = attends ? additive(foreign, weights, hidden, context, D2L_ATTENTION) : null;
  foreign.assertAllUsed();
  return {
    architecture: architectureOf({ source, target }, encoder, decoder, {
      readout: 'none',
      ...(attention ? { attention: { ...attention, asks: 'before' } } : { context: true }),
    }),
    weights: new Map([...weights, ...encoder.weights, ...decoder.weights]),
  };
}

interface AdditiveNames {
  query: string;
  keys: string;
  v: string;
}

const D2L_ATTENTION: AdditiveNames = {
  query: 'decoder.attention.W_q',
  keys: 'decoder.attention.W_k',
  v: 'decoder.attention.w_v',
};

/** vᵀ tanh(W q + b + U k) */
function additive(
  foreign: Foreign,
  weights: Weights,
  query: number,
  keys: number,
  names: AdditiveNames,
): AttentionSpec {
  const size = foreign.dims(`${names.query}.weight`, 2)[0];
  weights.set('attention.W', transposed(foreign.get(`${names.query}.weight`, [size, query])));
  weights.set('attention.b', foreign.getOrZeros(`${names.query}.bias`, [size]));
  weights.set('attention.U', transposed(foreign.get(`${names.keys}.weight`, [size, keys])));
  weights.set('attention.v', transposed(foreign.get(`${names.v}.weight`, [1, size])));
  return { score: 'additive', size, inputFeeding: false };
}

/** (W q)ᵀ (U k): this program divides by the root of the size, so W is multiplied by it. */
function multiplicative(weights: Weights, W: Weight, U: Weight): AttentionSpec {
  const size = W.dims[1];
  const root = Math.sqrt(size);
  weights.set('attention.W', { dims: W.dims, data: W.data.map((value) => value * root) });
  weights.set('attention.U', U);
  return { score: 'multiplicative', size, inputFeeding: false };
}

function identity(size: number): Weight {
  const data = new Float32Array(size * size);
  for (let i = 0; i < size; i++) data[i * size + i] = 1;
  return { dims: [size, size], data };
}

/**
 * tanh(W [H; c] + b), fed back or not.
 * @param contextFirst W is of [c; H]
 */
function readout(
  foreign: Foreign,
  weights: Weights,
  name: string,
  hidden: number,
  context: number,
  contextFirst: boolean,
): number {
  const size = foreign.dims(`${name}.weight`, 2)[0];
  const W = transposed(foreign.get(`${name}.weight`, [size, hidden + context]));
  weights.set(
    'decoder.readout.W',
    contextFirst ? reordered(W, { sizes: [context, hidden], order: [1, 0] }) : W,
  );
  weights.set('decoder.readout.b', foreign.getOrZeros(`${name}.bias`, [size]));
  return size;
}

function joeynmt(tensors: FileTensors, mapping: Mapping): ForeignModel {
  const foreign = new Foreign(tensors, mapping, 'src_embed.lut.weight');
  const weights: Weights = new Map();
  const scaled = mapping.scaledEmbeddings;
  const source = embedding(foreign, weights, 'src_embed.lut.weight', 'encoder.embedding', scaled);
  const target = embedding(foreign, weights, 'trg_embed.lut.weight', 'decoder.embedding', scaled);
  const encoder = torchLayers(foreign, { prefix: 'encoder.rnn', to: 'encoder' });
  const decoder = torchLayers(foreign, { prefix: 'decoder.rnn', to: 'decoder' });
  const context = outputSize(last(encoder.specs));
  const { hidden } = last(decoder.specs);
  const attention = foreign.has('decoder.attention.energy_layer.weight')
    ? additive(foreign, weights, hidden, context, JOEYNMT_ATTENTION)
    : multiplicative(
        weights,
        identity(hidden),
        transposed(foreign.get('decoder.attention.key_layer.weight', [hidden, context])),
      );
  const size = readout(foreign, weights, 'decoder.att_vector_layer', hidden, context, false);
  output(foreign, weights, 'decoder.output_layer', target[0], size);
  const bridge = joeynmtStart(foreign, weights, mapping, encoder, decoder);
  foreign.assertAllUsed();
  return {
    architecture: architectureOf({ source, target }, encoder, decoder, {
      attention: fedBack(attention, decoder, target[1], size),
      readout: size,
      bridge,
    }),
    weights: new Map([...weights, ...encoder.weights, ...decoder.weights]),
  };
}

const JOEYNMT_ATTENTION: AdditiveNames = {
  query: 'decoder.attention.query_layer',
  keys: 'decoder.attention.key_layer',
  v: 'decoder.attention.energy_layer',
};

/** Told by the size of the decoder's input: the word alone, or with the attentional state of the step before. */
function fedBack(attention: AttentionSpec, { weights }: Layers, word: number, fed: number): AttentionSpec {
  const input = weights.get('decoder.0.W_x')!.dims[0];
  if (input === word + fed) return { ...attention, inputFeeding: true };
  if (input === word) return { ...attention, asks: 'last' };
  throw new InterchangeError(
    'tensor',
    `the decoder's input has ${input} units, neither ${word} of a word nor ${word} + ${fed} with what is fed back`,
  );
}

/** One dense layer starts all layers and states; or the encoder's last state, or zeros. */
function joeynmtStart(
  foreign: Foreign,
  weights: Weights,
  { start }: Mapping,
  encoder: Layers,
  decoder: Layers,
): Architecture['bridge'] {
  const top = last(encoder.specs);
  if (foreign.has('decoder.bridge_layer.weight')) {
    decoder.specs.forEach(({ cell, hidden }, j) => {
      for (let i = 0; i < (cell === 'lstm' ? 2 : 1); i++) {
        const W = foreign.get('decoder.bridge_layer.weight', [hidden, outputSize(top)]);
        weights.set(`bridge.${j}.${i}.W`, transposed(W));
        weights.set(`bridge.${j}.${i}.b`, foreign.getOrZeros('decoder.bridge_layer.bias', [hidden]));
      }
    });
    return 'dense';
  }
  if (start === 'zeros') return 'zeros';
  if (start === undefined)
    throw new InterchangeError(
      'mapping',
      'the model has no bridge: say under "start" what the decoder starts from',
    );
  const same = decoder.specs.every(({ cell, hidden }) => cell === 'gru' && hidden === outputSize(top));
  if (!same || top.bidirectional || top.cell === 'lstm')
    throw new InterchangeError(
      'unsupported',
      'init_hidden "last" is supported for GRUs of one direction and one size',
    );
  return 'top';
}

const OPENNMT_EMBEDDINGS = 'embeddings.make_embedding.emb_luts.0.weight';

function opennmt(tensors: FileTensors, mapping: Mapping): ForeignModel {
  const foreign = new Foreign(tensors, mapping, `encoder.${OPENNMT_EMBEDDINGS}`);
  const weights: Weights = new Map();
  const source = embedding(foreign, weights, `encoder.${OPENNMT_EMBEDDINGS}`, 'encoder.embedding');
  const target = embedding(foreign, weights, `decoder.${OPENNMT_EMBEDDINGS}`, 'decoder.embedding');
  const cells = foreign.has('decoder.rnn.layers.0.weight_ih');
  const encoder = torchLayers(foreign, { prefix: 'encoder.rnn', to: 'encoder' });
  const decoder = torchLayers(foreign, {
    prefix: cells ? 'decoder.rnn.layers' : 'decoder.rnn',
    to: 'decoder',
    cells,
  });
  assertCopied(encoder, decoder);
  const { hidden } = last(decoder.specs);
  const attention = opennmtAttention(foreign, weights, hidden);
  const size = readout(foreign, weights, 'decoder.attn.linear_out', hidden, hidden, true);
  const generator = generatorOf(tensors, foreign);
  const beside = new Foreign(tensors, { ...mapping, prefix: generator }, '');
  output(beside, weights, '0', target[0], size);
  foreign.assertAllUsed();
  return {
    architecture: architectureOf({ source, target }, encoder, decoder, {
      attention: fedBack(attention, decoder, target[1], size),
      readout: size,
      bridge: 'copy',
      ...(mapping.sourceEnd !== true && { sourceEnd: false }),
    }),
    weights: new Map([...weights, ...encoder.weights, ...decoder.weights]),
  };
}

/** Beside the model or in it. */
function generatorOf(tensors: FileTensors, foreign: Foreign): string {
  const name = [...tensors.keys()].find((one) => /(?:^|\.)generator\.0\.weight$/.test(one));
  if (name === undefined)
    throw new InterchangeError('tensor', 'there is no tensor generator.0.weight, the output layer');
  if (foreign.has('generator.0.weight'))
    for (const what of ['weight', 'bias']) foreign.pass(`generator.0.${what}`);
  return name.slice(0, -'0.weight'.length);
}

/** global_attention: general, mlp or dot. The memory is as wide as the decoder. */
function opennmtAttention(foreign: Foreign, weights: Weights, hidden: number): AttentionSpec {
  if (foreign.has('decoder.attn.linear_query.weight'))
    return additive(foreign, weights, hidden, hidden, {
      query: 'decoder.attn.linear_query',
      keys: 'decoder.attn.linear_context',
      v: 'decoder.attn.v',
    });
  const W = foreign.has('decoder.attn.linear_in.weight')
    ? transposed(foreign.get('decoder.attn.linear_in.weight', [hidden, hidden]))
    : identity(hidden);
  return multiplicative(weights, W, identity(hidden));
}

function keras(tensors: FileTensors, mapping: Mapping): ForeignModel {
  const foreign = new Foreign(tensors, { prefix: '', ...mapping }, '');
  const weights: Weights = new Map();
  const source = embedding(foreign, weights, 'encoder.embedding', 'encoder.embedding');
  const target = embedding(foreign, weights, 'decoder.embedding', 'decoder.embedding');
  const encoder = kerasLayers(foreign, 'encoder');
  const decoder = kerasLayers(foreign, 'decoder');
  assertCopied(encoder, decoder);
  const { hidden } = last(decoder.specs);
  weights.set('output.W', transposed(foreign.get('output.kernel', [hidden, target[0]])));
  weights.set('output.b', foreign.getOrZeros('output.bias', [target[0]]));
  foreign.assertAllUsed();
  return {
    architecture: architectureOf({ source, target }, encoder, decoder, { readout: 'none', bridge: 'copy' }),
    weights: new Map([...weights, ...encoder.weights, ...decoder.weights]),
  };
}
