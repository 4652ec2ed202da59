/**
 * The decoder: a recurrent network started by the encoder's state. Fed the target while training (teacher forcing),
 * its own last word while decoding: both are this one description, run with `scan` over all steps or `once`.
 *
 * Not here: the first state (bridge.ts), the probabilities (output.ts).
 */
import type { Value } from '../graph';
import { add, concat, matmul, mul, squeeze, tanh, transpose, unsqueeze } from '../graph';
import type { Architecture, AttentionSpec } from './architecture';
import type { Memory } from './attention';
import { attend } from './attention';
import type { Dropout } from './dropout';
import { drop } from './dropout';
import type { Loop, Observe } from './layer';
import { once } from './layer';
import type { Parameters } from './parameters';
import { outputSize, runStack, stateCount } from './stack';

export interface DecoderRun {
  /** [T, B, embedding] what the output layer sees */
  readout: Value;
  /** The state after the last step, in the order of `decoderStateSizes`. */
  final: Value[];
  /** [B, T, S], where there is attention */
  weights?: Value;
}

/** Sizes of the state the decoder carries: each layer's H (and C), then the attentional state where it is fed back. */
export function decoderStateSizes(a: Architecture): number[] {
  const layers = a.decoder.layers.flatMap((l) => new Array<number>(stateCount(l)).fill(l.hidden));
  return a.attention?.inputFeeding ? [...layers, a.embedding] : layers;
}

export interface DecoderInput {
  /** [T, B, embedding] embedded words */
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
  if (!a.attention || !input.memory) return decodePlain(p, a, input);
  return a.attention.inputFeeding
    ? decodeFeeding(p, a, a.attention, input.memory, input)
    : decodeAttending(p, a, a.attention, input.memory, input);
}

const initialOf = (a: Architecture, initial: Value[]) => {
  const queues = a.decoder.layers.map(() => [] as Value[]);
  let at = 0;
  a.decoder.layers.forEach((l, j) => {
    for (let i = 0; i < stateCount(l); i++) queues[j].push(initial[at++]);
  });
  return (layer: number) => queues[layer].shift() as Value;
};

function decodePlain(p: Parameters, a: Architecture, input: DecoderInput): DecoderRun {
  const { outputs, final } = runStack(p, input.X, {
    name: 'decoder',
    spec: a.decoder,
    inputSize: a.embedding,
    initial: initialOf(a, input.initial),
    dropout: (x) => drop(input.dropout, x, 'target'),
    loop: input.loop,
    observe: input.observe,
  });
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
  const { outputs, final, context } = runStack(p, input.X, {
    name: 'decoder',
    spec: a.decoder,
    inputSize: a.embedding,
    initial: initialOf(a, input.initial),
    dropout: (x) => drop(input.dropout, x, 'target'),
    loop: input.loop,
    observe: input.observe,
    context: {
      size: input.memorySize,
      of: (first) => {
        const attended = attend(p, spec, swapTimeAndBatch(first), memory, querySize);
        weights = attended.weights;
        return swapTimeAndBatch(attended.context);
      },
    },
  });
  const joined = concat([drop(input.dropout, outputs, 'target'), context as Value], -1);
  return { readout: readout(p, a, joined), final: final.flat(), weights };
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
  const left = [...masks];
  const dropStep = (y: Value): Value => {
    const mask = left.shift();
    return mask ? mul(y, mask) : y;
  };
  const fed = states[states.length - 1];
  const { outputs, final } = runStack(p, unsqueeze(concat([x, fed], -1), 0), {
    name: 'decoder',
    spec: a.decoder,
    inputSize: 2 * a.embedding,
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

/** tanh(W [H; c] + b): the attentional state (Luong et al. 2015), of the embedding's size. */
function readout(p: Parameters, a: Architecture, joined: Value): Value {
  const size = joined.shape[joined.shape.length - 1] as number;
  const W = p.get('decoder.readout.W', [size, a.embedding]);
  const b = p.get('decoder.readout.b', [a.embedding], { kind: 'constant', value: 0 });
  return tanh(add(matmul(joined, W), b));
}

const swapTimeAndBatch = (x: Value): Value => transpose(x, [1, 0, 2]);
