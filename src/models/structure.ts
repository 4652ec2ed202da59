/**
 * How much of an ONNX file is structure (nodes, names, shapes) and not weights. Structure grows when it is read: two
 * bytes of a file can become an object with six fields. Weights do not: they stay a view of the file. So a limit on
 * structure is a limit on memory, and it is checked before anything is read.
 *
 * Not here: reading the file (src/graph/onnx/codec.ts), which also finds what is wrong with it.
 */
import { PbfReader } from 'pbf';

const LENGTH_DELIMITED = 2;
/** ModelProto.graph, GraphProto.initializer, TensorProto.raw_data (onnx.proto3) */
const WEIGHTS = [7, 5, 9];

/**
 * @returns bytes of the file that are not weights; of a broken file, those up to where it breaks
 */
export function structureBytes(bytes: Uint8Array): number {
  const pbf = new PbfReader(bytes);
  const weights = { bytes: 0 };
  try {
    addBlocks(pbf, bytes.length, WEIGHTS, weights);
  } catch {
    // A number or wire type that makes no sense: the reader stops there too, and says so.
    return Math.min(pbf.pos, bytes.length) - weights.bytes;
  }
  return bytes.length - weights.bytes;
}

/** Adds up the lengths of the blocks at the end of a path of field numbers. */
function addBlocks(pbf: PbfReader, end: number, path: number[], sum: { bytes: number }): void {
  const [field, ...inner] = path;
  while (pbf.pos < end) {
    const tag = pbf.readVarint();
    if ((tag & 7) !== LENGTH_DELIMITED) {
      pbf.skip(tag);
      continue;
    }
    const stop = pbf.readVarint() + pbf.pos;
    if (stop > end) throw new RangeError('a block longer than the one around it');
    if (tag >> 3 === field) {
      if (inner.length > 0) addBlocks(pbf, stop, inner, sum);
      else sum.bytes += stop - pbf.pos;
    }
    pbf.pos = stop;
  }
}
