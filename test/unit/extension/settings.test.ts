import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import manifest from '../../../package.json';
import { readSettings, SettingsError } from '../../../src/extension/settings';
import { SCHEMA } from '../../../src/extension/settings-schema';

const { properties } = manifest.contributes.configuration;

const read = (values: Record<string, unknown>) => {
  const given: Record<string, unknown> = { model: 'en-fr', ...values };
  const settings = readSettings((name) => given[name]);
  settings.checkModel(['en-fr', 'zh-en']);
  return settings;
};

describe('settings', () => {
  it('that are not set are left to the model', () => {
    assert.deepEqual(read({ beamSize: null, maxLength: undefined }).decoding, {});
    assert.equal(read({ model: undefined }).model, 'auto');
  });

  it('of the manifest are valid as they are by default', () => {
    const defaults = Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key.replace('interlinear.', ''), value.default]),
    );
    const { checkModel, ...byDefault } = readSettings((name) => defaults[name]);
    const empty = Object.fromEntries(
      Object.entries(readSettings(() => undefined)).filter(([key]) => key !== 'checkModel'),
    );
    assert.deepEqual(byDefault, empty);
    checkModel([]);
  });

  it('pass at both ends of their range', () => {
    assert.deepEqual(read({ beamSize: 1, lengthPenalty: 0, maxLength: 1000 }).decoding, {
      beamSize: 1,
      lengthPenalty: 0,
      maxLength: 1000,
    });
  });

  const refused: [Record<string, unknown>, string, string][] = [
    [{ beamSize: 0 }, 'interlinear.beamSize', 'out-of-range'],
    [{ beamSize: 65 }, 'interlinear.beamSize', 'out-of-range'],
    [{ beamSize: 2.5 }, 'interlinear.beamSize', 'not-an-integer'],
    [{ beamSize: '5' }, 'interlinear.beamSize', 'not-a-number'],
    [{ lengthPenalty: -0.1 }, 'interlinear.lengthPenalty', 'out-of-range'],
    [{ lengthPenalty: NaN }, 'interlinear.lengthPenalty', 'not-a-number'],
    [{ lengthPenalty: Infinity }, 'interlinear.lengthPenalty', 'out-of-range'],
    [{ 'completion.temperature': 2.5 }, 'interlinear.completion.temperature', 'out-of-range'],
    [{ 'completion.topP': 0 }, 'interlinear.completion.topP', 'out-of-range'],
    [{ maxLength: {} }, 'interlinear.maxLength', 'not-a-number'],
    [{ model: 'fr-en' }, 'interlinear.model', 'unknown-model'],
    [{ model: 5 }, 'interlinear.model', 'unknown-model'],
    [{ 'completion.delay': -1 }, 'interlinear.completion.delay', 'out-of-range'],
    [{ 'completion.words': 0 }, 'interlinear.completion.words', 'out-of-range'],
  ];
  for (const [values, setting, code] of refused) {
    it(`refuses ${Object.keys(values)[0]} = ${String(Object.values(values)[0])}`, () => {
      assert.throws(() => read(values), { name: 'SettingsError', setting, code });
    });
  }

  it('name the file of kept translations, or leave it where it is', () => {
    const file = (memoryFile: unknown): string => read({ memoryFile }).memoryFile;
    assert.equal(file('docs/memory.tsv'), 'docs/memory.tsv');
    for (const none of [7, null, {}]) assert.equal(file(none), '.interlinear/memory.tsv');
  });

  it('of any value are read within their ranges or refused', () => {
    const anything = fc.oneof(fc.double(), fc.integer(), fc.anything());
    const values = fc.record(
      { beamSize: anything, lengthPenalty: anything, maxLength: anything },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(values, (given) => {
        try {
          for (const [name, value] of Object.entries(read(given).decoding)) {
            const { minimum, maximum } = SCHEMA[name as 'beamSize' | 'lengthPenalty' | 'maxLength'];
            assert.ok(value >= minimum && value <= maximum, `${name}: ${value}`);
          }
        } catch (error) {
          assert.ok(error instanceof SettingsError, String(error));
        }
      }),
    );
  });
});
