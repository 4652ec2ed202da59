/**
 * A WebGL2 context without a page: what it can do, its programs, and drawing. A draw computes one texel of the target
 * for each pixel of a rectangle.
 *
 * Not here: what is drawn (kernels/), where it lies (rows.ts).
 */
import { WebglError } from './errors';

/** A fragment shader: GLSL ES 3.00 without its version line. Equal names mean equal sources. */
export interface Kernel {
  readonly name: string;
  /** Written once, when the kernel is compiled. */
  readonly source: () => string;
}

export interface Target {
  framebuffer: WebGLFramebuffer;
  width: number;
  height: number;
}

export type Uniforms = Record<string, WebGLTexture | number | readonly number[]>;

interface Program {
  program: WebGLProgram;
  setters: [name: string, set: (value: never) => void][];
}

export interface Limits {
  textureSize: number;
  arrayLayers: number;
  /** Targets of one draw: rows that share the fetched weights. */
  drawBuffers: number;
}

/** One triangle that covers the rectangle. */
const VERTEX = `#version 300 es
void main() { gl_Position = vec4(vec2((gl_VertexID << 1) & 2, gl_VertexID & 2) * 2.0 - 1.0, 0, 1); }`;

const LEAST: Limits = { textureSize: 2048, arrayLayers: 16, drawBuffers: 4 };
/** More rows a fragment spill registers. */
const MOST_ROWS = 8;

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|warp/i;

export class Device {
  readonly limits: Limits;
  /** As the driver names itself. */
  readonly renderer: string;
  /** How often was something drawn, and read back. */
  readonly count = { draws: 0, reads: 0 };
  private readonly programs = new Map<string, Program>();
  private users = 0;
  /** All models of a worker compute in one context: shaders are compiled once. */
  private static shared: Device | undefined;

  private constructor(readonly gl: WebGL2RenderingContext) {
    const get = (name: number): number => gl.getParameter(name) as number;
    this.limits = {
      textureSize: get(gl.MAX_TEXTURE_SIZE),
      arrayLayers: get(gl.MAX_ARRAY_TEXTURE_LAYERS),
      drawBuffers: Math.min(MOST_ROWS, get(gl.MAX_DRAW_BUFFERS), get(gl.MAX_COLOR_ATTACHMENTS)),
    };
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    this.renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    gl.disable(gl.DITHER);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  }

  /**
   * The context of this worker, made when there is none or the one there was is lost. Whoever got it calls `release`.
   * @throws WebglError('unsupported') that says what is missing
   */
  static acquire(): Device {
    if (!Device.shared || Device.shared.lost) Device.shared = Device.open();
    Device.shared.users++;
    return Device.shared;
  }

  /** The last user ends the context: the driver frees all there was. */
  release(): void {
    if (--this.users > 0) return;
    if (Device.shared === this) Device.shared = undefined;
    for (const { program } of this.programs.values()) this.gl.deleteProgram(program);
    this.programs.clear();
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  private static open(): Device {
    if (typeof OffscreenCanvas === 'undefined') throw unsupported('OffscreenCanvas is missing');
    const canvas = new OffscreenCanvas(1, 1);
    const gl = canvas.getContext('webgl2', {
      antialias: false,
      depth: false,
      powerPreference: 'high-performance',
    });
    if (!gl) throw unsupported('there is no WebGL2 context');
    // Without it the browser would never restore anything; a new context is made instead, at the next use.
    canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    if (!gl.getExtension('EXT_color_buffer_float'))
      throw unsupported('it cannot draw into textures of floats');
    const device = new Device(gl);
    for (const [name, least] of Object.entries(LEAST) as [keyof Limits, number][]) {
      if (device.limits[name] < least) throw unsupported(`${name} is ${device.limits[name]}, below ${least}`);
    }
    return device;
  }

  /** Drawn by the processor: WebAssembly is faster then. */
  get software(): boolean {
    return SOFTWARE.test(this.renderer);
  }

  get lost(): boolean {
    return this.gl.isContextLost();
  }

  /** @throws WebglError('context-lost') */
  assertAlive(): void {
    if (this.lost) throw new WebglError('context-lost', 'the graphics driver took the WebGL context away');
  }

  /** @throws WebglError('compile' | 'context-lost') when it is the first of its kernel and the driver refuses it */
  draw(kernel: Kernel, target: Target, uniforms: Uniforms): void {
    const { gl } = this;
    const { program, setters } = this.programOf(kernel);
    gl.useProgram(program);
    for (const [name, set] of setters) set(uniforms[name] as never);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
    gl.viewport(0, 0, target.width, target.height);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    this.count.draws++;
  }

  /** Four floats a texel, from the first attachment. @throws WebglError('context-lost') */
  read({ framebuffer, width, height }: Target): Float32Array {
    const { gl } = this;
    const data = new Float32Array(width * height * 4);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, data);
    this.count.reads++;
    this.assertAlive();
    return data;
  }

  /** @throws WebglError('context-lost') */
  texture(target: GLenum = this.gl.TEXTURE_2D): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.bindTexture(target, texture);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(target, filter, gl.NEAREST);
    for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
      gl.texParameteri(target, wrap, gl.CLAMP_TO_EDGE);
    this.assertAlive();
    return texture;
  }

  private programOf(kernel: Kernel): Program {
    const known = this.programs.get(kernel.name);
    if (known) return known;
    const program = this.compile(kernel);
    const made = { program, setters: this.setters(program) };
    this.programs.set(kernel.name, made);
    return made;
  }

  private compile({ name, source }: Kernel): WebGLProgram {
    const { gl } = this;
    const program = gl.createProgram();
    for (const [type, text] of [
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, `#version 300 es\n${source()}`],
    ] as const) {
      const shader = gl.createShader(type) as WebGLShader;
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
      gl.deleteShader(shader);
    }
    gl.linkProgram(program);
    this.assertAlive();
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
      const [, fragment] = gl.getAttachedShaders(program) ?? [];
      const why = (fragment && gl.getShaderInfoLog(fragment)) || gl.getProgramInfoLog(program);
      throw new WebglError('compile', `the graphics driver refuses the shader ${name}: ${why?.trim()}`);
    }
    return program;
  }

  /** How to set each uniform, by the type the shader gives it; textures get a unit each. */
  private setters(program: WebGLProgram): Program['setters'] {
    const { gl } = this;
    const kinds: Record<number, (at: WebGLUniformLocation) => (value: never) => void> = {
      [gl.INT]: (at) => (value: number) => gl.uniform1i(at, value),
      [gl.FLOAT]: (at) => (value: number) => gl.uniform1f(at, value),
      [gl.INT_VEC2]: (at) => (value: number[]) => gl.uniform2iv(at, value),
      [gl.INT_VEC3]: (at) => (value: number[]) => gl.uniform3iv(at, value),
      [gl.INT_VEC4]: (at) => (value: number[]) => gl.uniform4iv(at, value),
    };
    let units = 0;
    const count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) as number;
    gl.useProgram(program);
    return Array.from({ length: count }, (_, i) => {
      const { name, type } = gl.getActiveUniform(program, i) as WebGLActiveInfo;
      const at = gl.getUniformLocation(program, name) as WebGLUniformLocation;
      if (type in kinds) return [name, kinds[type](at)];
      const unit = units++;
      gl.uniform1i(at, unit);
      const target = type === gl.SAMPLER_2D_ARRAY ? gl.TEXTURE_2D_ARRAY : gl.TEXTURE_2D;
      const bind = (texture: WebGLTexture): void => {
        gl.activeTexture(gl.TEXTURE0 + unit);
        gl.bindTexture(target, texture);
      };
      return [name, bind];
    });
  }
}

const unsupported = (what: string): WebglError =>
  new WebglError('unsupported', `WebGL cannot be used here: ${what}`);
