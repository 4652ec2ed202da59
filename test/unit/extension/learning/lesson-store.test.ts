/** What is kept of a lesson: found again by the next window, whole or not at all, and gone when it is done with. */
import { disk, files } from '../fake-vscode';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FileSystemError, Uri } from 'vscode';
import { ChunkedFiles } from '../../../../src/extension/learning/chunked-files';
import type { LessonPlan } from '../../../../src/extension/learning/lesson-store';
import { LessonStore } from '../../../../src/extension/learning/lesson-store';
import type { Learnt } from '../../../../src/protocol/workshop';

const parent = Uri.joinPath({ path: '/storage' } as Uri, 'lessons');
const plan = (result: string): LessonPlan => ({
  model: 'en-fr',
  result,
  origin: 'en.json, fr.json',
  pairs: [{ source: 'Hello', target: 'Bonjour' }],
  begun: `2026-11-28T10:00:0${result.length}Z`,
});
const learnt: Learnt = {
  files: { 'model.json': Uint8Array.of(1), 'encoder.onnx': new Uint8Array(9000).fill(7) },
  report: { counts: {}, learnt: 1, updates: 2, targetTokens: 3, seconds: 4, samples: [] } as never,
};

/** The disk is full, or the window is closed, at the so-many-th operation from now. */
function failAt(count: number): void {
  let done = 0;
  disk.before = () => (++done >= count ? Promise.reject(new FileSystemError('NoSpace')) : Promise.resolve());
}

describe('lessons that are not done with', () => {
  beforeEach(() => files.clear());
  afterEach(() => {
    disk.before = () => Promise.resolve();
  });

  it('are found by the next window, with what they have kept, and go without a trace', async () => {
    const folder = await new LessonStore(parent).create(plan('mine'));
    const checkpoint = Uint8Array.from({ length: 10_001 }, (_, i) => i % 251);
    await folder.save('checkpoint.bin', checkpoint);
    const [found] = await new LessonStore(parent).list();
    assert.deepEqual(found.plan, plan('mine'));
    assert.equal(found.state, 'stopped');
    assert.deepEqual(await found.folder.load('checkpoint.bin'), checkpoint);
    assert.equal(await found.folder.load('best.bin'), undefined);
    await found.folder.remove();
    assert.deepEqual([...files.keys()], []);
  });

  it('are left alone by other windows while one learns, and have a report when it has learnt', async () => {
    const folder = await new LessonStore(parent).create(plan('mine'));
    const state = async (): Promise<string> => (await new LessonStore(parent).list())[0].state;
    const leave = await folder.occupy();
    assert.equal(await state(), 'learning');
    await folder.save('checkpoint.bin', Uint8Array.of(1, 2));
    await folder.saveLearnt(learnt);
    await leave();
    assert.equal(await state(), 'learnt');
    const [found] = await new LessonStore(parent).list();
    assert.deepEqual(await found.folder.loadLearnt(), learnt);
    assert.equal(await found.folder.load('checkpoint.bin'), undefined);
  });

  it('come the latest first, and what cannot be read is none', async () => {
    for (const name of ['a', 'abc', 'ab']) await new LessonStore(parent).create(plan(name));
    files.set('/storage/lessons/broken/lesson.json', new TextEncoder().encode('{'));
    const found = await new LessonStore(parent).list();
    assert.deepEqual(
      found.map((one) => one.plan.result),
      ['abc', 'ab', 'a'],
    );
  });

  it('keep a file whole or as it was, wherever writing it breaks off', async () => {
    const size = fc.integer({ min: 1, max: 3 });
    await fc.assert(
      fc.asyncProperty(size, size, fc.integer({ min: 1, max: 12 }), async (before, after, at) => {
        files.clear();
        const kept = new ChunkedFiles(parent, 4000);
        const old = new Uint8Array(before * 3000).fill(1);
        const fresh = new Uint8Array(after * 3000).fill(2);
        await kept.write('best.bin', old);
        failAt(at);
        const whole = await kept.write('best.bin', fresh).then(
          () => true,
          () => false,
        );
        disk.before = () => Promise.resolve();
        const read = await new ChunkedFiles(parent, 4000).read('best.bin');
        assert.ok(read, `nothing is left of either after ${at} operations`);
        const expected = read[0] === 2 ? fresh : old;
        assert.ok(Buffer.from(read).equals(Buffer.from(expected)));
        if (whole) assert.equal(read[0], 2);
      }),
      { numRuns: 40 },
    );
  });

  it('are not read where a piece is missing', async () => {
    const kept = new ChunkedFiles(parent, 4000);
    await kept.write('best.bin', new Uint8Array(9000));
    const last = [...files.keys()].filter((path) => path.endsWith('/2'));
    assert.equal(last.length, 1);
    files.set(last[0], new Uint8Array(3));
    assert.equal(await kept.read('best.bin'), undefined);
    files.delete(last[0]);
    assert.equal(await kept.read('best.bin'), undefined);
  });
});
