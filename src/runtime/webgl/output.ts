/** The best words of each row: the draws of kernels/output.ts, and what they read back, taken apart. */
import type { Compute } from './compute';
import { rowsUniform } from './compute';
import type { Uniforms } from './device';
import type { Flat } from './flat';
import { FlatStore } from './flat';
import { candidates, FOUND_WIDTH, groups, logits, ranking, result } from './kernels/output';
import type { OutputVariant } from './kernels/output';
import type { Layout } from './layout';
import { layoutOf, texelsOf } from './layout';
import type { Embedding } from './network';
import { Plan } from './plan';
import type { Rows } from './rows';
import { bestOf } from './top-k';

export interface BestRequest {
  k: number;
  /** Words asked for, so many each row. */
  probes: Int32Array | undefined;
  /** Positions of the memory, whose attention is wanted; 0 where there is none. */
  positions: number;
}

export interface BestWords {
  /** R × k, best first, equal ones by number. */
  tokens: Int32Array;
  logProbs: Float32Array;
  probeLogProbs: Float32Array | undefined;
  /** R × positions */
  attention: Float32Array | undefined;
}

/** How many best words the GPU finds itself; each number is a shader of its own. Beyond, all logits are read back. */
const MOST = [8, 16, 32];

export class Output {
  private readonly flat: FlatStore;
  private readonly probes: Plan;

  constructor(
    private readonly compute: Compute,
    private readonly embedding: Embedding,
    private readonly options: { group: number; vocabulary: number },
  ) {
    this.flat = new FlatStore(compute.device);
    this.probes = new Plan(compute.device);
  }

  get bytes(): number {
    return this.flat.bytes;
  }

  dispose(): void {
    this.flat.dispose();
    this.compute.device.gl.deleteTexture(this.probes.texture);
  }

  /** @throws WebglError('too-large' | 'context-lost') */
  best(readout: Rows, scores: Rows | undefined, request: BestRequest): BestWords {
    const most = MOST.find((n) => n >= request.k);
    const attention = request.positions > 0 ? scores : undefined;
    return most === undefined
      ? this.ofAll(readout, attention, request)
      : this.found(readout, attention, request, most);
  }

  /** Without the logits ever being stored. */
  private found(x: Rows, scores: Rows | undefined, request: BestRequest, most: number): BestWords {
    const { group } = this.options;
    const variant: OutputVariant = { format: this.embedding.w.format, rows: x.perTile, group, most };
    const probeCount = (request.probes?.length ?? 0) / x.count;
    if (request.probes) this.uploadProbes(request.probes);
    const ranked = this.rank(x, variant);
    const lines = Math.ceil((most * group + probeCount) / FOUND_WIDTH);
    const found = this.flat.get('candidates', FOUND_WIDTH, lines * x.count);
    this.compute.device.draw(candidates(variant), found, {
      ...this.weights(x),
      ranked: ranked.texture,
      probes: this.probes.texture,
      probeCount,
      lines,
    });
    const probeTexels = Math.ceil(probeCount / 4);
    const width = most / 2 + probeTexels + (scores ? Math.ceil(request.positions / 4) : 0);
    const read = this.flat.get('result', width, x.count);
    this.compute.device.draw(result(variant, scores !== undefined), read, {
      ranked: ranked.texture,
      found: found.texture,
      probes: this.probes.texture,
      probeCount: [probeCount, probeTexels],
      lines,
      ...(scores && rowsUniform('scores', { rows: scores })),
    });
    const data = this.compute.device.read(read);
    const line = width * 4;
    const part = (from: number, size: number) => slices(data, x.count, line, from, size);
    const pairs = part(0, 2 * request.k);
    return {
      tokens: Int32Array.from({ length: x.count * request.k }, (_, i) => pairs[2 * i]),
      logProbs: Float32Array.from({ length: x.count * request.k }, (_, i) => pairs[2 * i + 1]),
      probeLogProbs: request.probes && part(most * 2, probeCount),
      attention: scores && part(most * 2 + probeTexels * 4, request.positions),
    };
  }

  private rank(x: Rows, variant: OutputVariant): Flat {
    const { device, pool } = this.compute;
    const count = this.embedding.w.blocks / variant.group;
    const kept = pool.take(layoutOf(4 * count), x.count, x.perTile);
    device.draw(groups(variant), pool.target(kept), { ...this.weights(x), target: place(kept.layout) });
    const ranked = this.flat.get('ranking', variant.most / 4 + 1, x.count);
    device.draw(ranking(variant), ranked, rowsUniform('groups', { rows: kept }));
    pool.give(kept);
    return ranked;
  }

  /** All logits are read back: for samples and searches that want more words than the GPU ranks. */
  private ofAll(x: Rows, scores: Rows | undefined, request: BestRequest): BestWords {
    const { device } = this.compute;
    const { w } = this.embedding;
    const layout = layoutOf(4 * w.blocks);
    const all = this.flat.get('logits', layout.width, layout.lines * x.count);
    device.draw(logits(w.format, x.perTile), all, { ...this.weights(x), target: place(layout) });
    const words = bestOf(device.read(all), {
      rows: x.count,
      stride: texelsOf(layout) * 4,
      vocabulary: this.options.vocabulary,
      k: request.k,
      probes: request.probes,
    });
    // The attention comes with a result of its own: this way is not the fast one anyway.
    const attention =
      scores && this.found(x, scores, { ...request, k: 1, probes: undefined }, MOST[0]).attention;
    return { ...words, attention };
  }

  private weights(x: Rows): Uniforms {
    const { w, columns } = this.embedding;
    return { ...rowsUniform('x', { rows: x }), w: w.texture, wFold: w.fold, blocks: w.blocks, columns };
  }

  private uploadProbes(probes: Int32Array): void {
    const entries = new Int32Array(probes.length * 4);
    probes.forEach((word, i) => (entries[4 * i] = word));
    this.probes.upload(entries);
  }
}

const place = ({ width, lines }: Layout): number[] => [width, lines];

/** `size` numbers from `from` on of each of `count` lines. */
function slices(data: Float32Array, count: number, line: number, from: number, size: number): Float32Array {
  const all = new Float32Array(count * size);
  for (let row = 0; row < count; row++)
    all.set(data.subarray(row * line + from, row * line + from + size), row * size);
  return all;
}
