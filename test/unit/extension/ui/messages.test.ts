import '../fake-vscode';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EditError } from '../../../../src/extension/documents/edits';
import { EngineClientError } from '../../../../src/extension/engine/engine-errors';
import { sentenceFor } from '../../../../src/extension/ui/messages';
import { ModelStoreError } from '../../../../src/extension/models/model-store';
import { SettingsError } from '../../../../src/extension/settings';
import { ModelError } from '../../../../src/models';
import { DocumentError } from '../../../../src/text';
import { RuntimeError } from '../../../../src/runtime';
import { RemoteError, toWire } from '../../../../src/rpc/errors';

/** As it arrives from the engine. */
const remote = (error: Error): RemoteError => new RemoteError(toWire(error));

const RANGE = { min: 1, max: 64 };

const FAILURES: Error[] = [
  new SettingsError('unknown-model', 'interlinear.model', 'fr-en', ['en-fr']),
  new SettingsError('not-a-number', 'interlinear.beamSize', 'five', RANGE),
  new SettingsError('not-an-integer', 'interlinear.beamSize', 2.5, RANGE),
  new SettingsError('out-of-range', 'interlinear.beamSize', 65, RANGE),
  ...(['no-editor', 'nothing-selected', 'no-words', 'read-only', 'changed', 'closed'] as const).map(
    (code) => new EditError(code),
  ),
  new ModelStoreError('unreadable', 'en-fr', 'decoder.onnx', 'ENOENT'),
  new ModelStoreError('card', 'en-fr', 'model.json', 'not JSON'),
  ...(['start', 'crashed', 'stopped', 'cancelled', 'disposed'] as const).map(
    (code) => new EngineClientError(code, 'for the log'),
  ),
  remote(new ModelError('missing', 'decoder.onnx', 'for the log')),
  remote(new ModelError('too-big', 'decoder.onnx', 'for the log')),
  remote(new ModelError('changed', 'decoder.onnx', 'for the log')),
  remote(new RuntimeError('load', 'for the log')),
  remote(new RuntimeError('run', 'for the log')),
  remote(new DocumentError('unknown-format', 'for the log')),
  remote(new DocumentError('malformed', 'what the parser says')),
];

describe('what failed', () => {
  it('is told in whole sentences that are filled in', () => {
    for (const error of FAILURES) {
      const sentence = sentenceFor(error);
      assert.match(sentence, /^\p{Lu}.*\.$/su, `${error.name}: ${error.message}`);
      assert.doesNotMatch(sentence, /\{\d\}|undefined|for the log/, sentence);
    }
  });

  it('is told apart', () => {
    const sentences = FAILURES.filter(({ message }) => !/not-a-number|out-of-range/.test(message)).map(
      sentenceFor,
    );
    assert.equal(new Set(sentences).size, sentences.length);
  });

  it('names the setting, what it is and what it may be', () => {
    const sentence = sentenceFor(new SettingsError('out-of-range', 'interlinear.beamSize', 65, RANGE));
    for (const part of ['interlinear.beamSize', '65', '1', '64'])
      assert.ok(sentence.includes(part), sentence);
  });

  it('names the file at fault', () => {
    for (const error of FAILURES.filter(({ name }) => /^Model/.test(name)))
      assert.match(sentenceFor(error), /decoder\.onnx|model\.json/);
  });

  it('gives the reason of an error that nobody foresaw', () => {
    assert.match(sentenceFor(remote(new Error('the disc is full'))), /the disc is full/);
  });

  it('is a sentence whatever was thrown', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withSparseArray: true }), (thrown) => {
        assert.ok(sentenceFor(thrown).length > 0);
      }),
    );
  });
});
