/**
 * Is a graph the one that its architecture builds? Then what each weight means is known, and engines with kernels of
 * their own compute what the file says. Two graphs are the same when each output is the same expression of inputs, weights and constants,
 * whatever their values are called and however their nodes are ordered. int8 weights with scales are weights too.
 */
import type { OnnxGraph, OnnxModel, OnnxNode, OnnxTensor } from '../../graph';
import { onnxType, toModel } from '../../graph';
import type { Architecture, StoredWeight } from '../../rnn';
import { decoderGraph, encoderGraph, MissingWeightError, parameterSpecs, storedWeights } from '../../rnn';
import { RuntimeError } from '../errors';

/** Numbers for expressions: equal ones get the same. */
type Numbers = Map<string, number>;
type Scope = Map<string, number>;

/** Constants are axes, sizes and single factors. */
const MAX_CONSTANT_BYTES = 256;

/** What only onnxruntime computes: networks from elsewhere. */
const WITHOUT_KERNELS = ['targetEmbedding', 'bridge', 'context', 'readout', 'output', 'sourceEnd'] as const;

/** All weights of an architecture, by parameter name. */
export type KnownWeights = ReadonlyMap<string, StoredWeight>;

/** What engines with kernels of their own are given: the two halves of a network, read and checked. */
export interface Halves {
  encoder: OnnxModel;
  decoder: OnnxModel;
  architecture: Architecture;
}

/**
 * @returns the weights by parameter name
 * @throws RuntimeError('unknown-graph') for a graph that is another one, or weights that are none
 */
export function knownWeights({ encoder, decoder, architecture }: Halves): KnownWeights {
  const graphs = [encoder.graph as OnnxGraph, decoder.graph as OnnxGraph] as const;
  assertKnown(architecture, ...graphs);
  try {
    return storedWeights(graphs, parameterSpecs(architecture));
  } catch (error) {
    if (!(error instanceof MissingWeightError)) throw error;
    throw new RuntimeError('unknown-graph', error.message);
  }
}

/** @throws RuntimeError('unknown-graph') that says what has no kernels, or which half and which output differ */
function assertKnown(architecture: Architecture, encoder: OnnxGraph, decoder: OnnxGraph): void {
  const foreign = WITHOUT_KERNELS.find((key) => architecture[key] !== undefined);
  if (foreign ?? (architecture.attention?.asks && 'attention.asks'))
    throw new RuntimeError(
      'unknown-graph',
      `there are no kernels for a network with "${foreign ?? 'attention.asks'}"; onnxruntime runs such a graph`,
    );
  const weights = new Map<string, StoredWeight>(
    parameterSpecs(architecture).map(({ name, shape }) => [
      name,
      { tensor: { dtype: 'float32', dims: shape, data: new Float32Array(0) } },
    ]),
  );
  const names = new Set(weights.keys());
  const halves = [
    { name: 'encoder', found: encoder, expected: encoderGraph(architecture, weights) },
    { name: 'decoder', found: decoder, expected: decoderGraph(architecture, weights) },
  ];
  for (const { name, found, expected } of halves) {
    const numbers: Numbers = new Map();
    const wanted = outputsOf(toModel(expected).graph as OnnxGraph, names, numbers);
    const given = outputsOf(found, names, numbers);
    for (const [output, number] of wanted) {
      if (given.get(output) === number) continue;
      throw new RuntimeError(
        'unknown-graph',
        `the ${name}'s "${output}" is not computed as the architecture in model.json says; onnxruntime runs such a graph`,
      );
    }
  }
}

function outputsOf(graph: OnnxGraph, weights: ReadonlySet<string>, numbers: Numbers): Map<string, number> {
  const scope: Scope = new Map();
  for (const { name } of graph.input) scope.set(name, numberOf(numbers, `input ${name}`));
  return new Map(expressions(graph, scope, weights, numbers, 0).map((n, i) => [graph.output[i].name, n]));
}

/** @returns the number of each output */
function expressions(
  graph: OnnxGraph,
  scope: Scope,
  weights: ReadonlySet<string>,
  numbers: Numbers,
  depth: number,
): number[] {
  for (const tensor of graph.initializer) scope.set(tensor.name, leaf(tensor, weights, numbers));
  for (const node of graph.node) {
    const inputs = node.input.map((name) => (name === '' ? -1 : (scope.get(name) ?? -2)));
    if (node.opType === 'Identity') {
      scope.set(node.output[0], inputs[0]);
      continue;
    }
    const key = `${node.domain}.${node.opType}(${inputs})${attributes(node, scope, weights, numbers, depth)}`;
    const whole = weightOf(node, inputs, numbers);
    node.output.forEach((name, i) => scope.set(name, whole ?? numberOf(numbers, `${key}#${i}`)));
  }
  return graph.output.map(({ name }) => scope.get(name) ?? -2);
}

function leaf(
  { name, dims, dataType, rawData }: OnnxTensor,
  weights: ReadonlySet<string>,
  numbers: Numbers,
): number {
  const quantized = dataType === onnxType('int8');
  if (weights.has(name)) return numberOf(numbers, `${quantized ? 'int8' : 'weight'} ${name} ${dims}`);
  if (name.endsWith('.scale')) return numberOf(numbers, `scale ${name.slice(0, -'.scale'.length)}`);
  const content = rawData && rawData.length <= MAX_CONSTANT_BYTES ? String(rawData) : `of ${name}`;
  return numberOf(numbers, `constant ${dataType} ${dims} ${content}`);
}

/** Cast(int8) · scale is the weight itself: the number of what a float32 file has there. */
function weightOf({ opType }: OnnxNode, inputs: number[], numbers: Numbers): number | undefined {
  if (opType !== 'Cast' && opType !== 'Mul') return undefined;
  const [first, second] = inputs.map((n) => nameOf(numbers, n));
  if (opType === 'Cast' && first?.startsWith('int8 ')) return numberOf(numbers, `cast ${first.slice(5)}`);
  if (!first?.startsWith('cast ') || !second?.startsWith('scale ')) return undefined;
  const weight = first.slice('cast '.length);
  return weight.startsWith(`${second.slice('scale '.length)} `)
    ? numberOf(numbers, `weight ${weight}`)
    : undefined;
}

function attributes(
  node: OnnxNode,
  scope: Scope,
  weights: ReadonlySet<string>,
  numbers: Numbers,
  depth: number,
): string {
  const texts = node.attribute.map(({ name, f, i, s, t, g, ints, floats }) => {
    const body = g
      ? expressions(g, bodyScope(g, scope, numbers, depth + 1), weights, numbers, depth + 1)
      : '';
    const tensor = t ? leaf(t, weights, numbers) : '';
    return `${name}=${f ?? ''}|${i ?? ''}|${s ?? ''}|${tensor}|${body}|${ints ?? ''}|${floats ?? ''}`;
  });
  return `[${texts.sort().join(';')}]`;
}

/** A body sees what is around it; its own inputs are known by their places. */
function bodyScope(body: OnnxGraph, outer: Scope, numbers: Numbers, depth: number): Scope {
  const scope = new Map(outer);
  body.input.forEach(({ name }, i) => scope.set(name, numberOf(numbers, `body ${depth} ${i}`)));
  return scope;
}

function numberOf(numbers: Numbers, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

function nameOf(numbers: Numbers, wanted: number): string | undefined {
  for (const [key, number] of numbers) if (number === wanted) return key;
  return undefined;
}

/** Whether all matrices are int8 in the file, with scales along their outputs. */
export function areInt8(weights: KnownWeights): boolean {
  return [...weights].every(([name, { tensor, quantization }]) => {
    if (tensor.dims.length < 2 || name === 'attention.v') return true;
    return quantization?.axis === (name.endsWith('.embedding') ? 0 : 1);
  });
}
