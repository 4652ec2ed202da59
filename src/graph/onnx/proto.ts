/**
 * The messages of onnx.proto3 that this project writes and reads, as plain objects, and their field numbers.
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 (IR version 8).
 *
 * Not here: the wire format itself (codec.ts), nor what the operators mean (../operators.ts).
 */

export interface OnnxTensor {
  name: string;
  dims: number[];
  dataType: number;
  /** Little-endian bytes, row-major. The typed fields of other writers are turned into this form when read. */
  rawData?: Uint8Array;
  floatData?: number[];
  int32Data?: number[];
  int64Data?: number[];
  /** 1 = the data lies in another file, which this project refuses. */
  dataLocation?: number;
}

export interface OnnxAttribute {
  name: string;
  type: number;
  f?: number;
  i?: number;
  s?: Uint8Array;
  t?: OnnxTensor;
  g?: OnnxGraph;
  floats?: number[];
  ints?: number[];
  strings?: Uint8Array[];
}

export interface OnnxNode {
  name: string;
  opType: string;
  domain: string;
  input: string[];
  output: string[];
  attribute: OnnxAttribute[];
}

export interface OnnxDimension {
  dimValue?: number;
  dimParam?: string;
}

export interface OnnxValueInfo {
  name: string;
  type?: { tensorType?: { elemType: number; shape?: { dim: OnnxDimension[] } } };
}

export interface OnnxGraph {
  name: string;
  node: OnnxNode[];
  initializer: OnnxTensor[];
  input: OnnxValueInfo[];
  output: OnnxValueInfo[];
}

export interface OnnxModel {
  irVersion: number;
  producerName: string;
  opsetImport: { domain: string; version: number }[];
  metadataProps: { key: string; value: string }[];
  graph?: OnnxGraph;
}

/** AttributeProto.AttributeType */
export const AttributeType = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
};

export type ScalarKind = 'int' | 'float' | 'string' | 'bytes';

export interface Field {
  key: string;
  kind: ScalarKind | (() => Message);
  repeated?: boolean;
  /** One of several of which a message holds at most one: absent is not the same as empty. */
  oneof?: boolean;
}

/** A message: its fields by number. Fields that are not listed are skipped when read. */
export type Message = Record<number, Field>;

const string = (key: string): Field => ({ key, kind: 'string' });
const strings = (key: string): Field => ({ key, kind: 'string', repeated: true });
const int = (key: string): Field => ({ key, kind: 'int' });
const ints = (key: string): Field => ({ key, kind: 'int', repeated: true });
const one = (key: string, message: () => Message): Field => ({ key, kind: message });
const many = (key: string, message: () => Message): Field => ({ key, kind: message, repeated: true });

const opset: Message = { 1: string('domain'), 2: int('version') };
const entry: Message = { 1: string('key'), 2: string('value') };
const dimension: Message = {
  1: { key: 'dimValue', kind: 'int', oneof: true },
  2: { key: 'dimParam', kind: 'string', oneof: true },
};
const shape: Message = { 1: many('dim', () => dimension) };
const tensorType: Message = { 1: int('elemType'), 2: one('shape', () => shape) };
const type: Message = { 1: one('tensorType', () => tensorType) };
const valueInfo: Message = { 1: string('name'), 2: one('type', () => type) };

export const tensorMessage: Message = {
  1: ints('dims'),
  2: int('dataType'),
  4: { key: 'floatData', kind: 'float', repeated: true },
  5: ints('int32Data'),
  7: ints('int64Data'),
  8: string('name'),
  9: { key: 'rawData', kind: 'bytes' },
  14: int('dataLocation'),
};

const attribute: Message = {
  1: string('name'),
  2: { key: 'f', kind: 'float' },
  3: int('i'),
  4: { key: 's', kind: 'bytes' },
  5: one('t', () => tensorMessage),
  6: one('g', () => graph),
  7: { key: 'floats', kind: 'float', repeated: true },
  8: ints('ints'),
  9: { key: 'strings', kind: 'bytes', repeated: true },
  20: int('type'),
};

const node: Message = {
  1: strings('input'),
  2: strings('output'),
  3: string('name'),
  4: string('opType'),
  5: many('attribute', () => attribute),
  7: string('domain'),
};

const graph: Message = {
  1: many('node', () => node),
  2: string('name'),
  5: many('initializer', () => tensorMessage),
  11: many('input', () => valueInfo),
  12: many('output', () => valueInfo),
};

export const modelMessage: Message = {
  1: int('irVersion'),
  2: string('producerName'),
  7: one('graph', () => graph),
  8: many('opsetImport', () => opset),
  14: many('metadataProps', () => entry),
};
