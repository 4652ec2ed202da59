import { assert } from 'chai';

/** What the engine builds on. Where one of these is missing, the tests that follow say less than they seem to. */
describe("VS Code's extension host", () => {
  it('is a web worker', () => {
    assert.isUndefined((globalThis as { document?: unknown }).document);
    assert.isFunction((globalThis as { importScripts?: unknown }).importScripts);
  });

  it('can start workers and run WebAssembly', () => {
    assert.isFunction(Worker);
    const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    assert.isTrue(WebAssembly.validate(empty));
  });

  it('has WebGL2 with textures of floats, outside of any page', () => {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    assert.isNotNull(gl, 'no WebGL2 context');
    assert.isNotNull(gl!.getExtension('EXT_color_buffer_float'));
    gl!.getExtension('WEBGL_lose_context')?.loseContext();
  });
});
