import { disk, extensionUri, files } from '../fake-vscode';
import assert from 'node:assert/strict';
import { FileSystemError, Uri } from 'vscode';
import { ModelCatalog } from '../../../../src/extension/models/model-catalog';
import { ModelFolders } from '../../../../src/extension/models/model-folders';

const ADDED = '/storage/models';
const parent = Uri.joinPath({ path: '/storage' } as Uri, 'models');

/** A model of which every file says which version it is. */
const model = (version: string): Record<string, Uint8Array> => {
  const names = ['model.json', 'encoder.onnx', 'decoder.onnx', 'source.json'];
  const card = JSON.stringify({
    task: 'translate',
    description: version,
    files: { 'encoder.onnx': { bytes: 3 } },
  });
  return Object.fromEntries(
    names.map((name) => [
      name,
      new TextEncoder().encode(name === 'model.json' ? card : `${version} ${name}`),
    ]),
  );
};

/** What a new window finds. */
async function found(id: string): Promise<Record<string, Uint8Array> | undefined> {
  const folder = (await new ModelFolders(parent).list()).get(id);
  if (!folder) return undefined;
  const inside = [...files].filter(([path]) => path.startsWith(`${folder.path}/`));
  return Object.fromEntries(inside.map(([path, bytes]) => [path.slice(folder.path.length + 1), bytes]));
}

const sorted = (one: Record<string, Uint8Array> | undefined): unknown => one && Object.entries(one).sort();

describe('folders of added models', () => {
  let calls: string[];
  beforeEach(() => {
    files.clear();
    calls = [];
    disk.before = async (operation, path) => void calls.push(`${operation} ${path}`);
  });
  afterEach(() => {
    disk.before = () => Promise.resolve();
  });

  it('are found, and replaced, without a trace of the old model', async () => {
    const folders = new ModelFolders(parent);
    await folders.put('en-xx', model('first'));
    assert.deepEqual(sorted(await found('en-xx')), sorted(model('first')));
    const second = model('second');
    delete second['source.json'];
    await folders.put('en-xx', second);
    assert.deepEqual(sorted(await found('en-xx')), sorted(second));
    assert.deepEqual(
      [...files.keys()].sort(),
      Object.keys(second)
        .map((name) => `${ADDED}/en-xx/${name}`)
        .sort(),
    );
  });

  it('hold the old model or the new one, whole, whichever step fails', async () => {
    await new ModelFolders(parent).put('en-xx', model('first'));
    const before = new Map(files);
    calls.length = 0;
    await new ModelFolders(parent).put('en-xx', model('second'));
    const steps = calls.length;
    assert.ok(steps > 10);
    for (const fate of ['fails', 'fails from there on', 'is the last'] as const)
      for (let step = 0; step < steps; step++) {
        files.clear();
        for (const [path, bytes] of before) files.set(path, bytes);
        let count = 0;
        disk.before = async (operation) => {
          const at = count++;
          if (at < step || (fate === 'fails' && at > step)) return;
          // A disk that is full is still read; a window that is closed does nothing more at all.
          if (fate === 'fails from there on' && /^(?:stat|readDirectory)$/.test(operation)) return;
          throw new FileSystemError('NoSpace');
        };
        const done = await new ModelFolders(parent).put('en-xx', model('second')).then(
          () => true,
          (error: { name: string; code: string }) => {
            assert.equal(error.name, 'ModelStoreError');
            assert.equal(error.code, 'unwritable');
            return false;
          },
        );
        disk.before = () => Promise.resolve();
        const left = sorted(await found('en-xx'));
        const versions = [sorted(model('first')), sorted(model('second'))];
        assert.ok(
          versions.some((one) => JSON.stringify(one) === JSON.stringify(left)),
          `step ${step} ${fate}`,
        );
        if (fate === 'fails' && !done)
          assert.deepEqual(left, versions[0], `step ${step}: nothing was changed`);
        if (done) assert.deepEqual(left, versions[1], `step ${step}: the new one was promised`);
        // And it can be replaced and removed afterwards.
        await new ModelFolders(parent).put('en-xx', model('third'));
        assert.deepEqual(sorted(await found('en-xx')), sorted(model('third')));
        await new ModelFolders(parent).remove('en-xx');
        assert.equal(files.size, 0, `step ${step} ${fate}: nothing is left`);
      }
  });

  it('are whole when two windows replace the same model at once', async () => {
    await new ModelFolders(parent).put('en-xx', model('first'));
    const windows = [new ModelFolders(parent), new ModelFolders(parent)];
    disk.before = () => new Promise((resolve) => setImmediate(resolve));
    await Promise.allSettled(windows.map((one, i) => one.put('en-xx', model(`of window ${i}`))));
    disk.before = () => Promise.resolve();
    const left = JSON.stringify(sorted(await found('en-xx')));
    const wholes = ['first', 'of window 0', 'of window 1'].map((one) => JSON.stringify(sorted(model(one))));
    assert.ok(wholes.includes(left), left);
  });

  it('are not written where a file is cut by the disk without a word', async () => {
    await new ModelFolders(parent).put('en-xx', model('first'));
    disk.before = async (operation, path) => {
      if (operation === 'stat' && path.endsWith('decoder.onnx'))
        files.set(path, files.get(path)!.subarray(1));
    };
    await assert.rejects(new ModelFolders(parent).put('en-xx', model('second')), { code: 'unwritable' });
    disk.before = () => Promise.resolve();
    assert.deepEqual(sorted(await found('en-xx')), sorted(model('first')));
  });

  it('are models of the catalogue, where they take the place of bundled ones', async () => {
    const catalog = new ModelCatalog(extensionUri as unknown as Uri, [], parent);
    assert.deepEqual(await catalog.list(), []);
    await catalog.add('en-xx', model('first'));
    await catalog.add('en-xx', model('second'));
    assert.deepEqual(
      (await catalog.list()).map(({ id, description }) => [id, description]),
      [['en-xx', 'second']],
    );
    await catalog.remove('en-xx');
    assert.deepEqual(await catalog.list(), []);
  });
});
