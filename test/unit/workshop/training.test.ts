/** A recipe in the workshop, with onnxruntime-web as in the editor: to a model, over a stop, and told of while it runs. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'fflate';
import { readModelFolder } from '../../../src/models';
import { compileKernels } from '../../../src/node/kernels';
import type { TrainingEvent, TrainingGlance } from '../../../src/protocol/training';
import { EXAMPLES } from '../../../src/protocol/training';
import type { WorkshopHostProtocol, WorkshopProtocol } from '../../../src/protocol/workshop';
import { portEndpoint } from '../../../src/rpc/endpoint';
import { RemoteError } from '../../../src/rpc/errors';
import { Rpc } from '../../../src/rpc/rpc';
import { parsePairs, readRecipe } from '../../../src/train';
import { serveWorkshop } from '../../../src/workshop/serve';
import { RECIPE, tinyCorpus } from '../support/tiny-recipe';

const WASM = join(dirname(require.resolve('onnxruntime-web/wasm')), 'ort-wasm-simd-threaded.wasm');
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const name = 'tiny.recipe.json';
const recipe = (changes: object = {}): string => JSON.stringify({ ...RECIPE, ...changes }, null, 2);
const LONG = { training: { ...RECIPE.training, steps: 12, patience: 100 } };
const STAGES = [{ training: { steps: 8 } }, { training: { steps: 10 } }];

const isTrainError =
  (code: string, more: Record<string, unknown> = {}) =>
  (error: unknown): boolean => {
    assert.ok(
      error instanceof RemoteError && error.name === 'TrainError' && error.code === code,
      String(error),
    );
    for (const [key, value] of Object.entries(more)) assert.equal(error.details[key], value);
    return true;
  };

describe('training in the workshop', () => {
  const corpora = new Map<string, Uint8Array>();
  const kept = new Map<string, Uint8Array>();
  let model: Record<string, Uint8Array> | undefined;
  let rpc: Rpc<WorkshopProtocol, WorkshopHostProtocol>;
  let end: () => void;

  beforeEach(async () => {
    corpora.clear();
    corpora.set('pairs.tsv', bytesOf(tinyCorpus()));
    kept.clear();
    model = undefined;
    const { port1, port2 } = new MessageChannel();
    const stop = serveWorkshop(portEndpoint(port2 as never));
    rpc = new Rpc<WorkshopProtocol, WorkshopHostProtocol>(portEndpoint(port1 as never), {
      services: {
        read: ({ file }) => Promise.resolve(corpora.get(file)!),
        model: () => (model ? Promise.resolve(model) : Promise.reject(new Error('no model'))),
        onnxruntime: () => Promise.resolve(new Uint8Array(readFileSync(WASM))),
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

  async function train(
    text: string,
    onProgress: (event: TrainingEvent) => void = () => undefined,
    more: { finish?: boolean; signal?: AbortSignal } = {},
  ) {
    const { corpora: paths } = await rpc.request('readRecipe', { name, text });
    const params = { name, text, corpora: paths, finish: more.finish ?? false };
    return rpc.request('train', params, { onProgress, signal: more.signal });
  }

  /** Stops it at the so-many-th update. */
  async function stopAt(text: string, update: number, stage = 1): Promise<void> {
    const stop = new AbortController();
    const at = (event: TrainingEvent): void => {
      if (event.kind === 'update' && event.done === update && event.stage === stage) stop.abort();
    };
    await assert.rejects(train(text, at, { signal: stop.signal }), { code: 'cancelled' });
  }

  it('makes a sound model folder of a recipe, and tells of each update, measurement and sentence', async () => {
    const events: TrainingEvent[] = [];
    const trained = await train(recipe(), (event) => events.push(event));
    assert.ok(trained);
    const { card } = await readModelFolder(trained.files);
    assert.equal(card.id, RECIPE.id);
    assert.equal(card.training.steps, trained.updates);
    assert.deepEqual(
      card.scores.map(({ metric, score }) => [metric, score]),
      trained.scores.map(({ metric, score }) => [metric, score]),
    );
    const of = <K extends TrainingEvent['kind']>(kind: K) =>
      events.filter((one): one is Extract<TrainingEvent, { kind: K }> => one.kind === kind);
    assert.deepEqual(
      of('phase').map(({ phase }) => phase),
      ['preparing', 'training', 'scoring'],
    );
    assert.deepEqual(
      of('update').map(({ done }) => done),
      [1, 2, 3, 4],
    );
    assert.deepEqual(
      of('measured').map(({ step, bleu }) => [step, typeof bleu]),
      [
        [2, 'number'],
        [4, 'number'],
      ],
    );
  });

  it('shows the gates of the same sentence at each measurement: other numbers, of the shape of their layer, within a gate’s bounds', async () => {
    const glances: TrainingGlance[] = [];
    await train(recipe(), (event) => event.kind === 'glance' && glances.push(event));
    assert.equal(glances.length, 2);
    const [before, after] = glances;
    assert.deepEqual(before.gatesOf, after.gatesOf);
    assert.deepEqual(
      before.layers.map(({ half, cell }) => [half, cell]),
      [
        ['encoder', 'gru'],
        ['decoder', 'gru'],
      ],
    );
    for (const [i, { tokens, activations }] of before.gates.entries()) {
      assert.deepEqual(tokens, after.gates[i].tokens);
      for (const gate of ['R', 'Z']) {
        const values = activations[gate];
        assert.equal(values.length, tokens.length * before.layers[i].hidden, gate);
        assert.ok(
          values.every((value) => value > 0 && value < 1),
          gate,
        );
        assert.notDeepEqual(values, after.gates[i].activations[gate]);
      }
    }
    // The reference, word by word, is what the decoder is led through.
    const read = before.gates[1].tokens.map((token) => token.trim());
    assert.deepEqual(read, ['<bos>', ...before.gatesOf.reference.split(' ')]);
  });

  it('goes on where it was stopped, in any stage: the same model as without the stop', async () => {
    for (const [text, stage] of [
      [recipe(LONG), 1],
      [recipe({ ...LONG, stages: STAGES }), 1],
      [recipe({ ...LONG, stages: STAGES }), 2],
    ] as const) {
      kept.clear();
      const whole = await train(text);
      kept.clear();
      await stopAt(text, 2, stage);
      const seen: string[] = [];
      const gone = await train(text, (e) => e.kind === 'update' && seen.push(`${e.stage}: ${e.done}`));
      assert.match(seen[0], new RegExp(`^${stage}: [3-7]$`));
      for (const file of ['encoder.onnx', 'decoder.onnx'])
        assert.deepEqual(gone?.files[file], whole?.files[file], file);
    }
  });

  it('makes a model of an unfinished run where that is asked for, and trains no further', async () => {
    await stopAt(recipe(LONG), 2);
    let updates = 0;
    const count = ({ kind }: TrainingEvent): void => void (updates += Number(kind === 'update'));
    const trained = await train(recipe(LONG), count, { finish: true });
    assert.equal(updates, 0);
    assert.ok(trained && trained.updates >= 2 && trained.updates < LONG.training.steps);
    await readModelFolder(trained.files);
  });

  it('starts from another model, packed corpora and those in two files are read', async () => {
    model = (await train(recipe()))!.files;
    kept.clear();
    const lines = parsePairs(tinyCorpus(), 'x');
    corpora.set('a.txt.gz', gzipSync(bytesOf(lines.map(({ source }) => source).join('\n'))));
    corpora.set('b.txt', bytesOf(`\ufeff${lines.map(({ target }) => target).join('\r\n')}`));
    const data = [{ path: 'a.txt.gz', targetPath: 'b.txt', licence: 'MIT' }];
    const trained = await train(recipe({ data, from: 'elsewhere', id: 'second' }));
    const { card } = await readModelFolder(trained!.files);
    assert.equal(card.training.from, 'elsewhere');
    const vocabulary = JSON.parse(new TextDecoder().decode(trained!.files[card.tokenizers.target])) as {
      model: { vocab: Record<string, number> };
    };
    assert.ok(Object.keys(vocabulary.model.vocab).every((word) => !/[\ufeff\r]/.test(word)));
  });

  it('refuses what is wrong by file and line: recipes, corpora, what is no text', async () => {
    const broken = recipe({ id: 'Not An Id' });
    const line = 1 + broken.split('\n').findIndex((one) => one.includes('Not An Id'));
    await assert.rejects(train(broken), isTrainError('recipe', { file: name, line }));
    await assert.rejects(train('{ "id": '), isTrainError('recipe', { file: name, line: 1 }));
    corpora.set('pairs.tsv', bytesOf('a\tb\nonly one column\n'));
    await assert.rejects(train(recipe()), isTrainError('corpus', { file: 'pairs.tsv', line: 2 }));
    corpora.set('pairs.tsv', Uint8Array.of(0x61, 0x09, 0xff, 0xfe, 0x62));
    await assert.rejects(train(recipe()), isTrainError('corpus', { file: 'pairs.tsv' }));
    corpora.set('pairs.tsv.gz', bytesOf('not packed'));
    const data = [{ path: 'pairs.tsv.gz', licence: 'MIT' }];
    await assert.rejects(train(recipe({ data })), isTrainError('corpus', { file: 'pairs.tsv.gz' }));
  });

  it('goes on only with the recipe that was stopped', async () => {
    await stopAt(recipe(LONG), 2);
    const training = { ...LONG.training, learningRate: 0.002 };
    await assert.rejects(train(recipe({ training })), isTrainError('checkpoint'));
  });

  it('has examples that are what they say: recipes in order, distinct sources, each target right', async () => {
    for (const example of EXAMPLES) {
      const files = await rpc.request('example', { name: example });
      const file = Object.keys(files).find((one) => one.endsWith('.recipe.json'))!;
      const { data, source, target } = readRecipe(files[file], file);
      assert.notEqual(source, target);
      const pairs = parsePairs(files[data[0].path], data[0].path);
      assert.equal(new Set(pairs.map((pair) => pair.source)).size, pairs.length);
      for (const pair of pairs) assert.equal(pair.target, RIGHT[example](pair.source), pair.source);
    }
  });
});

const backwards = (text: string): string => text.split(' ').reverse().join(' ');
const RIGHT: Readonly<Record<(typeof EXAMPLES)[number], (source: string) => string>> = {
  copy: (source) => source,
  reverse: backwards,
  'reverse-lstm': backwards,
  'reverse-attention': backwards,
  numbers: (source) => english(valueOf(source.split(' '))),
};

const VALUES: Readonly<Record<string, number>> = {
  ...{ zéro: 0, un: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, six: 6, sept: 7, huit: 8, neuf: 9, dix: 10 },
  ...{ onze: 11, douze: 12, treize: 13, quatorze: 14, quinze: 15, seize: 16 },
  ...{ vingt: 20, trente: 30, quarante: 40, cinquante: 50, soixante: 60 },
};

/** French number words, read from the left: « cent », « mille » and the « vingt » of « quatre vingt » multiply. */
function valueOf(words: readonly string[]): number {
  let [thousands, hundreds, sum] = [0, 0, 0];
  for (const word of words) {
    if (word === 'et') continue;
    if (word === 'mille') [thousands, hundreds, sum] = [Math.max(1, hundreds + sum) * 1000, 0, 0];
    else if (word === 'cent') [hundreds, sum] = [Math.max(1, sum) * 100, 0];
    else if (word === 'vingt' && sum === 4) sum = 80;
    else sum += VALUES[word];
  }
  return thousands + hundreds + sum;
}

/** Counted up from one to ten thousand, as children do. */
function english(value: number): string {
  const ones = 'one two three four five six seven eight nine'.split(' ');
  const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
  const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  const below100 = [
    '',
    ...ones,
    ...teens,
    ...tens.flatMap((ten) => [ten, ...ones.map((one) => `${ten} ${one}`)]),
  ];
  const below1000 = ['', ...ones].flatMap((one) =>
    below100.map((small) => `${one === '' ? '' : `${one} hundred `}${small}`.trim()),
  );
  if (value === 0) return 'zero';
  const [thousands, rest] = [Math.floor(value / 1000), below1000[value % 1000]];
  return `${thousands === 0 ? '' : `${ones[thousands - 1]} thousand `}${rest}`.trim();
}
