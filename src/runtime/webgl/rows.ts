/**
 * Activations: one vector a row, in a texture array. Row r lies in layer r mod `perTile`, tile r div `perTile`; the
 * tiles stand one above the other. So one draw with `perTile` targets computes all rows, however many they are, and
 * every weight that it fetches serves `perTile` rows.
 */
import type { Device, Target } from './device';
import { WebglError } from './errors';
import type { Layout } from './layout';

interface Slab {
  readonly key: string;
  readonly bytes: number;
  readonly texture: WebGLTexture;
  readonly framebuffers: Map<string, WebGLFramebuffer>;
}

export interface Rows {
  readonly layout: Layout;
  readonly count: number;
  readonly perTile: number;
  /** Vectors of a row: an LSTM has two, H in the first `perTile` layers and C in those that follow. */
  readonly values: number;
  readonly tiles: number;
  readonly slab: Slab;
}

/** What of a pool may lie unused. */
const MAX_FREE_BYTES = 64 << 20;

export class Pool {
  private readonly free = new Map<string, Slab[]>();
  private freeBytes = 0;
  private readonly all = new Set<Slab>();

  constructor(private readonly device: Device) {}

  /** Bytes of all textures, in use and free. */
  get bytes(): number {
    return [...this.all].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Textures in use. */
  get taken(): number {
    return this.all.size - [...this.free.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** @throws WebglError('too-large' | 'context-lost') */
  take(layout: Layout, count: number, perTile: number, values = 1): Rows {
    const tiles = Math.ceil(count / perTile);
    const height = layout.lines * powerOfTwo(tiles);
    const slab = this.slab(layout.width, height, perTile * values);
    return { layout, count, perTile, values, tiles, slab };
  }

  /** As `take`, all 0. */
  zeros(layout: Layout, count: number, perTile: number, values = 1): Rows {
    const rows = this.take(layout, count, perTile, values);
    const { gl } = this.device;
    const layers = perTile * values;
    for (let first = 0; first < layers; first += this.device.limits.drawBuffers) {
      const some = Math.min(this.device.limits.drawBuffers, layers - first);
      gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffer(rows.slab, first, some));
      for (let i = 0; i < some; i++) gl.clearBufferfv(gl.COLOR, i, [0, 0, 0, 0]);
    }
    return rows;
  }

  /** Must not be used afterwards. */
  give({ slab }: Rows): void {
    if (this.freeBytes + slab.bytes > MAX_FREE_BYTES) return this.delete(slab);
    this.freeBytes += slab.bytes;
    const list = this.free.get(slab.key);
    if (list) list.push(slab);
    else this.free.set(slab.key, [slab]);
  }

  /** The rectangle of all tiles, in `count` layers from `first` on; all of them where nothing is said. */
  target(rows: Rows, first = 0, count = rows.perTile * rows.values): Target {
    const { layout, tiles, slab } = rows;
    return {
      framebuffer: this.framebuffer(slab, first, count),
      width: layout.width,
      height: layout.lines * tiles,
    };
  }

  dispose(): void {
    for (const slab of this.all) this.delete(slab);
    this.free.clear();
    this.freeBytes = 0;
  }

  private slab(width: number, height: number, layers: number): Slab {
    const key = `${width}×${height}×${layers}`;
    const known = this.free.get(key)?.pop();
    if (known) {
      this.freeBytes -= known.bytes;
      return known;
    }
    const { textureSize, arrayLayers } = this.device.limits;
    if (height > textureSize || layers > arrayLayers)
      throw new WebglError('too-large', `a texture of ${key} is too large for this graphics driver`);
    const { gl } = this.device;
    const texture = this.device.texture(gl.TEXTURE_2D_ARRAY);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA32F, width, height, layers);
    const slab = { key, bytes: width * height * layers * 16, texture, framebuffers: new Map() };
    this.all.add(slab);
    return slab;
  }

  private framebuffer(slab: Slab, first: number, count: number): WebGLFramebuffer {
    const key = `${first}+${count}`;
    const known = slab.framebuffers.get(key);
    if (known) return known;
    const { gl } = this.device;
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    const attachments = Array.from({ length: count }, (_, i) => gl.COLOR_ATTACHMENT0 + i);
    attachments.forEach((attachment, i) => {
      gl.framebufferTextureLayer(gl.FRAMEBUFFER, attachment, slab.texture, 0, first + i);
    });
    gl.drawBuffers(attachments);
    slab.framebuffers.set(key, framebuffer);
    return framebuffer;
  }

  private delete(slab: Slab): void {
    const { gl } = this.device;
    for (const framebuffer of slab.framebuffers.values()) gl.deleteFramebuffer(framebuffer);
    gl.deleteTexture(slab.texture);
    this.all.delete(slab);
  }
}

/** Sizes in few steps, so that what one step of a search gives back fits the next. */
const powerOfTwo = (n: number): number => 2 ** Math.ceil(Math.log2(n));
