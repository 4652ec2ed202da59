/** The reader against files that the onnx package wrote (test/fixtures/onnx/make.py). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ort } from '../../../src/node/onnxruntime';
import type { OnnxGraph, OnnxModel, OnnxNode, OnnxTensor } from '../../../src/graph';
import { readModel, writeModel } from '../../../src/graph';
import { assertClose } from '../support/ort';

const folder = join(__dirname, '../../fixtures/onnx');
const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown;
const file = (name: string) => new Uint8Array(readFileSync(join(folder, name)));

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** A model as make.py describes it. */
const describeModel = (m: OnnxModel) => ({
  irVersion: m.irVersion,
  producerName: m.producerName,
  opsets: m.opsetImport.map((o) => [o.domain, o.version]),
  metadata: m.metadataProps.map((p) => [p.key, p.value]),
  graph: describeGraph(m.graph as OnnxGraph),
});

const describeGraph = (g: OnnxGraph): unknown => ({
  name: g.name,
  initializers: g.initializer.map(describeTensor),
  inputs: g.input.map(describeInfo),
  outputs: g.output.map(describeInfo),
  nodes: g.node.map((n) => ({
    name: n.name,
    opType: n.opType,
    domain: n.domain,
    inputs: n.input,
    outputs: n.output,
    attributes: n.attribute.map(describeAttribute),
  })),
});

const describeTensor = (t: OnnxTensor) => ({
  name: t.name,
  dims: t.dims,
  dataType: t.dataType,
  raw: Buffer.from(t.rawData ?? []).toString('hex'),
  floatData: t.floatData,
  int32Data: t.int32Data,
  int64Data: t.int64Data,
});

const describeInfo = (v: OnnxGraph['input'][number]) => ({
  name: v.name,
  elemType: v.type?.tensorType?.elemType,
  dims: v.type?.tensorType?.shape?.dim.map((d) => d.dimValue ?? d.dimParam ?? null),
});

function describeAttribute(a: OnnxNode['attribute'][number]) {
  const values = [a.f, a.i, a.s && text(a.s), a.t && describeTensor(a.t), a.g && describeGraph(a.g)];
  const value = [...values, a.floats, a.ints, a.strings?.map(text)][a.type - 1];
  return { name: a.name, type: a.type, value };
}

describe('ONNX files of other writers', () => {
  for (const name of ['standard.onnx', 'packed.onnx', 'unpacked.onnx']) {
    it(`${name} is read as it was meant`, () => {
      assert.deepEqual(describeModel(readModel(file(name))), json('model.json'));
    });
  }

  it('written again gives onnxruntime the same model', async () => {
    const model = readModel(file('standard.onnx'));
    (model.graph as OnnxGraph).node.pop(); // of a domain that no engine knows
    const session = await ort.InferenceSession.create(writeModel(model), { logSeverityLevel: 3 });
    const { x, turned } = json('reference.json') as { x: number[]; turned: number[] };
    const results = await session.run({ x: new ort.Tensor('float32', x, [4, 3]) });
    assert.deepEqual([...results.turned.dims], [2, 4]);
    assertClose(results.turned.data as Float32Array, turned, 1e-6);
  });
});
