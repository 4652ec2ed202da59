/** The picture of a loss: well-formed, everything inside of it, lower losses lower down. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CurvePoint } from '../../../../src/extension/learning/loss-curve';
import { lossCurve } from '../../../../src/extension/learning/loss-curve';
import { SaxesParser } from 'saxes';

function elementsOf(svg: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => found.push({ name, attributes }));
  parser.on('error', (error) => assert.fail(error.message));
  parser.write(svg).close();
  return found;
}

const points = fc
  .array(
    fc.record({
      loss: fc.double({ min: 0, max: 12, noNaN: true }),
      heldOut: fc.option(fc.double({ min: 0, max: 12, noNaN: true }), { nil: undefined }),
    }),
    { minLength: 2, maxLength: 700 },
  )
  .map((list): CurvePoint[] =>
    list.map(({ loss, heldOut }, i) => ({ update: i + 1, loss, ...(heldOut !== undefined && { heldOut }) })),
  );

describe('the curve of a loss', () => {
  it('has a dot for each measurement and a line from the first update to the last, all inside of the picture', () => {
    fc.assert(
      fc.property(points, fc.nat(500), (list, left) => {
        const elements = elementsOf(lossCurve(list, list.length + left)!);
        const { width, height } = elements[0].attributes;
        const dots = elements.filter(({ name }) => name === 'circle');
        assert.equal(dots.length, list.filter(({ heldOut }) => heldOut !== undefined).length);
        const line = elements.find(({ name }) => name === 'polyline')!.attributes.points;
        const places = line.split(' ').map((place) => place.split(',').map(Number));
        assert.ok(places.length <= 302);
        for (const [x, y] of [
          ...places,
          ...dots.map(({ attributes: { cx, cy } }) => [Number(cx), Number(cy)]),
        ])
          assert.ok(x >= 0 && x <= Number(width) && y >= 0 && y <= Number(height), `${x} ${y}`);
        if (list[0].loss > list.at(-1)!.loss + 0.1) assert.ok(places[0][1] < places.at(-1)![1]);
      }),
      { numRuns: 100 },
    );
  });

  it('is none before the second update', () => {
    assert.equal(lossCurve([], 10), undefined);
    assert.equal(lossCurve([{ update: 1, loss: 2 }], 10), undefined);
  });
});
