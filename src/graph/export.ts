/** A finished graph as an ONNX model: opset 17, onnxruntime's own operators where the graph uses them. */
import type { Attribute, Graph, Node, TensorData, Value } from './graph';
import { onnxType } from './operators';
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValueInfo } from './onnx/proto';
import { AttributeType } from './onnx/proto';
import { writeModel } from './onnx/codec';

export const OPSET = 17;
/** The IR version that belongs to opset 17 (https://github.com/onnx/onnx/blob/main/docs/Versioning.md). */
const IR_VERSION = 8;

/** @returns the bytes of an .onnx file */
export function exportModel(graph: Graph, metadata: Record<string, string> = {}): Uint8Array {
  return writeModel(toModel(graph, metadata));
}

export function toModel(graph: Graph, metadata: Record<string, string> = {}): OnnxModel {
  return {
    irVersion: IR_VERSION,
    producerName: 'interlinear',
    opsetImport: [
      { domain: '', version: OPSET },
      { domain: 'com.microsoft', version: 1 },
    ],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: toGraph(graph),
  };
}

function toGraph(graph: Graph): OnnxGraph {
  const nodes = liveNodes(graph);
  const used = new Set(allInputs(nodes));
  return {
    name: graph.name,
    node: nodes.map(toNode),
    initializer: [...graph.initializers].filter(([v]) => used.has(v)).map(([v, t]) => toTensor(v.name, t)),
    input: graph.inputs.map(toValueInfo),
    output: graph.outputs.map(toValueInfo),
  };
}

/** The nodes that some output depends on: differentiation leaves some that nothing uses. */
function liveNodes(graph: Graph): Node[] {
  const needed = new Set(graph.outputs);
  const live: Node[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((o) => needed.has(o))) continue;
    live.push(node);
    for (const input of allInputs([node])) needed.add(input);
  }
  return live.reverse();
}

/** Everything nodes read, bodies of loops included. */
function allInputs(nodes: Node[]): Value[] {
  return nodes.flatMap((node) => {
    const own = node.inputs.filter((v) => v !== undefined);
    const body = node.attributes.body;
    return typeof body === 'object' && 'nodes' in body ? [...own, ...allInputs(liveNodes(body))] : own;
  });
}

function toNode(node: Node): OnnxNode {
  return {
    name: node.outputs[0].name,
    opType: node.op,
    domain: node.domain,
    input: node.inputs.map((v) => v?.name ?? ''),
    output: node.outputs.map((v) => v.name),
    attribute: Object.entries(node.attributes).map(([name, value]) => toAttribute(name, value)),
  };
}

function toAttribute(name: string, value: Attribute): OnnxAttribute {
  if (typeof value === 'number') return { name, type: AttributeType.int, i: value };
  if (typeof value === 'string')
    return { name, type: AttributeType.string, s: new TextEncoder().encode(value) };
  if (Array.isArray(value)) return { name, type: AttributeType.ints, ints: value };
  if ('float' in value) return { name, type: AttributeType.float, f: value.float };
  return { name, type: AttributeType.graph, g: toGraph(value) };
}

function toTensor(name: string, tensor: TensorData): OnnxTensor {
  const { buffer, byteOffset, byteLength } = tensor.data;
  const rawData = new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  return { name, dims: tensor.dims, dataType: onnxType(tensor.dtype), rawData };
}

function toValueInfo(value: Value): OnnxValueInfo {
  const dim = value.shape.map((d) => (typeof d === 'number' ? { dimValue: d } : { dimParam: d }));
  return { name: value.name, type: { tensorType: { elemType: onnxType(value.dtype), shape: { dim } } } };
}
