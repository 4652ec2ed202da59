/**
 * The gradient rule of every operator the networks use: given the gradient G of a node's outputs, the gradients of
 * its inputs, as nodes. Checked against finite differences operator by operator (test/unit/graph).
 */
import type { Dim, Node, Shape, Value } from './graph';
import {
  concat,
  div,
  exp,
  expand,
  matmul,
  mul,
  neg,
  reduceSum,
  reshape,
  reshapeLike,
  scatterAddRows,
  shapeOf,
  split,
  squeeze,
  sub,
  transpose,
  unsqueeze,
  where,
  zerosLike,
} from './operators';

export interface RuleContext {
  node: Node;
  /** Of each output; undefined where nothing depends on it. */
  gradients: (Value | undefined)[];
  /** Which inputs need a gradient: the others' may be left out. */
  wanted: boolean[];
  /** The forward value of an input or output, fetched only when the rule needs it. */
  input(i: number): Value;
  output(i: number): Value;
}

export type GradientRule = (context: RuleContext) => (Value | undefined)[];

/** Sums a gradient over the axes along which an operand of shape `shape` was repeated. */
export function unbroadcast(gradient: Value, shape: Shape): Value {
  const extra = gradient.shape.length - shape.length;
  let result = gradient;
  if (extra > 0) result = reduceSum(result, [...Array(extra).keys()]);
  const repeated = shape.flatMap((d, i) => (d === 1 && result.shape[i] !== 1 ? [i] : []));
  return repeated.length > 0 ? reduceSum(result, repeated, true) : result;
}

const shapeOfInput = (c: RuleContext, i: number): Shape => (c.node.inputs[i] as Value).shape;

/** A rule for operators of one input, from G. */
const elementwise =
  (rule: (g: Value, c: RuleContext) => Value): GradientRule =>
  (c) => [rule(c.gradients[0] as Value, c)];

/** A rule for broadcasting operators of two inputs, from G. */
const pairwise =
  (left: (g: Value, c: RuleContext) => Value, right: (g: Value, c: RuleContext) => Value): GradientRule =>
  (c) => {
    const g = c.gradients[0] as Value;
    return [left, right].map((rule, i) =>
      c.wanted[i] ? unbroadcast(rule(g, c), shapeOfInput(c, i)) : undefined,
    );
  };

const axisOf = (c: RuleContext): number => c.node.attributes.axis as number;

/** With Y = softmax(X): dX = Y ⊙ (G − Σ G ⊙ Y). */
const softmaxRule = elementwise((g, c) => {
  const y = c.output(0);
  const axis = axisOf(c) < 0 ? axisOf(c) + y.shape.length : axisOf(c);
  return mul(y, sub(g, reduceSum(mul(g, y), [axis], true)));
});

/** With Y = log softmax(X): dX = G − eʸ ⊙ Σ G. */
const logSoftmaxRule = elementwise((g, c) => {
  const y = c.output(0);
  const axis = axisOf(c) < 0 ? axisOf(c) + y.shape.length : axisOf(c);
  return sub(g, mul(exp(y), reduceSum(g, [axis], true)));
});

/** C = op(A) op(B): dA = G op(B)ᵀ, dB = op(A)ᵀ G, transposed back where the operand was. */
const matmulRule: GradientRule = (c) => {
  const g = c.gradients[0] as Value;
  const transA = c.node.attributes.transA === 1;
  const transB = c.node.attributes.transB === 1;
  const left = () =>
    transA
      ? matmul(c.input(1), g, { transA: transB, transB: true })
      : matmul(g, c.input(1), { transB: !transB });
  const right = () => {
    const shared = shapeOfInput(c, 1).length === 2 && g.shape.length > 2 && !transA;
    const a = shared ? flattenRows(c.input(0)) : c.input(0);
    const gRows = shared ? flattenRows(g) : g;
    return transB
      ? matmul(gRows, a, { transA: true, transB: transA })
      : matmul(a, gRows, { transA: !transA, transB: false });
  };
  return [
    c.wanted[0] ? unbroadcast(left(), shapeOfInput(c, 0)) : undefined,
    c.wanted[1] ? unbroadcast(right(), shapeOfInput(c, 1)) : undefined,
  ];
};

/** [..., n] → [rows, n]: so that a weight's gradient is one product over all rows. */
export function flattenRows(x: Value): Value {
  const last = x.shape[x.shape.length - 1];
  const rows: Dim = x.shape.slice(0, -1).join('*');
  return typeof last === 'number' ? reshape(x, [-1, last], [rows, last]) : x;
}

/** A B + c: the product's rule, and the row's gradient is the sum over rows. */
const gemmRule: GradientRule = (c) => [
  ...matmulRule(c),
  c.wanted[2] ? unbroadcast(c.gradients[0] as Value, shapeOfInput(c, 2)) : undefined,
];

function inverse(perm: number[]): number[] {
  const result = new Array<number>(perm.length);
  perm.forEach((p, i) => (result[p] = i));
  return result;
}

function splitRule(c: RuleContext): (Value | undefined)[] {
  const parts = c.gradients.map((g, i) => g ?? zerosLike(c.output(i)));
  return [concat(parts, axisOf(c))];
}

function concatRule(c: RuleContext): (Value | undefined)[] {
  const sizes = c.node.inputs.map((v) => (v as Value).shape[axisOf(c)] as number);
  return split(c.gradients[0] as Value, axisOf(c), sizes);
}

function gatherRule(c: RuleContext): (Value | undefined)[] {
  const g = c.gradients[0] as Value;
  const width = shapeOfInput(c, 0)[1] as number;
  const indices = c.input(1);
  const rows = g.shape.slice(0, -1).join('*');
  const flat = reshape(indices, [-1], [rows]);
  return [scatterAddRows(zerosLike(c.input(0)), flat, reshape(g, [-1, width], [rows, width]))];
}

function reduceSumRule(c: RuleContext): (Value | undefined)[] {
  const x = c.input(0);
  let g = c.gradients[0] as Value;
  if (c.node.attributes.keepdims === 0) {
    const axes = c.node.inputs[1]?.graph.root.initializers.get(c.node.inputs[1])?.data as BigInt64Array;
    for (const axis of [...axes].map(Number).sort((a, b) => a - b)) g = unsqueeze(g, axis);
  }
  return [expand(g, shapeOf(x), x.shape)];
}

function whereRule(c: RuleContext): (Value | undefined)[] {
  const g = c.gradients[0] as Value;
  const zero = g.graph.constant('float32', [], [0]);
  const condition = c.input(0);
  return [
    undefined,
    c.wanted[1] ? unbroadcast(where(condition, g, zero), shapeOfInput(c, 1)) : undefined,
    c.wanted[2] ? unbroadcast(where(condition, zero, g), shapeOfInput(c, 2)) : undefined,
  ];
}

const removedAxis = (c: RuleContext): number => {
  const axes = (c.node.inputs[1] as Value).graph.root.initializers.get(c.node.inputs[1] as Value)?.data;
  return Number((axes as BigInt64Array)[0]);
};

export const gradientRules: Record<string, GradientRule> = {
  Add: pairwise(
    (g) => g,
    (g) => g,
  ),
  Sub: pairwise(
    (g) => g,
    (g) => neg(g),
  ),
  Mul: pairwise(
    (g, c) => mul(g, c.input(1)),
    (g, c) => mul(g, c.input(0)),
  ),
  Div: pairwise(
    (g, c) => div(g, c.input(1)),
    (g, c) => neg(div(mul(g, c.output(0)), c.input(1))),
  ),
  Neg: elementwise((g) => neg(g)),
  Exp: elementwise((g, c) => mul(g, c.output(0))),
  Log: elementwise((g, c) => div(g, c.input(0))),
  // σ' = σ (1 − σ)
  Sigmoid: elementwise((g, c) => mul(g, mul(c.output(0), sub(1, c.output(0))))),
  // tanh' = 1 − tanh²
  Tanh: elementwise((g, c) => mul(g, sub(1, mul(c.output(0), c.output(0))))),
  Identity: elementwise((g) => g),
  Softmax: softmaxRule,
  LogSoftmax: logSoftmaxRule,
  MatMul: matmulRule,
  FusedMatMul: matmulRule,
  Gemm: gemmRule,
  Transpose: elementwise((g, c) => transpose(g, inverse(c.node.attributes.perm as number[]))),
  Reshape: elementwise((g, c) => reshapeLike(g, c.input(0))),
  Unsqueeze: elementwise((g, c) => squeeze(g, removedAxis(c))),
  Squeeze: elementwise((g, c) => unsqueeze(g, removedAxis(c))),
  Concat: concatRule,
  Split: splitRule,
  Gather: gatherRule,
  ReduceSum: reduceSumRule,
  Expand: elementwise((g, c) => unbroadcast(g, shapeOfInput(c, 0))),
  Where: whereRule,
};
