/**
 * The decoder: a recurrent network started by the encoder's state. Fed the target while training (teacher forcing),
 * its own last word while decoding: both are this one description, run with `scan` over all steps or `once`.
 *
 * Not here: the first state (bridge.ts), the probabilities (output.ts).
 */
import type { Value } from '../graph';
import {
  add,
  concat,
  matmul,
  mul,
  shapeOf,
  slice,
  squeeze,
  tanh,
  transpose,
  unsqueeze,
  zeros,
} from '../graph';
import type { Architecture, AttentionSpec } from './architecture';
import { readoutSize, targetEmbeddingSize } from './architecture';
import type { Memory } from './attention';
import { attend } from './attention';
import type { Dropout } from './dropout';
import { drop } from './dropout';
import type { Loop, Observe } from './layer';
import { once } from './layer';
import type { Parameters } from './parameters';
import type { StackOptions, StackOutput } from './stack';
import { outputSize, runStack, stateCount } from './stack';

export interface DecoderRun {
  /** [T, B, size] what the output layer sees */
  readout: Value;
  /** The state after the last step, in the order of `decoderStateSizes`. */
  final: Value[];
  /** [B, T, S], where there is attention */
  weights?: Value;
}

/**
 * Sizes of the state the decoder carries: each layer's H (and C), then the attentional state where it is fed back, then
 * the encoder's last state where it is part of every input.
 */
export function decoderStateSizes(a: Architecture): number[] {
  const layers = a.decoder.layers.flatMap((l) => new Array<number>(stateCount(l)).fill(l.hidden));
  const fed = a.attention?.inputFeeding ? [readoutSize(a)] : [];
  const context = a.context ? [outputSize(a.encoder.layers[a.encoder.layers.length - 1])] : [];
  return [...layers, ...fed, ...context];
}

export interface DecoderInput {
  /** [T, B, size] embedded words */
  X: Value;
  /** in the order of `decoderStateSizes` */
  initial: Value[];
  memory?: Memory;
  /** size of the memory's states */
  memorySize: number;
  dropout: Dropout;
  loop: Loop;
  /** With `once` only: inside a `scan` what a layer does is no output of the graph. */
  observe?: Observe;
}

export function decode(p: Parameters, a: Architecture, input: DecoderInput): DecoderRun {
  if (a.context) return decodeInContext(p, a, input);
  const { attention } = a;
  if (!attention || !input.memory) return decodePlain(p, a, input);
  if (attention.inputFeeding) return decodeFeeding(p, a, attention, input.memory, input);
  if (attention.asks === 'before') return decodeAsking(p, a, attention, input.memory, input);
  if (attention.asks === 'last') return decodeThenAttend(p, a, attention, input.memory, input);
  return decodeAttending(p, a, attention, input.memory, input);
}

/** The encoder's last state goes along as the last of the decoder's states, which never changes. */
function decodeInContext(p: Parameters, a: Architecture, input: DecoderInput): DecoderRun {
  const initial = input.initial.slice(0, -1);
  const context = input.initial[input.initial.length - 1];
  const size = context.shape[1] as number;
  const [T, B] = input.X.shape;
  const steps = slice(shapeOf(input.X), 0, 2);
  const none = zeros(concat([steps, steps.graph.constant('int64', [1], [size])], 0), [T, B, size]);
  const X = concat([input.X, add(none, unsqueeze(context, 0))], -1);
  const run = decode(p, { ...a, context: false }, { ...input, X, initial });
  return { ...run, final: [...run.final, context] };
}

const initialOf = (a: Architecture, initial: Value[]) => {
  const queues = a.decoder.layers.map(() => [] as Value[]);
  let at = 0;
  a.decoder.layers.forEach((l, j) => {
    for (let i = 0; i < stateCount(l); i++) queues[j].push(initial[at++]);
  });
  return (layer: number) => queues[layer].shift() as Value;
};

/** All layers over all steps. @param context what the layers above the first hear, too */
const runLayers = (
  p: Parameters,
  a: Architecture,
  { X, initial, dropout, loop, observe }: DecoderInput,
  context?: StackOptions['context'],
): StackOutput =>
  runStack(p, X, {
    name: 'decoder',
    spec: a.decoder,
    inputSize: X.shape[2] as number,
    initial: initialOf(a, initial),
    dropout: (x) => drop(dropout, x, 'target'),
    loop,
    observe,
    context,
  });

function decodePlain(p: Parameters, a: Architecture, input: DecoderInput): DecoderRun {
  const { outputs, final } = runLayers(p, a, input);
  return { readout: readout(p, a, drop(input.dropout, outputs, 'target')), final: final.flat() };
}

/** The first layer's states ask; the layers above and the output hear. */
function decodeAttending(
  p: Parameters,
  a: Architecture,
  spec: AttentionSpec,
  memory: Memory,
  input: DecoderInput,
): DecoderRun {
  let weights: Value | undefined;
  const querySize = outputSize(a.decoder.layers[0]);
  const { outputs, final, context } = runLayers(p, a, input, {
    size: input.memorySize,
    of: (first) => {
      const attended = attend(p, spec, swapTimeAndBatch(first), memory, querySize);
      weights = attended.weights;
      return swapTimeAndBatch(attended.context);
    },
  });
  const joined = concat([drop(input.dropout, outputs, 'target'), context as Value], -1);
  return { readout: readout(p, a, joined), final: final.flat(), weights };
}

/** The last layer's states ask when all are there; only the output hears. */
function decodeThenAttend(
  p: Parameters,
  a: Architecture,
  spec: AttentionSpec,
  memory: Memory,
  input: DecoderInput,
): DecoderRun {
  const { outputs, final } = runLayers(p, a, input);
  const top = drop(input.dropout, outputs, 'target');
  const { context, weights } = attend(p, spec, swapTimeAndBatch(top), memory, top.shape[2] as number);
  return {
    readout: readout(p, a, concat([top, swapTimeAndBatch(context)], -1)),
    final: final.flat(),
    weights,
  };
}

/** The last layer's state of the step before asks; what it is told is joined to the word. The whole decoder recurs. */
function decodeAsking(
  p: Parameters,
  a: Architecture,
  spec: AttentionSpec,
  memory: Memory,
  input: DecoderInput,
): DecoderRun {
  const masks = a.decoder.layers.flatMap((l) => input.dropout.mask(l.hidden, 'target') ?? []);
  const inputSize = (input.X.shape[2] as number) + input.memorySize;
  const topAt = a.decoder.layers.slice(0, -1).reduce((sum, l) => sum + stateCount(l), 0);
  const { finalStates, outputs } = input.loop(
    { name: 'decoder', initialStates: input.initial, sequences: [input.X, ...masks] },
    (states, [x, ...stepMasks]) => {
      const query = states[topAt];
      const { context, weights } = attend(p, spec, unsqueeze(query, 1), memory, query.shape[1] as number);
      const dropStep = dropInTurn(stepMasks);
      const run = runStack(p, unsqueeze(concat([x, squeeze(context, 1)], -1), 0), {
        name: 'decoder',
        spec: a.decoder,
        inputSize,
        initial: initialOf(a, states),
        dropout: dropStep,
        loop: once,
        observe: input.observe,
      });
      return { states: run.final.flat(), outputs: [dropStep(squeeze(run.outputs, 0)), weights] };
    },
  );
  const weights = transpose(squeeze(outputs[1], 2), [1, 0, 2]);
  return { readout: readout(p, a, outputs[0]), final: finalStates, weights };
}

/** Dropout inside a loop: one mask after the other. */
function dropInTurn(masks: Value[]): (y: Value) => Value {
  const left = [...masks];
  return (y) => {
    const mask = left.shift();
    return mask ? mul(y, mask) : y;
  };
}

/** The attentional state of a step is joined to the input of the next, so the whole decoder recurs. */
function decodeFeeding(
  p: Parameters,
  a: Architecture,
  spec: AttentionSpec,
  memory: Memory,
  input: DecoderInput,
): DecoderRun {
  const between = a.decoder.layers.map((l) => input.dropout.mask(l.hidden, 'target'));
  const masks = between.filter((m) => m !== undefined);
  const { finalStates, outputs } = input.loop(
    { name: 'decoder', initialStates: input.initial, sequences: [input.X, ...masks] },
    (states, [x, ...stepMasks]) => {
      const step = feedingStep(p, a, spec, memory, states, x, stepMasks, input.observe);
      return { states: step.states, outputs: [step.attentional, step.weights] };
    },
  );
  const weights = transpose(squeeze(outputs[1], 2), [1, 0, 2]);
  return { readout: outputs[0], final: finalStates, weights };
}

function feedingStep(
  p: Parameters,
  a: Architecture,
  spec: AttentionSpec,
  memory: Memory,
  states: Value[],
  x: Value,
  masks: Value[],
  observe?: Observe,
): { states: Value[]; attentional: Value; weights: Value } {
  const dropStep = dropInTurn(masks);
  const fed = states[states.length - 1];
  const { outputs, final } = runStack(p, unsqueeze(concat([x, fed], -1), 0), {
    name: 'decoder',
    spec: a.decoder,
    inputSize: targetEmbeddingSize(a) + readoutSize(a),
    initial: initialOf(a, states),
    dropout: dropStep,
    loop: once,
    observe,
  });
  const top = squeeze(dropStep(outputs), 0);
  const { context, weights } = attend(p, spec, unsqueeze(top, 1), memory, top.shape[1] as number);
  const attentional = readout(p, a, concat([top, squeeze(context, 1)], -1));
  return { states: [...final.flat(), attentional], attentional, weights };
}

/** tanh(W [H; c] + b): the attentional state (Luong et al. 2015); or H itself. */
function readout(p: Parameters, a: Architecture, joined: Value): Value {
  if (a.readout === 'none') return joined;
  const size = joined.shape[joined.shape.length - 1] as number;
  const W = p.get('decoder.readout.W', [size, readoutSize(a)]);
  const b = p.get('decoder.readout.b', [readoutSize(a)], { kind: 'constant', value: 0 });
  return tanh(add(matmul(joined, W), b));
}

const swapTimeAndBatch = (x: Value): Value => transpose(x, [1, 0, 2]);
