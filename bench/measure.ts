/** Measuring: medians over repetitions, and the product peak every share is a share of. */
import { exportModel, Graph, matmul } from '../src/graph';
import type { OnnxRuntime } from '../src/runtime';
import { openGraph } from '../src/runtime';

/** Milliseconds of each repetition, the first ones (warm-up) left out. */
export async function times(
  repetitions: number,
  warmUp: number,
  work: () => Promise<unknown>,
): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < repetitions + warmUp; i++) {
    const start = performance.now();
    await work();
    all.push(performance.now() - start);
  }
  return all.slice(warmUp);
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const [M, K, N] = [640, 512, 8000];

/** A large product, M × K × N = 640 × 512 × 8000, of the same runtime on as many threads: its GFLOPS are the peak. */
export async function productPeak(
  ort: OnnxRuntime,
  threads: number,
): Promise<{ measure(): Promise<number> }> {
  const graph = new Graph('product');
  graph.output('y', matmul(graph.input('a', 'float32', [M, K]), graph.input('b', 'float32', [K, N])));
  const session = await openGraph(ort, exportModel(graph), { threads, name: 'product' });
  const feeds = {
    a: { data: new Float32Array(M * K).fill(0.1), dims: [M, K] },
    b: { data: new Float32Array(K * N).fill(0.1), dims: [K, N] },
  };
  return {
    async measure() {
      const ms = await times(5, 1, () => session.run(feeds));
      return (2 * M * K * N) / Math.min(...ms) / 1e6;
    },
  };
}

export type Row = Record<string, string | number>;

/** A Markdown table; a row may lack what another has. */
export function table(rows: Row[]): string {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells: (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(keys),
    line(keys.map(() => '---')),
    ...rows.map((row) => line(keys.map((k) => row[k] ?? ''))),
  ].join('\n');
}
