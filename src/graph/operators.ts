/**
 * The operators the networks are written with. Each is an ONNX operator (opset 17) with its result's shape worked
 * out, placed in the innermost scope of its operands: an expression over outer values inside a loop body is computed
 * once, outside. Semantics and attribute names: https://onnx.ai/onnx/operators/.
 *
 * Not here: gradients (gradients.ts), loops (scan.ts).
 */
import { GraphError } from './errors';
import type { Attribute, Dim, DType, Shape, Value } from './graph';
import { scopeOf } from './graph';

type Operand = Value | number;

function emit1(
  op: string,
  inputs: (Value | undefined)[],
  shape: Shape,
  dtype: DType,
  attributes: Record<string, Attribute> = {},
  domain = '',
): Value {
  return scopeOf(inputs).emit(op, inputs, attributes, [{ dtype, shape }], domain)[0];
}

function ints(like: Value, numbers: number[]): Value {
  return like.graph.constant('int64', [numbers.length], numbers);
}

function toValue(operand: Operand, like: Value): Value {
  return typeof operand === 'number' ? like.graph.constant(like.dtype, [], [operand]) : operand;
}

/** The shape two operands are broadcast to (https://onnx.ai/onnx/repo-docs/Broadcasting.html). */
export function broadcast(a: Shape, b: Shape): Dim[] {
  const rank = Math.max(a.length, b.length);
  const result: Dim[] = [];
  for (let i = 0; i < rank; i++) {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (typeof x === 'number' && typeof y === 'number' && x !== y && x !== 1 && y !== 1) {
      throw new GraphError('shape', `shapes [${a}] and [${b}] do not go together`);
    }
    result.push(x === 1 ? y : y === 1 || typeof x === 'number' ? x : y);
  }
  return result;
}

function binary(op: string, a: Operand, b: Operand, dtype?: DType): Value {
  const like = typeof a === 'number' ? (b as Value) : a;
  const x = toValue(a, like);
  const y = toValue(b, like);
  return emit1(op, [x, y], broadcast(x.shape, y.shape), dtype ?? x.dtype);
}

const unary = (op: string, x: Value): Value => emit1(op, [x], x.shape, x.dtype);

export const add = (a: Operand, b: Operand): Value => binary('Add', a, b);
export const sub = (a: Operand, b: Operand): Value => binary('Sub', a, b);
/** Element by element: ⊙ in the notes. */
export const mul = (a: Operand, b: Operand): Value => binary('Mul', a, b);
export const div = (a: Operand, b: Operand): Value => binary('Div', a, b);
export const equal = (a: Operand, b: Operand): Value => binary('Equal', a, b, 'bool');
export const less = (a: Operand, b: Operand): Value => binary('Less', a, b, 'bool');
export const neg = (x: Value): Value => unary('Neg', x);
export const exp = (x: Value): Value => unary('Exp', x);
export const log = (x: Value): Value => unary('Log', x);
/** σ in the notes. */
export const sigmoid = (x: Value): Value => unary('Sigmoid', x);
export const tanh = (x: Value): Value => unary('Tanh', x);
export const identity = (x: Value): Value => unary('Identity', x);

/** `condition` ? a : b, element by element. */
export function where(condition: Value, a: Value, b: Value): Value {
  const shape = broadcast(condition.shape, broadcast(a.shape, b.shape));
  return emit1('Where', [condition, a, b], shape, a.dtype);
}

const castTo: Record<DType, number> = { float32: 1, int8: 3, int32: 6, int64: 7, bool: 9 };
export const onnxType = (dtype: DType): number => castTo[dtype];
export function cast(x: Value, dtype: DType): Value {
  return x.dtype === dtype ? x : emit1('Cast', [x], x.shape, dtype, { to: castTo[dtype] });
}

function axisOf(axis: number, rank: number): number {
  const at = axis < 0 ? axis + rank : axis;
  if (at < 0 || at >= rank) throw new GraphError('shape', `axis ${axis} of a tensor with ${rank} axes`);
  return at;
}

export const softmax = (x: Value, axis = -1): Value => emit1('Softmax', [x], x.shape, x.dtype, { axis });
export const logSoftmax = (x: Value, axis = -1): Value =>
  emit1('LogSoftmax', [x], x.shape, x.dtype, { axis });

/**
 * Matrix product over the last two axes: [..., m, k] × [..., k, n] → [..., m, n]; a matrix on the right serves every
 * leading index. `transB` multiplies by the transpose without making it (onnxruntime's FusedMatMul).
 */
export function matmul(a: Value, b: Value, options: { transA?: boolean; transB?: boolean } = {}): Value {
  const product = productShape(a, b, options);
  const shape = [...broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2)), ...product];
  if (!options.transA && !options.transB) return emit1('MatMul', [a, b], shape, a.dtype);
  const attributes = { transA: options.transA ? 1 : 0, transB: options.transB ? 1 : 0 };
  return emit1('FusedMatMul', [a, b], shape, a.dtype, attributes, 'com.microsoft');
}

/** Rows and columns of op(A) op(B). */
function productShape(a: Value, b: Value, options: { transA?: boolean; transB?: boolean }): [Dim, Dim] {
  const [m, k] = lastTwo(a, options.transA);
  const [k2, n] = lastTwo(b, options.transB);
  if (typeof k === 'number' && typeof k2 === 'number' && k !== k2) {
    throw new GraphError('shape', `[${a.shape}] × [${b.shape}]: the inner sizes differ (${k} and ${k2})`);
  }
  return [m, n];
}

function lastTwo(x: Value, transposed?: boolean): [Dim, Dim] {
  if (x.shape.length < 2) throw new GraphError('shape', `a matrix product needs matrices, not [${x.shape}]`);
  const [rows, columns] = x.shape.slice(-2);
  return transposed ? [columns, rows] : [rows, columns];
}

export function transpose(x: Value, perm: number[]): Value {
  return emit1(
    'Transpose',
    [x],
    perm.map((p) => x.shape[p]),
    x.dtype,
    { perm },
  );
}

/**
 * @param target sizes; 0 keeps the input's size at that place, −1 takes what is left
 * @param shape the shape of the result, where `target` leaves it open
 */
export function reshape(x: Value, target: number[], shape?: Shape): Value {
  const known = target.map((t, i) => (t === 0 ? x.shape[i] : t === -1 ? leftOver(x.shape, target) : t));
  return emit1('Reshape', [x, ints(x, target)], shape ?? known, x.dtype);
}

function leftOver(shape: Shape, target: number[]): Dim {
  const dims = shape.filter((_, i) => target[i] !== 0);
  const fixed = target.filter((t) => t > 0).reduce((p, t) => p * t, 1);
  if (dims.every((d) => typeof d === 'number')) return (dims as number[]).reduce((p, d) => p * d, 1) / fixed;
  return `(${dims.join('*')})/${fixed}`;
}

/** Reshape to the run-time shape of another value. */
export function reshapeLike(x: Value, like: Value): Value {
  return emit1('Reshape', [x, shapeOf(like)], like.shape, x.dtype);
}

/** Reshape to sizes that are themselves computed: int64 [rank]. */
export function reshapeTo(x: Value, sizes: Value, result: Shape): Value {
  return emit1('Reshape', [x, sizes], result, x.dtype);
}

/** Entries `start` up to `end` of the first axis. */
export function slice(x: Value, start: number, end: number): Value {
  const inputs = [x, ints(x, [start]), ints(x, [end]), ints(x, [0])];
  return emit1('Slice', inputs, [end - start, ...x.shape.slice(1)], x.dtype);
}

export const shapeOf = (x: Value): Value => emit1('Shape', [x], [x.shape.length], 'int64');

export function unsqueeze(x: Value, axis: number): Value {
  const at = axisOf(axis, x.shape.length + 1);
  const shape = [...x.shape.slice(0, at), 1, ...x.shape.slice(at)];
  return emit1('Unsqueeze', [x, ints(x, [at])], shape, x.dtype);
}

export function squeeze(x: Value, axis: number): Value {
  const at = axisOf(axis, x.shape.length);
  const shape = x.shape.filter((_, i) => i !== at);
  return emit1('Squeeze', [x, ints(x, [at])], shape, x.dtype);
}

/** Joins tensors along an axis; their other sizes agree. */
export function concat(parts: Value[], axis: number): Value {
  const at = axisOf(axis, parts[0].shape.length);
  const sizes = parts.map((p) => p.shape[at]);
  const size = sizes.every((s) => typeof s === 'number')
    ? (sizes as number[]).reduce((sum, s) => sum + s, 0)
    : sizes.join('+');
  const shape = parts[0].shape.map((d, i) => (i === at ? size : d));
  return emit1('Concat', parts, shape, parts[0].dtype, { axis: at });
}

/** Cuts an axis into parts of the given sizes. */
export function split(x: Value, axis: number, sizes: number[]): Value[] {
  const at = axisOf(axis, x.shape.length);
  const total = sizes.reduce((sum, s) => sum + s, 0);
  if (typeof x.shape[at] === 'number' && x.shape[at] !== total) {
    throw new GraphError('shape', `cannot split ${x.shape[at]} into ${sizes.join(' + ')}`);
  }
  const outputs = sizes.map((s) => ({ dtype: x.dtype, shape: x.shape.map((d, i) => (i === at ? s : d)) }));
  return scopeOf([x]).emit('Split', [x, ints(x, sizes)], { axis: at }, outputs);
}

/** Rows of `data` by index along the first axis: [n, ...rest] and indices [...i] → [...i, ...rest]. */
export function gather(data: Value, indices: Value): Value {
  return emit1('Gather', [data, indices], [...indices.shape, ...data.shape.slice(1)], data.dtype, {
    axis: 0,
  });
}

/** One entry a row of the last axis: data [R, V], indices [R, P] → [R, P]. */
export function gatherElements(data: Value, indices: Value): Value {
  return emit1('GatherElements', [data, indices], indices.shape, data.dtype, { axis: 1 });
}

/**
 * Adds `rows` [N, E] to `data` [V, E] at the row numbers `indices` [N]; repeated numbers add up.
 * ScatterElements, because onnxruntime's ScatterND with reduction races on repeated rows.
 */
export function scatterAddRows(data: Value, indices: Value, rows: Value): Value {
  const index = emit1('Expand', [unsqueeze(indices, 1), shapeOf(rows)], rows.shape, indices.dtype);
  const attributes = { axis: 0, reduction: 'add' };
  return emit1('ScatterElements', [data, index, rows], data.shape, data.dtype, attributes);
}

export function reduceSum(x: Value, axes: number[], keepDims = false): Value {
  const at = axes.map((a) => axisOf(a, x.shape.length));
  const shape = keepDims
    ? x.shape.map((d, i) => (at.includes(i) ? 1 : d))
    : x.shape.filter((_, i) => !at.includes(i));
  return emit1('ReduceSum', [x, ints(x, at)], shape, x.dtype, { keepdims: keepDims ? 1 : 0 });
}

/** The largest along the last axis, which stays with size 1. */
export function reduceMax(x: Value): Value {
  const shape = [...x.shape.slice(0, -1), 1];
  return emit1('ReduceMax', [x], shape, x.dtype, { axes: [x.shape.length - 1], keepdims: 1 });
}

/** A B + c with a row c added to every row; transposes as in `matmul`. One pass, where two operators would take two. */
export function gemm(
  a: Value,
  b: Value,
  c: Value,
  options: { transA?: boolean; transB?: boolean } = {},
): Value {
  const shape = productShape(a, b, options);
  const attributes = { transA: options.transA ? 1 : 0, transB: options.transB ? 1 : 0 };
  return emit1('Gemm', [a, b, c], shape, a.dtype, attributes);
}

/** Repeats along axes of size 1 until the shape is that of the int64 vector `shape`. */
export function expand(x: Value, shape: Value, result: Shape): Value {
  return emit1('Expand', [x, shape], result, x.dtype);
}

/** float32 zeros of the sizes in an int64 vector. */
export function zeros(sizes: Value, result: Shape): Value {
  return emit1('ConstantOfShape', [sizes], result, 'float32');
}

export function zerosLike(x: Value): Value {
  return mul(x, 0);
}

/** The k largest along the last axis, in order; equal ones by position. k: int64 [1]. */
export function topK(x: Value, k: Value): { values: Value; indices: Value } {
  const shape = [...x.shape.slice(0, -1), 'k'];
  const [values, indices] = scopeOf([x]).emit('TopK', [x, k], { axis: -1, largest: 1, sorted: 1 }, [
    { dtype: x.dtype, shape },
    { dtype: 'int64', shape },
  ]);
  return { values, indices };
}
