/**
 * ONNX bytes ⇄ plain objects, driven by the field tables of proto.ts over the wire primitives of `pbf`.
 * Reading trusts nothing: a length that runs past its message, a wrong wire type or endless nesting is an error.
 */
import { PbfReader, PbfWriter } from 'pbf';
import { GraphError } from '../errors';
import type { Field, Message, OnnxModel } from './proto';
import { modelMessage } from './proto';

type Plain = Record<string, unknown>;

/** @returns the bytes of an ONNX file */
export function writeModel(model: OnnxModel): Uint8Array {
  return encode(model as unknown as Plain, modelMessage);
}

function encode(value: Plain, message: Message): Uint8Array {
  const pbf = new PbfWriter();
  for (const [number, field] of Object.entries(message)) {
    const content = value[field.key];
    if (content === undefined) continue;
    const items = field.repeated ? (content as unknown[]) : [content];
    for (const item of items) writeField(pbf, Number(number), field, item);
  }
  return pbf.finish();
}

function writeField(pbf: PbfWriter, number: number, field: Field, item: unknown): void {
  if (field.kind === 'int') pbf.writeVarintField(number, item as number);
  else if (field.kind === 'float') pbf.writeFloatField(number, item as number);
  // pbf's own string writer turns some characters beyond U+FFFF into others (5.1.2).
  else if (field.kind === 'string') pbf.writeBytesField(number, new TextEncoder().encode(item as string));
  else if (field.kind === 'bytes') pbf.writeBytesField(number, item as Uint8Array);
  else pbf.writeBytesField(number, encode(item as Plain, field.kind()));
}

/**
 * @returns the model; unknown fields are left out
 * @throws GraphError('format') when the bytes are not a whole ONNX model
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  const pbf = new PbfReader(bytes);
  try {
    const model = decode(pbf, bytes.length, modelMessage, 0) as unknown as OnnxModel;
    if (!model.graph || !model.irVersion) throw new Error('it has no graph');
    return model;
  } catch (error) {
    throw new GraphError('format', `not a readable ONNX model: ${(error as Error).message}`);
  }
}

/** Deeper than any graph inside a graph that makes sense; a guard against stack overflow by a hostile file. */
const MAX_DEPTH = 40;
const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

function decode(pbf: PbfReader, end: number, message: Message, depth: number): Plain {
  if (depth > MAX_DEPTH) throw new Error('messages are nested too deeply');
  const value: Plain = {};
  for (const field of Object.values(message)) if (field.repeated) value[field.key] = [];
  while (pbf.pos < end) {
    const tag = pbf.readVarint();
    const field = message[tag >> 3] as Field | undefined;
    if (field) readField(pbf, end, field, tag & 7, value, depth);
    else skip(pbf, end, tag & 7);
    if (pbf.pos > end) throw new Error(`it ends in the middle of a message (byte ${end})`);
  }
  for (const field of Object.values(message)) {
    if (field.kind === 'string' && !field.repeated && !field.oneof) value[field.key] ??= '';
  }
  return value;
}

function lengthWithin(pbf: PbfReader, end: number): number {
  const length = pbf.readVarint();
  if (length > end - pbf.pos)
    throw new Error(`it is cut short: ${length} bytes announced, ${end - pbf.pos} left`);
  return pbf.pos + length;
}

function skip(pbf: PbfReader, end: number, wire: number): void {
  if (wire === VARINT) pbf.readVarint();
  else if (wire === FIXED64) pbf.pos += 8;
  else if (wire === LENGTH) pbf.pos = lengthWithin(pbf, end);
  else if (wire === FIXED32) pbf.pos += 4;
  else throw new Error(`wire type ${wire} at byte ${pbf.pos}`);
}

function readField(
  pbf: PbfReader,
  end: number,
  field: Field,
  wire: number,
  value: Plain,
  depth: number,
): void {
  const put = (item: unknown) => {
    if (field.repeated) (value[field.key] as unknown[]).push(item);
    else value[field.key] = item;
  };
  const packed = wire === LENGTH && (field.kind === 'int' || field.kind === 'float');
  if (packed) {
    const stop = lengthWithin(pbf, end);
    while (pbf.pos < stop) put(readNumber(pbf, field.kind === 'int'));
    if (pbf.pos !== stop) throw new Error(`field ${field.key} has a broken length`);
    return;
  }
  const expected = field.kind === 'int' ? VARINT : field.kind === 'float' ? FIXED32 : LENGTH;
  if (wire !== expected) throw new Error(`field ${field.key} has wire type ${wire}, not ${expected}`);
  if (wire !== LENGTH) return put(readNumber(pbf, field.kind === 'int'));
  const stop = lengthWithin(pbf, end);
  put(readBlock(pbf, stop, field, depth));
  pbf.pos = stop;
}

function readNumber(pbf: PbfReader, integer: boolean): number {
  return integer ? pbf.readVarint(true) : pbf.readFloat();
}

function readBlock(pbf: PbfReader, stop: number, field: Field, depth: number): unknown {
  if (typeof field.kind === 'function') return decode(pbf, stop, field.kind(), depth + 1);
  const bytes = pbf.buf.subarray(pbf.pos, stop);
  return field.kind === 'string' ? new TextDecoder().decode(bytes) : bytes;
}
