/** What the tests call inside Chromium, which has relaxed products: a script of steps on the WebAssembly engine. */
import { readModel } from '../../../../src/graph';
import type { KernelBuild } from '../../../../src/runtime';
import { WasmSession } from '../../../../src/runtime';
import type { Script, ScriptResult, WireModel } from '../webgl/script';
import { bytesOf } from '../webgl/script';
import { runScript } from '../run-script';

export interface WireKernels {
  relaxed: string;
  exact: string;
}

export const api = {
  /** @param build instead of what this machine takes */
  async run(
    wire: WireModel,
    kernels: WireKernels,
    script: Script,
    build?: KernelBuild,
  ): Promise<{ build: KernelBuild; results: ScriptResult[] }> {
    const binaries = { relaxed: bytesOf(kernels.relaxed), exact: bytesOf(kernels.exact) };
    const model = {
      ...wire,
      encoder: readModel(bytesOf(wire.encoder)),
      decoder: readModel(bytesOf(wire.decoder)),
    };
    const session = await WasmSession.create(binaries, model, { build });
    return { build: session.build, results: await runScript(session, script) };
  },
};

Object.assign(globalThis, { api });
