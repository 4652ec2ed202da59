import assert from 'node:assert/strict';
import { BackendChoices } from '../../../../src/extension/engine/backend-choices';
import { readValue } from '../../../../src/extension/settings';

class Store {
  readonly values = new Map<string, unknown>();
  get(key: string): unknown {
    return this.values.get(key);
  }
  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  }
}

const measured = (key: string) => ({
  key,
  backend: 'webgl' as const,
  milliseconds: { webgl: 1, wasm: 3 },
  tuning: { rows: 5, batchRows: 8, group: 4, slices: 1, weights: 'int8' as const },
});

describe('choices of backends', () => {
  it('are remembered for each model, beside the others', async () => {
    const store = new Store();
    const choices = new BackendChoices(store, () => 'auto');
    assert.deepEqual(choices.preference('en-fr'), { setting: 'auto' });
    await choices.remember('en-fr', measured('a'));
    await choices.remember('en-fill', measured('b'));
    assert.deepEqual(choices.preference('en-fr'), { setting: 'auto', remembered: measured('a') });
    assert.deepEqual(choices.preference('en-fill').remembered?.key, 'b');
  });

  it('follow the setting of the moment; one that makes no sense is auto', () => {
    let setting: unknown = 'webgl';
    const choices = new BackendChoices(new Store(), () => readValue('engine', setting));
    assert.equal(choices.preference('en-fr').setting, 'webgl');
    for (const wrong of ['cuda', null, 7, {}]) {
      setting = wrong;
      assert.equal(choices.preference('en-fr').setting, 'auto');
    }
  });

  it('that another version left behind, or somebody edited, count as not remembered', () => {
    const { tuning, ...rest } = measured('a');
    const broken = [
      7,
      null,
      [],
      { ...rest, backend: 'cuda' },
      { ...rest, key: 3 },
      { ...rest, milliseconds: { webgl: 1 } },
      { ...rest, tuning: null },
      { ...rest, tuning: { ...tuning, rows: 1e9 } },
      { ...rest, tuning: { ...tuning, slices: undefined } },
      { ...rest, tuning: { ...tuning, weights: 'float8' } },
    ];
    for (const value of broken) {
      const store = new Store();
      store.values.set('backends', { 'en-fr': value });
      assert.equal(new BackendChoices(store, () => 'auto').preference('en-fr').remembered, undefined);
    }
    const store = new Store();
    store.values.set('backends', 'nonsense');
    assert.deepEqual(new BackendChoices(store, () => 'auto').preference('en-fr'), { setting: 'auto' });
  });
});
