import { extensionUri, files } from '../fake-vscode';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Uri } from 'vscode';
import { ModelStore } from '../../../../src/extension/models/model-store';

const FOLDER = `${extensionUri.path}/media/models/en-fr`;

describe('the model store', () => {
  const store = new ModelStore(async () => ({ ...extensionUri, path: FOLDER }) as unknown as Uri);

  const put = (name: string, content: Uint8Array | string): void =>
    void files.set(
      `${FOLDER}/${name}`,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    );
  const putCard = (...names: string[]): void =>
    put('model.json', JSON.stringify({ files: Object.fromEntries(names.map((name) => [name, {}])) }));

  beforeEach(() => {
    files.clear();
    put('encoder.onnx', Uint8Array.of(1, 2));
    put('decoder.onnx', Uint8Array.of(3));
  });

  it('reads the card and the files that it names, and no other', async () => {
    put('recipe.json', '{}');
    putCard('encoder.onnx', 'decoder.onnx');
    const { 'model.json': card, ...rest } = await store.readModel('en-fr');
    assert.deepEqual(rest, { 'encoder.onnx': Uint8Array.of(1, 2), 'decoder.onnx': Uint8Array.of(3) });
    assert.deepEqual(card, files.get(`${FOLDER}/model.json`));
  });

  it('gives buffers of their own, which may be transferred', async () => {
    const shared = Uint8Array.of(9, 9, 5, 6, 9);
    put('encoder.onnx', shared.subarray(2, 4));
    putCard('encoder.onnx');
    const model = await store.readModel('en-fr');
    structuredClone(model, { transfer: Object.values(model).map(({ buffer }) => buffer as ArrayBuffer) });
    assert.deepEqual(shared, Uint8Array.of(9, 9, 5, 6, 9));
    assert.equal((await store.readModel('en-fr'))['encoder.onnx'].buffer.byteLength, 2);
  });

  it('names the file that cannot be read', async () => {
    putCard('encoder.onnx', 'tokenizer.json');
    await assert.rejects(store.readModel('en-fr'), { code: 'unreadable', file: 'tokenizer.json' });
    files.clear();
    await assert.rejects(store.readModel('en-fr'), { code: 'unreadable', file: 'model.json' });
  });

  it('refuses a card that is none', async () => {
    for (const card of ['', '{', 'null', '[]', '5', '{}', '{"files":{}}', '{"files":null}', '{"files":3}']) {
      put('model.json', card);
      await assert.rejects(store.readModel('en-fr'), { code: 'card', file: 'model.json' }, card);
    }
  });

  it('reads nothing outside the folder, whatever the card names', async () => {
    const segment = fc.constantFrom('..', '.', '', 'a', '/', '\\', '%2e%2e', 'x:', '\0', '?', '#');
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { minLength: 1 }), async (segments) => {
        const name = segments.join('/');
        fc.pre(!/^a$/.test(name));
        putCard('encoder.onnx', name);
        await assert.rejects(store.readModel('en-fr'), { code: 'card' }, name);
      }),
    );
  });
});
