/** Archives that a user wants to add as a model. */
import '../fake-vscode';
import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import { filesOfZip } from '../../../../src/extension/models/model-files';
import { ModelStoreError } from '../../../../src/extension/models/model-store';

const card = strToU8(JSON.stringify({ id: 'x', files: { 'encoder.onnx': {}, 'model.json': {} } }));
const encoder = Uint8Array.of(1, 2, 3);

const refusal = (archive: Uint8Array): [string, string] => {
  try {
    filesOfZip('a.zip', archive);
  } catch (error) {
    assert.ok(error instanceof ModelStoreError);
    return [error.code, error.file];
  }
  return assert.fail('was taken');
};

describe('a model in a .zip file', () => {
  it('is at its top or in its one folder; nothing else is unpacked', () => {
    const others = { 'readme.txt': strToU8('x'), '../evil.onnx': encoder };
    for (const archive of [
      zipSync({ 'model.json': card, 'encoder.onnx': encoder, ...others }),
      zipSync({ model: { 'model.json': card, 'encoder.onnx': encoder }, ...others }),
    ]) {
      const files = filesOfZip('a.zip', archive);
      assert.deepEqual(Object.keys(files).sort(), ['encoder.onnx', 'model.json']);
      assert.deepEqual(files['encoder.onnx'], encoder);
    }
  });

  it('is refused, with the file at fault, when it is none or lacks something', () => {
    assert.deepEqual(refusal(Uint8Array.of(1, 2, 3)), ['unreadable', 'a.zip']);
    assert.deepEqual(refusal(zipSync({ 'a.txt': encoder })), ['unreadable', 'model.json']);
    assert.deepEqual(refusal(zipSync({ 'model.json': card })), ['unreadable', 'encoder.onnx']);
    assert.deepEqual(refusal(zipSync({ 'model.json': strToU8('{') })), ['card', 'model.json']);
    const outside = strToU8(JSON.stringify({ files: { '../a.onnx': {} } }));
    assert.deepEqual(refusal(zipSync({ 'model.json': outside, '../a.onnx': encoder })), [
      'card',
      'model.json',
    ]);
  });
});
