import assert from 'node:assert/strict';
import { architectures } from '../../rnn/architectures';
import { built } from './built';
import { Chromium } from './chromium';

describe('memory of the WebGL engine', function () {
  this.timeout(900_000);
  let chromium: Chromium;
  before(async () => {
    chromium = await Chromium.open();
  });
  after(() => chromium?.close());

  /** JavaScript's, after a collection. */
  async function heap(): Promise<number> {
    const session = await chromium.page.context().newCDPSession(chromium.page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await session.detach();
    return usedSize;
  }

  it('is after 4,000 steps of two models what it was before, and all given back at the end', async () => {
    const names = ['additive attention', 'plain LSTM, two layers'];
    for (const name of names) {
      const { wire, onnxruntime } = await built(architectures[name], 'float32', 1);
      await onnxruntime.dispose();
      await chromium.call('open', name, wire);
      await chromium.call('walk', name, 200);
    }
    const usage = () => Promise.all(names.map((name) => chromium.call('usage', name)));
    const before = await usage();
    const heapBefore = await heap();
    for (const name of names) await chromium.call('walk', name, 2000);
    const after = await usage();
    const heapAfter = await heap();
    after.forEach(({ weights, working, taken, error }, i) => {
      assert.deepEqual([weights, working], [before[i].weights, before[i].working], names[i]);
      assert.equal(taken, 0, 'textures in use');
      assert.equal(error, 0, 'an error of WebGL');
    });
    assert.ok(heapAfter - heapBefore < 300_000, `JavaScript: ${heapBefore} bytes before, ${heapAfter} after`);
    for (const name of names) await chromium.call('close', name);
    assert.ok(await chromium.call('contextEnded'), 'the context lives on without users');
  });
});
