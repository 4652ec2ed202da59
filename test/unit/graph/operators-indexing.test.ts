/** Operators that change shapes or choose entries, run by onnxruntime, against plain loops. */
import assert from 'node:assert/strict';
import * as g from '../../../src/graph';
import { assertClose, random, randomArray } from '../support/ort';
import type { Nd } from '../support/tensors';
import { at, bool, evaluate, float, int32, int64, same, tensor, toNd } from '../support/tensors';

const next = random(2024);
const draw = (...dims: number[]): Nd => toNd(randomArray(next, dims, 2));

describe('shapes', () => {
  it('reshape keeps (0), computes (−1), follows another value, or sizes that were computed', async () => {
    const x = draw(2, 3, 2, 2);
    const like = draw(6, 4);
    const results = await evaluate(
      (v, l) => [
        g.reshape(v, [0, -1]),
        g.reshape(v, [0, 0, -1]),
        g.reshape(v, [4, -1]),
        g.reshapeLike(v, l),
        g.reshapeTo(v, g.shapeOf(l), l.shape),
      ],
      float(x),
      float(like),
    );
    assert.deepEqual(
      results.map((r) => r.dims),
      [
        [2, 12],
        [2, 3, 4],
        [4, 6],
        [6, 4],
        [6, 4],
      ],
    );
    for (const result of results) assertClose(result.data, x.data, 1e-6);
  });

  it('works out what reshape leaves open', () => {
    const graph = new g.Graph('test');
    const x = graph.input('x', 'float32', [2, 3, 2]);
    assert.deepEqual(g.reshape(x, [0, -1]).shape, [2, 6]);
    assert.deepEqual(g.reshape(x, [4, -1]).shape, [4, 3]);
    assert.deepEqual(g.reshape(graph.input('y', 'float32', ['B', 3, 4]), [0, -1]).shape, ['B', 12]);
  });

  it('shapeOf, slice, unsqueeze, squeeze', async () => {
    const x = draw(4, 1, 3);
    const [shape, part, wider, last, narrower] = await evaluate(
      (v) => [g.shapeOf(v), g.slice(v, 1, 3), g.unsqueeze(v, 1), g.unsqueeze(v, -1), g.squeeze(v, 1)],
      float(x),
    );
    assert.deepEqual(shape, { dims: [3], data: [4, 1, 3] });
    same(
      part,
      tensor([2, 1, 3], ([i, j, k]) => at(x, [i + 1, j, k])),
      0,
    );
    assert.deepEqual(
      [wider.dims, last.dims, narrower.dims],
      [
        [4, 1, 1, 3],
        [4, 1, 3, 1],
        [4, 3],
      ],
    );
  });

  it('concat and split are each other’s reverse', async () => {
    const [a, b] = [draw(2, 3, 2), draw(2, 1, 2)];
    const [joined] = await evaluate((x, y) => g.concat([x, y], 1), float(a), float(b));
    same(
      joined,
      tensor([2, 4, 2], ([i, j, k]) => (j < 3 ? at(a, [i, j, k]) : at(b, [i, 0, k]))),
      0,
    );
    const [first, second, third] = await evaluate((x) => g.split(x, -2, [1, 2, 1]), float(joined));
    same(
      first,
      tensor([2, 1, 2], ([i, , k]) => at(joined, [i, 0, k])),
      0,
    );
    same(
      second,
      tensor([2, 2, 2], ([i, j, k]) => at(joined, [i, j + 1, k])),
      0,
    );
    same(third, b, 1e-6);
  });

  it('expand and zeros take sizes that were computed', async () => {
    const x = draw(3, 1);
    const [wide, none] = await evaluate(
      (v, s) => [g.expand(v, s, [2, 3, 4]), g.zeros(s, [2, 3, 4])],
      float(x),
      int64([3], [2, 3, 4]),
    );
    same(
      wide,
      tensor([2, 3, 4], ([, j]) => x.data[j]),
      1e-6,
    );
    same(
      none,
      tensor([2, 3, 4], () => 0),
      0,
    );
  });
});

describe('choosing', () => {
  it('where, everything broadcast', async () => {
    const condition = [true, false, true];
    const [a, b] = [draw(3, 4), draw(2, 1, 1)];
    const [result] = await evaluate(g.where, bool([3, 1], condition), float(a), float(b));
    same(
      result,
      tensor([2, 3, 4], ([i, j, k]) => (condition[j] ? at(a, [j, k]) : b.data[i])),
    );
  });

  it('gather takes rows of any rank', async () => {
    const [table, flat] = [draw(5, 2, 3), draw(4)];
    const rows = int32([2, 3], [0, 4, 4, 1, 3, 0]);
    const [taken, entries] = await evaluate(
      (t, v, i) => [g.gather(t, i), g.gather(v, i)],
      float(table),
      float(flat),
      int32([2, 2], [3, 0, 0, 2]),
    );
    assert.deepEqual(taken.dims, [2, 2, 2, 3]);
    same(
      entries,
      tensor(
        [2, 2],
        ([i, j]) =>
          flat.data[
            [
              [3, 0],
              [0, 2],
            ][i][j]
          ],
      ),
      1e-6,
    );
    const [more] = await evaluate(g.gather, float(table), rows);
    same(
      more,
      tensor([2, 3, 2, 3], ([i, j, k, l]) => at(table, [Number(rows.data[i * 3 + j]), k, l])),
      1e-6,
    );
  });

  it('gatherElements takes entries of each row', async () => {
    const x = draw(2, 5);
    const [result] = await evaluate(g.gatherElements, float(x), int32([2, 3], [4, 0, 0, 2, 2, 1]));
    same(
      result,
      { dims: [2, 3], data: [4, 0, 0].map((c) => at(x, [0, c])).concat([2, 2, 1].map((c) => at(x, [1, c]))) },
      1e-6,
    );
  });

  it('scatterAddRows adds rows that meet', async () => {
    const n = 500;
    const data = tensor([4, 3], () => Math.floor(next() * 9));
    const rows = tensor([n, 3], () => Math.floor(next() * 9));
    const numbers = Array.from({ length: n }, () => Math.floor(next() * 3)); // row 3 is left alone
    const expected = { dims: [4, 3], data: [...data.data] };
    numbers.forEach((row, i) => [0, 1, 2].forEach((c) => (expected.data[row * 3 + c] += at(rows, [i, c]))));
    const [result] = await evaluate(g.scatterAddRows, float(data), int32([n], numbers), float(rows));
    same(result, expected, 0);
  });

  it('topK is in order, equal entries by position', async () => {
    const x: Nd = { dims: [3, 6], data: [1, 3, 2, 3, 3, 0, 5, 5, 5, 5, 5, 5, -1, -2, -1, -3, -1, -2] };
    const [values, places] = await evaluate((v, k) => Object.values(g.topK(v, k)), float(x), int64([1], [4]));
    assert.deepEqual(values.data, [3, 3, 3, 2, 5, 5, 5, 5, -1, -1, -1, -2]);
    assert.deepEqual(places.data, [1, 3, 4, 2, 0, 1, 2, 3, 0, 2, 4, 1]);
  });

  it('topK of many entries breaks ties the same way', async () => {
    const [R, V, k] = [3, 3000, 7];
    const x = tensor([R, V], () => Math.floor(next() * 4));
    const [, places] = await evaluate((v, size) => Object.values(g.topK(v, size)), float(x), int64([1], [k]));
    for (let r = 0; r < R; r++) {
      const order = Array.from({ length: V }, (_, i) => i).sort(
        (i, j) => at(x, [r, j]) - at(x, [r, i]) || i - j,
      );
      assert.deepEqual(places.data.slice(r * k, (r + 1) * k), order.slice(0, k));
    }
  });
});
