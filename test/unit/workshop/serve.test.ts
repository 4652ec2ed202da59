/** The workshop behind its port, with onnxruntime-web as in the editor: the same lesson as on the command line. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { readSafetensors } from '../../../src/interchange';
import { compileKernels } from '../../../src/node/kernels';
import { readModelFolder } from '../../../src/models';
import type {
  LearnParams,
  LearnProgress,
  WorkshopHostProtocol,
  WorkshopProtocol,
} from '../../../src/protocol/workshop';
import { portEndpoint } from '../../../src/rpc/endpoint';
import { RemoteError } from '../../../src/rpc/errors';
import { Rpc } from '../../../src/rpc/rpc';
import { serveWorkshop } from '../../../src/workshop/serve';
import { tinyModel } from '../support/tiny-model';

const FOREIGN = join(__dirname, '../../fixtures/interchange');
const SPECIAL = { bos: '<s>', eos: '</s>' };
const MAPPING = {
  kind: 'd2l',
  id: 'foreign',
  source: 'en',
  target: 'fr',
  licence: 'MIT',
  weights: 'd2l.safetensors',
  vocabulary: { source: { file: 'source.txt', ...SPECIAL }, target: { file: 'target.txt', ...SPECIAL } },
};
const name = 'mapping.json';
const WASM = join(dirname(require.resolve('onnxruntime-web/wasm')), 'ort-wasm-simd-threaded.wasm');
const COLOURS = ['red', 'green', 'blue', 'black', 'white', 'grey'];
const COULEURS = ['rouge', 'verte', 'bleue', 'noire', 'blanche', 'grise'];
const THINGS = ['car', 'door', 'table', 'lamp', 'key', 'shirt'];
const CHOSES = ['voiture', 'porte', 'table', 'lampe', 'clé', 'chemise'];

const pairs = THINGS.flatMap((thing, i) =>
  COLOURS.map((colour, j) => ({
    source: `The ${thing} is ${colour}.`,
    target: `La ${CHOSES[i]} est ${COULEURS[j]}.`,
  })),
);

describe('the workshop', () => {
  const kept = new Map<string, Uint8Array>();
  let rpc: Rpc<WorkshopProtocol, WorkshopHostProtocol>;
  let end: () => void;

  beforeEach(async () => {
    kept.clear();
    const { port1, port2 } = new MessageChannel();
    const stop = serveWorkshop(portEndpoint(port2 as never));
    rpc = new Rpc<WorkshopProtocol, WorkshopHostProtocol>(portEndpoint(port1 as never), {
      services: {
        read: ({ file }) => Promise.resolve(new Uint8Array(readFileSync(join(FOREIGN, file)))),
        onnxruntime: () => Promise.resolve(new Uint8Array(readFileSync(WASM))),
        model: () => Promise.reject(new Error('no model is asked for')),
        load: ({ name }) => Promise.resolve(kept.get(name) ?? null),
        save: ({ name, bytes }) => {
          kept.set(name, bytes);
          return Promise.resolve(null);
        },
        log: () => Promise.resolve(null),
      },
    });
    end = () => {
      rpc.dispose();
      stop();
      port1.close();
    };
    await rpc.request('start', { kernels: await compileKernels() });
  });
  afterEach(() => end());

  const params = async (): Promise<LearnParams> => ({
    model: await tinyModel(),
    id: 'mine',
    origin: 'en.json, fr.json',
    pairs,
    rehearsal: 'Hello, cat!\tBonjour, chat !\nHello, dog!\tBonjour, chien !',
  });

  it('reads pairs, and says of each what keeps it from being learnt', async () => {
    const en = JSON.stringify({ a: 'Open the door.', b: 'Page 12 of the book', c: 'Close the big window' });
    const fr = JSON.stringify({ a: 'Ouvrez la porte.', b: 'Page 21 du livre', c: 'Close the big window' });
    const texts = [
      { name: 'en.json', text: en },
      { name: 'fr.json', text: fr },
    ];
    const [read] = await rpc.request('readPairs', { texts, languages: { source: 'en', target: 'fr' } });
    assert.deepEqual(read.files, ['en.json', 'fr.json']);
    assert.deepEqual(read.faults, [null, 'numbers differ', 'untranslated']);
    assert.deepEqual(read.pairs[0], { source: 'Open the door.', target: 'Ouvrez la porte.' });
  });

  it('refuses texts that do not say the same, by their names', async () => {
    const texts = [
      { name: 'en.json', text: '{"a": "One"}' },
      { name: 'fr.json', text: '{"b": "Deux"}' },
    ];
    await assert.rejects(
      rpc.request('readPairs', { texts, languages: { source: 'en', target: 'fr' } }),
      (error) => error instanceof RemoteError && error.name === 'LearnError' && error.code === 'texts',
    );
  });

  it('stops in the middle of a lesson when it is told to, and goes on to what it would have learnt without the stop', async () => {
    const whole = await rpc.request('learn', await params());
    assert.ok(whole);
    await readModelFolder(whole.files);
    kept.clear();
    const stop = new AbortController();
    const onProgress = ({ phase, done }: LearnProgress): void => {
      if (phase === 'learning' && done === 3) stop.abort();
    };
    await assert.rejects(rpc.request('learn', await params(), { signal: stop.signal, onProgress }), {
      code: 'cancelled',
    });
    assert.ok(kept.has('checkpoint.bin'));
    const seen = new Set<string>();
    const gone = await rpc.request('learn', await params(), {
      onProgress: ({ phase, done }) => seen.add(`${phase} ${done}`),
    });
    assert.ok(!seen.has('learning 1') && ![...seen].some((one) => one.startsWith('before')));
    for (const name of ['encoder.onnx', 'decoder.onnx'])
      assert.deepEqual(gone?.files[name], whole.files[name], name);
  });

  it('takes over a model of another program, whose files it asks for, and refuses by name what is none', async () => {
    const files = await rpc.request('importModel', { name, mapping: JSON.stringify(MAPPING) });
    assert.equal((await readModelFolder(files)).card.id, 'foreign');
    const broken = JSON.stringify({ ...MAPPING, kind: 'transformer' });
    for (const text of [broken, '{'])
      await assert.rejects(
        rpc.request('importModel', { name, mapping: text }),
        (error) =>
          error instanceof RemoteError && error.name === 'InterchangeError' && error.message.includes(name),
      );
  });

  it('gives a model away: a .zip that can be added again, and weights under PyTorch’s names', async () => {
    const files = await rpc.request('importModel', { name, mapping: JSON.stringify(MAPPING) });
    const zip = await rpc.request('exportModel', { files, form: 'zip' });
    assert.deepEqual(unzipSync(zip), files);
    const weights = await rpc.request('exportModel', { files, form: 'safetensors' });
    const tensors = readSafetensors(weights, 'x.safetensors');
    const { card } = await readModelFolder(files);
    const [layer] = card.architecture.encoder.layers;
    assert.deepEqual(tensors.get('encoder.rnn.0.weight_hh_l0')?.dims, [3 * layer.hidden, layer.hidden]);
  });
});
