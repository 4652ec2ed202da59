/** Models of other programs give the log-probabilities that the other program gives; what is not supported is refused by name. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { loadModel } from '../../../src/engine/loaded-model';
import type { Mapping } from '../../../src/interchange';
import { importModel, InterchangeError, readTensors } from '../../../src/interchange';
import { ort } from '../../../src/node/onnxruntime';
import { forcedScore } from '../../../src/search';

const FIXTURES = join(__dirname, '../../fixtures/interchange');
const { sentences, logProbs } = JSON.parse(readFileSync(join(FIXTURES, 'expected.json'), 'utf8')) as {
  sentences: [number[], number[]][];
  logProbs: Record<string, number[][]>;
};
const EOS = 2;
const SPECIAL = { bos: '<s>', eos: '</s>' };

const mappingOf = (weights: string, changes: Partial<Mapping> = {}): Mapping => ({
  kind: weights.split(/[-.]/)[0] as Mapping['kind'],
  id: 'foreign',
  source: 'en',
  target: 'fr',
  licence: 'MIT',
  weights,
  vocabulary: { source: { file: 'source.txt', ...SPECIAL }, target: { file: 'target.txt', ...SPECIAL } },
  ...changes,
});

const read = (file: string): Uint8Array => new Uint8Array(readFileSync(join(FIXTURES, file)));

const imported = (
  mapping: Mapping,
  files: Record<string, Uint8Array> = {},
): Promise<Map<string, Uint8Array>> =>
  importModel(mapping, 'mapping.json', (file) => files[file] ?? read(file), {
    quantization: 'float32',
    today: '2026-11-28',
  });

const refused = (code: InterchangeError['code'], pattern: RegExp) => (error: Error) => {
  assert.ok(error instanceof InterchangeError, String(error));
  assert.match(error.message, pattern);
  assert.equal(error.code, code, error.message);
  return true;
};

describe('a model of another program', () => {
  const changes: Record<string, Partial<Mapping>> = { 'joeynmt-zeros.safetensors': { start: 'zeros' } };
  for (const [name, expected] of Object.entries(logProbs))
    it(`${name}: the log-probabilities it has there`, async () => {
      const files = await imported(mappingOf(name, changes[name]));
      const model = await loadModel(ort, Object.fromEntries(files), 1);
      const decoder = await model.session.encode(sentences.map(([source]) => source));
      const found = await forcedScore(
        decoder,
        sentences.map(([, target]) => [...target, EOS]),
      );
      found.sentences.forEach(([{ logProbs: own }], s) => {
        assert.equal(own.length, expected[s].length);
        own.forEach((logProb, t) =>
          assert.ok(
            Math.abs(logProb - expected[s][t]) < 2e-5,
            `${name} ${s} ${t}: ${logProb}, ${expected[s][t]}`,
          ),
        );
      });
      decoder.dispose();
      await model.session.dispose();
    });

  it('every fixture has its figures, and none stands for two', () => {
    const files = readdirSync(FIXTURES).filter((name) => /\.(?:pt|ckpt|npz|safetensors)$/.test(name));
    assert.deepEqual(files.sort(), Object.keys(logProbs).sort());
    assert.equal(new Set(Object.values(logProbs).map((rows) => rows.flat().join())).size, files.length);
  });

  it('has other names in the file where the mapping says so, whole or by their beginnings', async () => {
    const tensors = readTensors(read('keras-lstm.npz'), 'keras-lstm.npz');
    assert.deepEqual(tensors.get('encoder.embedding')?.dims, [11, 5]);
    const { npz, names } = renamedNpz('keras-lstm.npz');
    const files = await imported(mappingOf('keras-lstm.npz', { tensors: names }), { 'keras-lstm.npz': npz });
    const plain = await imported(mappingOf('keras-lstm.npz'));
    assert.deepEqual(files.get('decoder.onnx'), plain.get('decoder.onnx'));
  });

  it('has words as its vocabulary says, between white space', async () => {
    const model = await loadModel(ort, Object.fromEntries(await imported(mappingOf('d2l.safetensors'))), 1);
    assert.deepEqual([...model.source.encode('s4 s10  nothing')], [4, 10, 3]);
    assert.equal(model.target.decode([4, 12, 2]), 't4 t12');
    await model.session.dispose();
  });
});

/** The arrays of an .npz under the names that numpy gives where nobody gives any. */
function renamedNpz(file: string): { npz: Uint8Array; names: Record<string, string> } {
  const entries = Object.entries(unzipSync(read(file)));
  const names = Object.fromEntries(entries.map(([name], i) => [name.replace(/\.npy$/, ''), `arr_${i}`]));
  return { npz: zipSync(Object.fromEntries(entries.map(([, bytes], i) => [`arr_${i}.npy`, bytes]))), names };
}

describe('what is not supported is refused by name', () => {
  it('files of other formats', async () => {
    for (const [file, pattern] of [
      ['model.h5', /HDF5.*numpy/],
      ['model.keras', /HDF5/],
      ['weights.pkl', /pickles are not read/],
      ['model.onnx', /ONNX/],
      ['weights.xyz', /\.safetensors, \.npz, \.pt/],
    ] as const)
      await assert.rejects(
        imported(mappingOf('d2l.safetensors', { weights: file }), { [file]: new Uint8Array(8) }),
        refused('unsupported', pattern),
      );
  });

  it('a mapping that says too little, or what there is not', async () => {
    const without = JSON.parse(
      JSON.stringify({ ...mappingOf('d2l.safetensors'), weights: undefined }),
    ) as Mapping;
    await assert.rejects(imported(without), refused('mapping', /weights: it is missing/));
    const more = { ...mappingOf('d2l.safetensors'), layers: 3 } as Mapping;
    await assert.rejects(imported(more), refused('mapping', /layers: there is no such key/));
    await assert.rejects(imported(mappingOf('joeynmt-zeros.safetensors')), refused('mapping', /start/));
  });

  it('tensors that are not there, or of another shape', async () => {
    await assert.rejects(
      imported(mappingOf('d2l.safetensors', { kind: 'joeynmt' })),
      refused('tensor', /src_embed\.lut\.weight.*encoder\.embedding\.weight/),
    );
    const tensors = { 'decoder.dense.bias': 'encoder.embedding.weight' };
    await assert.rejects(
      imported(mappingOf('d2l.safetensors', { tensors })),
      refused('tensor', /encoder\.embedding\.weight has the shape \[11, 5\] and not \[13\]/),
    );
  });

  it('networks that are others: what would be left out is named', async () => {
    await assert.rejects(
      imported(mappingOf('d2l-attention.pt', { tensors: { 'decoder.attention': 'elsewhere' } })),
      InterchangeError,
    );
    const bytes = safetensors({ 'encoder.layers.0.self_attn.linear_keys.weight': [2, 2] });
    await assert.rejects(
      imported(mappingOf('opennmt.safetensors', { kind: 'opennmt' }), { 'opennmt.safetensors': bytes }),
      refused('tensor', /a Transformer, which is not supported/),
    );
    const rnn = safetensors({
      'encoder.embedding.weight': [11, 5],
      'decoder.embedding.weight': [13, 5],
      'encoder.rnn.weight_ih_l0': [6, 5],
      'encoder.rnn.weight_hh_l0': [6, 6],
    });
    await assert.rejects(
      imported(mappingOf('rnn.safetensors', { kind: 'd2l' }), { 'rnn.safetensors': rnn }),
      refused('unsupported', /Elman/),
    );
  });

  it('vocabularies that do not fit', async () => {
    const words = (text: string) => ({ 'source.txt': strToU8(text) });
    const mapping = mappingOf('d2l.safetensors');
    const source = readFileSync(join(FIXTURES, 'source.txt'), 'utf8');
    await assert.rejects(
      imported(mapping, words(`${source}more\n`)),
      refused('vocabulary', /12 tokens.*11 rows/),
    );
    await assert.rejects(
      imported(mapping, words(source.replace('<s>', '<go>'))),
      refused('vocabulary', /"<s>".*"bos"/),
    );
    await assert.rejects(
      imported(mapping, words(source.replace('s4', 'un@@'))),
      refused('unsupported', /subword-nmt/),
    );
    await assert.rejects(
      imported(mapping, words(source.replace('s4', 's5'))),
      refused('vocabulary', /"s5" twice/),
    );
  });
});

function safetensors(shapes: Record<string, number[]>): Uint8Array {
  let at = 0;
  const entries = Object.entries(shapes).map(([name, shape]) => {
    const bytes = 4 * shape.reduce((product, d) => product * d, 1);
    return [name, { dtype: 'F32', shape, data_offsets: [at, (at += bytes)] }];
  });
  const header = strToU8(JSON.stringify(Object.fromEntries(entries)));
  const bytes = new Uint8Array(8 + header.length + at);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return bytes;
}

describe('a pickle in an archive of PyTorch', () => {
  const archive = (pickle: string): Uint8Array =>
    zipSync({ 'a/data.pkl': Uint8Array.from(pickle, (c) => c.charCodeAt(0)), 'a/version': strToU8('3\n') });
  const opened = (pickle: string) => readTensors(archive(pickle), 'a.pt');

  it('is never run: what it would call is refused by its name', () => {
    for (const [pickle, name] of [
      ['\x80\x02cos\nsystem\nX\x04\x00\x00\x00echo\x85R.', /os\.system/],
      ['\x80\x02cbuiltins\neval\nX\x01\x00\x00\x001\x85R.', /builtins\.eval/],
      ['\x80\x02cposix\nsystem\nX\x04\x00\x00\x00echo\x85R.', /posix\.system/],
      ['\x80\x04\x8c\x08builtins\x8c\x04exec\x93\x8c\x011\x85R.', /builtins\.exec/],
      ['\x80\x02ctorch.nn.modules.linear\nLinear\n)\x81}b.', /torch\.nn\.modules\.linear\.Linear/],
      ['\x80\x02cbuiltins\ngetattr\n)R.', /builtins\.getattr/],
    ] as const)
      assert.throws(() => opened(pickle), refused('unsupported', name));
  });

  it('with opcodes that are not read, cut short, or with nothing in it is refused', () => {
    assert.throws(() => opened('\x80\x02P0\n.'), refused('unsupported', /opcode 0x50/));
    assert.throws(() => opened('\x80\x02}q'), refused('format', /cut short/));
    assert.throws(() => opened('\x80\x02h\x07.'), refused('format', /not kept/));
    assert.throws(() => opened('\x80\x02R.'), refused('format', /stack/));
    assert.throws(() => opened('\x80\x02}.'), refused('format', /no tensors/));
  });

  it('of an old or another archive is told from others', () => {
    assert.throws(
      () => readTensors(strToU8('\x80\x02\x8a\x0al\xfc'), 'old.pt'),
      refused('unsupported', /before 1\.6/),
    );
    assert.throws(
      () => readTensors(zipSync({ 'x.txt': strToU8('x') }), 'a.pt'),
      refused('format', /data\.pkl/),
    );
  });

  it('that was damaged anywhere is an error that says so, or the same tensors, and never hangs', () => {
    const whole = read('opennmt-general-lstm.pt');
    const files = unzipSync(whole);
    const name = Object.keys(files).find((one) => one.endsWith('data.pkl'))!;
    const pickle = files[name];
    for (let i = 0; i < pickle.length; i += 7) {
      const changed = Uint8Array.from(pickle);
      changed[i] ^= 0x55;
      try {
        for (const tensor of readTensors(
          zipSync({ ...files, [name]: changed }, { level: 0 }),
          'a.pt',
        ).values())
          tensor.float32();
      } catch (error) {
        assert.ok(error instanceof InterchangeError, `byte ${i}: ${String(error)}`);
      }
    }
  });
});
