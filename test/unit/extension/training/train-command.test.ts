/** The command from a recipe to a model, over a stop, with the workshop itself behind it and VS Code played. */
import { files, nextNotification, trust } from '../fake-vscode';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { SaxesParser } from 'saxes';
import * as vscode from 'vscode';
import { LessonStore } from '../../../../src/extension/learning/lesson-store';
import { trainModel } from '../../../../src/extension/training/train-command';
import type { TrainingContext } from '../../../../src/extension/training/train-command';
import type { TrainingPlan } from '../../../../src/extension/training/training-plan';
import { readModelFolder } from '../../../../src/models';
import { compileKernels } from '../../../../src/node/kernels';
import { portEndpoint } from '../../../../src/rpc/endpoint';
import { serveWorkshop } from '../../../../src/workshop/serve';
import { RECIPE, tinyCorpus } from '../../support/tiny-recipe';

const WASM = join(dirname(require.resolve('onnxruntime-web/wasm')), 'ort-wasm-simd-threaded.wasm');
const training = { ...RECIPE.training, steps: 12, validateEvery: 3, patience: 100 };
const text = (changes: object = {}): string => JSON.stringify({ ...RECIPE, training, ...changes }, null, 2);

/** Messages that were shown, and the button that is clicked on the next ones. */
const shown: string[] = [];
let click: string | undefined;
const message = (told: string, ...items: unknown[]): Promise<unknown> => {
  shown.push(told);
  return Promise.resolve(items.includes(click) ? click : undefined);
};
const uriOf = (path: string): vscode.Uri => vscode.Uri.joinPath({ path } as vscode.Uri);

describe('the command "Train a Model…"', () => {
  const models = new Map<string, Record<string, Uint8Array>>();
  const pages: string[] = [];
  let context: TrainingContext;
  let kernels: Awaited<ReturnType<typeof compileKernels>>;

  before(async () => {
    kernels = await compileKernels();
    const joinPath = ({ path }: vscode.Uri, ...parts: string[]): vscode.Uri => {
      const joined = posix.join(path, ...parts);
      return { path: joined, toString: () => joined } as vscode.Uri;
    };
    Object.assign(vscode.Uri, { joinPath, parse: uriOf });
    Object.assign(vscode.workspace, {
      asRelativePath: ({ path }: vscode.Uri) => path,
      getWorkspaceFolder: () => ({ uri: uriOf('/folder') }),
    });
    Object.assign(vscode.window, { showInformationMessage: message, showErrorMessage: message });
  });

  beforeEach(() => {
    files.clear();
    models.clear();
    [shown.length, pages.length, click] = [0, 0, undefined];
    files.set('/folder/tiny.recipe.json', new TextEncoder().encode(text()));
    files.set('/folder/pairs.tsv', new TextEncoder().encode(tinyCorpus()));
    context = {
      catalog: {
        list: () => Promise.resolve([...models.keys()].map((id) => ({ id }))),
        add: (id: string, added: Record<string, Uint8Array>) => Promise.resolve(models.set(id, added)),
      },
      cards: {
        show: (_: string, page: string) => Promise.resolve(pages.push(page)),
        update: (_: string, page: string) => pages.push(page),
      },
      engine: () => ({ restart: () => undefined }),
      workshop: {
        place: {
          name: 'worker',
          open() {
            const { port1, port2 } = new MessageChannel();
            const stop = serveWorkshop(portEndpoint(port2 as never));
            const end = (): void => {
              stop();
              port1.close();
            };
            return Promise.resolve({ endpoint: portEndpoint(port1 as never), end });
          },
        },
        files: {
          readKernels: () => Promise.resolve(kernels),
          readOnnxruntime: () => Promise.resolve(new Uint8Array(readFileSync(WASM))),
        },
        log: () => undefined,
      },
      runs: new LessonStore<TrainingPlan>(uriOf('/storage/runs')),
    } as unknown as TrainingContext;
  });

  // What it takes for a recipe is what is no other thing: the played Uri is a class.
  const train = (): Promise<void> => {
    Object.setPrototypeOf(recipe, vscode.Uri.prototype as object);
    return trainModel(context, recipe);
  };
  const recipe = { path: '/folder/tiny.recipe.json', toString: () => '/folder/tiny.recipe.json' };

  it('goes on where it was stopped; the model is added, and nothing of the run is left', async () => {
    const notified = nextNotification();
    const running = train();
    const notification = await notified;
    while (!notification.reports.some(({ message = '' }) => message.startsWith('update 2 of')))
      await new Promise((resolve) => setTimeout(resolve, 5));
    notification.cancel();
    await running;
    assert.match(shown.at(-1)!, /was stopped, and nothing is lost/);
    assert.equal(models.size, 0);
    click = 'Go On';
    const again = nextNotification();
    await train();
    const { reports } = await again;
    assert.ok(!reports.some(({ message = '' }) => message.startsWith('update 1 of')));
    assert.equal((await readModelFolder(models.get(RECIPE.id)!)).card.training.steps, 12);
    assert.deepEqual([...files.keys()].sort(), ['/folder/pairs.tsv', '/folder/tiny.recipe.json']);
  });

  it('shows what has happened: scores, measurements, sentences and gates, pictures that are well-formed', async () => {
    await train();
    const page = pages.at(-1)!;
    assert.match(page, /\| 12 \| \d+\.\d{3} \|/);
    assert.match(page, /BLEU/);
    const pictures = [...page.matchAll(/data:image\/svg\+xml;base64,([^)]+)\)/g)];
    // The curve, and both layers at the first and the last measurement.
    assert.equal(pictures.length, 5);
    for (const [, base64] of pictures) {
      const parser = new SaxesParser();
      parser.on('error', (error) => assert.fail(error.message));
      parser.write(Buffer.from(base64, 'base64').toString('utf8')).close();
    }
  });

  it('makes a model of an unfinished run where that is wanted', async () => {
    const notified = nextNotification();
    const running = train();
    const notification = await notified;
    while (!notification.reports.some(({ message = '' }) => message.startsWith('update 2 of')))
      await new Promise((resolve) => setTimeout(resolve, 5));
    click = 'Make a Model Now';
    notification.cancel();
    await running;
    const { card } = await readModelFolder(models.get(RECIPE.id)!);
    assert.ok(card.training.steps < 12);
  });

  it('tells what is wrong and where, and leaves nothing behind', async () => {
    files.set('/folder/tiny.recipe.json', new TextEncoder().encode(text({ tokenizer: { type: 'letters' } })));
    await train();
    assert.match(shown.at(-1)!, /tokenizer/);
    files.set('/folder/tiny.recipe.json', new TextEncoder().encode(text()));
    files.set('/folder/pairs.tsv', new TextEncoder().encode('one column\n'));
    await train();
    assert.match(shown.at(-1)!, /pairs\.tsv, line 1/);
    files.delete('/folder/pairs.tsv');
    await assert.rejects(train(), { name: 'LearningError', code: 'unreadable', file: 'pairs.tsv' });
    assert.deepEqual([...files.keys()], ['/folder/tiny.recipe.json']);
  });

  it('trains nothing in a folder that is not trusted', async () => {
    trust(false);
    try {
      await train();
    } finally {
      trust(true);
    }
    assert.match(shown.at(-1)!, /Restricted Mode/);
    assert.equal(models.size, 0);
  });
});
