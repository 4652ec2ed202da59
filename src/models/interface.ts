/**
 * Is an ONNX file one of the two halves it claims to be? Its operators, tensors, inputs and outputs are checked, and
 * only what was checked is kept: fields this program does not read never reach the runtime, which might read them.
 */
import type { OnnxGraph, OnnxModel, OnnxTensor } from '../graph';
import { GraphError, readModel } from '../graph';
import type { Architecture } from '../rnn';
import type { ModelErrorCode } from './errors';
import { ModelError, shown } from './errors';
import type { Half } from './halves';
import { expectedHalf, fileOf } from './halves';
import { structureBytes } from './structure';

/** What the networks of this program are made of, by domain. */
export const OPERATORS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    '',
    new Set(
      (
        'Add Cast Concat ConstantOfShape Gather GatherElements Gemm Identity Less LogSoftmax MatMul Mul Range Scan ' +
        'Shape Sigmoid Slice Softmax Split Squeeze Sub Tanh TopK Transpose Unsqueeze Where'
      ).split(' '),
    ),
  ],
  ['com.microsoft', new Set(['FusedMatMul'])],
]);

/** A network of 16 + 16 layers, the most there is, needs a tenth of it. */
const MAX_STRUCTURE_BYTES = 1 << 20;
/** Bytes of an entry, by TensorProto.DataType. */
const ENTRY_BYTES: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [3, 1],
  [6, 4],
  [7, 8],
  [9, 1],
]);

/**
 * @returns the network with nothing in it but what was checked
 * @throws ModelError that says what is wrong with the file
 */
export function checkedHalf(bytes: Uint8Array, half: Half, architecture: Architecture): OnnxModel {
  const file = fileOf(half);
  const model = parseOnnx(bytes, file);
  const graph = model.graph as OnnxGraph;
  checkGraph(graph, file);
  const expected = expectedHalf(half, architecture).graph;
  checkValues('input', graph, expected, file);
  checkValues('output', graph, expected, file);
  return model;
}

/** @throws ModelError for bytes that are not an ONNX model, or one whose structure is too large to be a network */
function parseOnnx(bytes: Uint8Array, file: string): OnnxModel {
  const structure = structureBytes(bytes);
  if (structure > MAX_STRUCTURE_BYTES) {
    const what = `${structure} bytes that are not weights in raw_data; at most ${MAX_STRUCTURE_BYTES} are read`;
    throw new ModelError('too-big', file, `${file} has ${what}; it is not a model made by Interlinear`);
  }
  try {
    return readModel(bytes);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new ModelError('onnx', file, `${file} is ${shown(error.message)}; fetch the model again`);
  }
}

/** Operators and tensors, bodies of loops included. Their depth is limited by the reader. */
function checkGraph(graph: OnnxGraph, file: string): void {
  graph.initializer.forEach((tensor) => checkTensor(tensor, file));
  for (const node of graph.node) {
    if (!OPERATORS.get(node.domain)?.has(node.opType)) {
      const name = shown(node.domain ? `${node.domain}.${node.opType}` : node.opType);
      const why = 'which no network of Interlinear has; use a model made by Interlinear';
      throw new ModelError('operator', file, `${file} uses the operator ${name}, ${why}`);
    }
    for (const { t, g } of node.attribute) {
      if (t) checkTensor(t, file);
      if (g) checkGraph(g, file);
    }
  }
}

function checkTensor(tensor: OnnxTensor, file: string): void {
  const { name, dims, dataType, rawData, dataLocation } = tensor;
  const fail = (code: ModelErrorCode, what: string): never => {
    throw new ModelError(code, file, `${file}: the tensor "${shown(name)}" ${what}`);
  };
  if (dataLocation === 1)
    fail('external-data', 'lies in another file, which is not supported; export it with the weights inside');
  const entryBytes = ENTRY_BYTES.get(dataType);
  if (entryBytes === undefined)
    return fail('weights', `has the unknown data type ${dataType}; use float32 or int8`);
  if (!rawData) return;
  const bytes = dims.reduce((product, d) => product * d, entryBytes);
  if (dims.some((d) => d < 0) || bytes !== rawData.length) {
    const size = shown(dims.join(' × '));
    fail('weights', `has ${rawData.length} bytes for ${size} entries; fetch the model again`);
  }
}

/** Inputs and outputs as the contract of src/rnn/seq2seq.ts has them: names, element types, sizes and their names. */
function checkValues(kind: 'input' | 'output', graph: OnnxGraph, expected: OnnxGraph, file: string): void {
  const fail = (what: string): never => {
    const why = 'the file and the architecture in model.json do not belong together; fetch the model again';
    throw new ModelError('interface', file, `${file}: ${what}: ${why}`);
  };
  const left = new Map(graph[kind].map((value) => [value.name, describe(value)]));
  if (left.size !== graph[kind].length) fail(`two ${kind}s have one name`);
  for (const value of expected[kind]) {
    const found = left.get(value.name);
    const wanted = describe(value);
    if (found === undefined) fail(`the ${kind} "${value.name}" is missing`);
    else if (found !== wanted) fail(`the ${kind} "${value.name}" is ${shown(found)} and not ${wanted}`);
    left.delete(value.name);
  }
  for (const name of left.keys()) fail(`the ${kind} "${shown(name)}" is one too many`);
}

const TYPE_NAMES: ReadonlyMap<number | undefined, string> = new Map([
  [1, 'float32'],
  [6, 'int32'],
  [7, 'int64'],
]);

function describe({ type }: OnnxGraph['input'][number]): string {
  const tensor = type?.tensorType;
  const dims = tensor?.shape?.dim.map((d) => d.dimParam ?? String(d.dimValue ?? '?')) ?? ['?'];
  return `${TYPE_NAMES.get(tensor?.elemType) ?? `type ${tensor?.elemType ?? '?'}`} [${dims.join(', ')}]`;
}
