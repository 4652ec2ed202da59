/** Textures with one line a row, for what is no longer a vector of units: rankings, candidates, what is read back. */
import type { Device, Target } from './device';
import { WebglError } from './errors';

export interface Flat extends Target {
  texture: WebGLTexture;
}

/** One texture of each purpose, made anew when more is wanted: it holds nothing from one step to the next. */
export class FlatStore {
  private readonly kept = new Map<string, Flat>();

  constructor(private readonly device: Device) {}

  get bytes(): number {
    return [...this.kept.values()].reduce((sum, { width, height }) => sum + width * height * 16, 0);
  }

  /** @throws WebglError('too-large' | 'context-lost') */
  get(purpose: string, width: number, height: number): Flat {
    const known = this.kept.get(purpose);
    if (known && known.width >= width && known.height >= height) return { ...known, width, height };
    if (known) this.delete(known);
    const size = (wanted: number, before = 0): number => 2 ** Math.ceil(Math.log2(Math.max(wanted, before)));
    const flat = this.make(size(width, known?.width), size(height, known?.height));
    this.kept.set(purpose, flat);
    return { ...flat, width, height };
  }

  dispose(): void {
    for (const flat of this.kept.values()) this.delete(flat);
    this.kept.clear();
  }

  private make(width: number, height: number): Flat {
    const { gl, limits } = this.device;
    if (Math.max(width, height) > limits.textureSize)
      throw new WebglError(
        'too-large',
        `a texture of ${width} × ${height} is too large for this graphics driver`,
      );
    const texture = this.device.texture();
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, width, height);
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    return { texture, framebuffer, width, height };
  }

  private delete({ texture, framebuffer }: Flat): void {
    this.device.gl.deleteFramebuffer(framebuffer);
    this.device.gl.deleteTexture(texture);
  }
}
