/**
 * The plan of a draw: for each row two entries, (layer, tile, present, token) and (sentence, its length, 0, 0), and the
 * words asked for. Uploaded once a step, read by every kernel.
 */
import type { Device } from './device';
import { WebglError } from './errors';
import { LINE } from './kernels/glsl';

const LINES = 256;

export class Plan {
  readonly texture: WebGLTexture;

  constructor(private readonly device: Device) {
    const { gl } = device;
    this.texture = device.texture();
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32I, LINE, LINES);
  }

  /** @param entries four integers each. @throws WebglError('too-large') */
  upload(entries: Int32Array): void {
    const { gl } = this.device;
    const lines = Math.ceil(entries.length / 4 / LINE);
    if (lines > LINES)
      throw new WebglError('too-large', `${entries.length / 8} rows are more than ${(LINE * LINES) / 2}`);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    if (lines === 1) return this.part(entries, entries.length / 4, 1);
    const whole = new Int32Array(lines * LINE * 4);
    whole.set(entries);
    this.part(whole, LINE, lines);
  }

  private part(entries: Int32Array, width: number, height: number): void {
    const { gl } = this.device;
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA_INTEGER, gl.INT, entries);
  }
}
