/**
 * Training: whole updates (forward, backward, clipping, Adam) of the network of research/training.md, in target tokens a
 * second and as a share of the product peak measured before, between and after in the same run. Where the machine has
 * PyTorch, the same network in PyTorch (peer_torch.py) is timed before and after, and the two are compared.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ort } from '../src/node/onnxruntime';
import type { Architecture } from '../src/rnn';
import { openGraph } from '../src/runtime';
import type { Example } from '../src/train';
import { Trainer } from '../src/train';
import { Random } from '../src/random';
import type { Row } from './measure';
import { median, productPeak } from './measure';

const [BATCH, STEPS, E, H, V] = [64, 12, 256, 512, 8000];
const UPDATES = 12;

const architecture: Architecture = {
  sourceVocabulary: V,
  targetVocabulary: V,
  embedding: E,
  encoder: { layers: [{ cell: 'gru', hidden: E, bidirectional: true, linearBeforeReset: true }] },
  decoder: {
    layers: [
      { cell: 'gru', hidden: H, linearBeforeReset: true },
      { cell: 'gru', hidden: H, linearBeforeReset: true },
    ],
  },
  attention: { score: 'multiplicative', size: E, inputFeeding: false },
};

/**
 * Multiply-adds of the products of one forward pass a target token, source and target being of one length: encoder (two
 * directions), decoder, keys, queries, scores and contexts, readout, output layer. Backward takes twice as many, for
 * the gradients of either operand; a multiply-add is two operations.
 */
function multiplyAdds(): number {
  const encoder = 2 * (E * 3 * E + E * 3 * E);
  const D = 2 * E;
  const decoder = E * 3 * H + H * 3 * H + (H + D) * 3 * H + H * 3 * H;
  const attention = D * E + H * E + STEPS * E + STEPS * D;
  return encoder + decoder + attention + (H + D) * E + E * V;
}

export async function benchTraining(threads: number): Promise<Row[]> {
  const random = new Random(1);
  const ids = (): Int32Array => Int32Array.from({ length: STEPS - 1 }, () => 4 + random.below(V - 4));
  const examples: Example[] = Array.from({ length: BATCH * 4 }, () => ({ source: ids(), target: ids() }));
  const trainer = await Trainer.create(
    (bytes, name) => openGraph(ort, bytes, { threads, name }),
    architecture,
    examples,
    { pad: 0, bos: 1, eos: 2 },
    {
      seed: 1,
      batchTokens: BATCH * STEPS,
      steps: 1000,
      learningRate: 1e-3,
      warmupSteps: 10,
      dropout: 0.2,
      labelSmoothing: 0.1,
      beta1: 0.9,
      beta2: 0.998,
      epsilon: 1e-8,
      clipNorm: 1,
    },
  );
  const peersBefore = peerSpeed(threads);
  const peak = await productPeak(ort, threads);
  const peaks: number[] = [];
  const speeds: number[] = [];
  for (let i = 0; i < UPDATES + 3; i++) {
    if (i % 4 === 0) peaks.push(await peak.measure());
    const start = performance.now();
    const { targetTokens } = await trainer.update();
    if (i >= 3) speeds.push(targetTokens / (performance.now() - start));
  }
  const parameters = trainer.current.length;
  await trainer.dispose();
  const tokensPerSecond = median(speeds) * 1000;
  const peers = [peersBefore, peerSpeed(threads)].filter((speed) => speed !== undefined);
  const gflops = (tokensPerSecond * 6 * multiplyAdds()) / 1e9;
  return [
    {
      'training (onnxruntime-node)': `${BATCH} × ${STEPS}, E ${E}, H ${H}, V ${V}, ${(parameters / 1e6).toFixed(1)} M parameters`,
      threads,
      'target tokens/s': Math.round(tokensPerSecond),
      GFLOPS: gflops.toFixed(0),
      'product peak': median(peaks).toFixed(0),
      share: `${((100 * gflops) / median(peaks)).toFixed(0)} %`,
      'PyTorch, tokens/s': peers.length > 0 ? Math.round(median(peers)) : 'not installed',
      'times PyTorch': peers.length > 0 ? (tokensPerSecond / median(peers)).toFixed(2) : '–',
    },
  ];
}

/** Target tokens a second of the peer; undefined on a machine without PyTorch. */
function peerSpeed(threads: number): number | undefined {
  const args = [threads, BATCH, STEPS, E, H, V, UPDATES].map(String);
  const { status, stdout } = spawnSync('python3', [join(__dirname, 'peer_torch.py'), ...args], {
    encoding: 'utf8',
  });
  return status === 0 ? (JSON.parse(stdout) as { tokensPerSecond: number }).tokensPerSecond : undefined;
}
