/**
 * A training run from start to end: updates, measurements on the development set, checkpoints, early stopping,
 * averaging. Files and the terminal are the caller's (RunHost); so is stopping (an AbortSignal).
 */
import type { Example } from './batches';
import type { Recipe } from './recipe';
import type { StepReport, Trainer, TrainerState } from './trainer';

export interface Measurement {
  step: number;
  epoch: number;
  /** Mean negative log-likelihood of a development token, without label smoothing. */
  developmentLoss: number;
  /** Development BLEU, where the caller measures it. */
  bleu?: number;
}

/** What a run keeps beside the trainer's own state. */
export interface RunState {
  measurements: Measurement[];
  /** Measurements since the best. */
  stale: number;
  targetTokens: number;
  seconds: number;
  /** What the stages before this one took. */
  earlier?: { steps: number; targetTokens: number; seconds: number };
}

export interface Progress {
  report: StepReport;
  /** Smoothed over the last updates. */
  loss: number;
  tokensPerSecond: number;
  secondsLeft: number;
}

export interface RunHost {
  progress(progress: Progress): void;
  measured(measurement: Measurement): void;
  /** Must write all or nothing: a kill in between leaves the checkpoint before. */
  saveCheckpoint(state: TrainerState, run: RunState): Promise<void>;
  saveBest(parameters: Float32Array): Promise<void>;
  loadBest(): Promise<Float32Array>;
  /** Development BLEU of these parameters; left out where nobody wants to wait for it. */
  bleu?(parameters: Float32Array): Promise<number>;
}

export interface RunOptions {
  trainer: Trainer;
  development: Example[];
  recipe: Recipe['training'];
  host: RunHost;
  signal: AbortSignal;
  checkpointSeconds: number;
  resumed?: RunState;
}

export interface RunResult {
  /** false: stopped by the signal; the checkpoint has been written. */
  finished: boolean;
  run: RunState;
  /** What to ship: the best of the last, the best and the averaged parameters, by development loss. */
  parameters: Float32Array;
  developmentLoss: number;
  choice: 'last' | 'best' | 'averaged';
}

const NEW_RUN: RunState = { measurements: [], stale: 0, targetTokens: 0, seconds: 0 };

/** @throws TrainError('diverged') from the trainer; the last checkpoint stays */
export async function runTraining(options: RunOptions): Promise<RunResult> {
  const { trainer, recipe, host, signal, development } = options;
  const run: RunState = structuredClone(options.resumed ?? NEW_RUN);
  const clock = new Clock(run);
  const stepsBefore = trainer.stepsDone;
  let saved = performance.now();
  let stopped = signal.aborted;
  while (!stopped && trainer.stepsDone < recipe.steps && run.stale < recipe.patience) {
    const report = await trainer.update();
    host.progress(clock.tick(report, recipe.steps));
    const due = report.step % recipe.validateEvery === 0 || report.step === recipe.steps;
    if (due && development.length > 0) await measure(options, run, report);
    stopped = signal.aborted;
    if (performance.now() - saved > options.checkpointSeconds * 1000) {
      await host.saveCheckpoint(trainer.state(), run);
      saved = performance.now();
    }
  }
  await host.saveCheckpoint(trainer.state(), run);
  const finished = !stopped;
  // Who stops a run wants it to stop: the parameters are not measured again, unless nothing else was asked for.
  const interrupted = stopped && trainer.stepsDone > stepsBefore;
  return { finished, run, ...(interrupted ? lastOf(trainer) : await choose(options)) };
}

async function measure(
  { trainer, development, recipe, host }: RunOptions,
  run: RunState,
  report: StepReport,
): Promise<void> {
  if (report.step >= recipe.averageFrom * recipe.steps) trainer.addToAverage();
  const developmentLoss = await trainer.validationLoss(development);
  const bleu = await host.bleu?.(trainer.current);
  const measurement: Measurement = { step: report.step, epoch: report.epoch, developmentLoss, bleu };
  const best = Math.min(...run.measurements.map((before) => before.developmentLoss));
  run.measurements.push(measurement);
  host.measured(measurement);
  run.stale = developmentLoss < best ? 0 : run.stale + 1;
  if (run.stale === 0) await host.saveBest(trainer.current);
}

const lastOf = (trainer: Trainer): Omit<RunResult, 'finished' | 'run'> => ({
  choice: 'last',
  parameters: trainer.current,
  developmentLoss: NaN,
});

async function choose({
  trainer,
  development,
  host,
}: RunOptions): Promise<Omit<RunResult, 'finished' | 'run'>> {
  if (development.length === 0) return lastOf(trainer);
  const candidates = [
    { choice: 'averaged' as const, parameters: trainer.averaged() },
    { choice: 'best' as const, parameters: await host.loadBest().catch(() => trainer.current) },
    { choice: 'last' as const, parameters: trainer.current },
  ];
  const measured = [];
  for (const candidate of candidates) {
    measured.push({
      ...candidate,
      developmentLoss: await trainer.validationLoss(development, candidate.parameters),
    });
  }
  return measured.reduce((best, candidate) =>
    candidate.developmentLoss < best.developmentLoss ? candidate : best,
  );
}

/** Counts time and tokens, and smooths what is shown. */
class Clock {
  private before = performance.now();
  private loss = NaN;
  private speed = NaN;

  constructor(private readonly run: RunState) {}

  tick(report: StepReport, steps: number): Progress {
    const now = performance.now();
    const seconds = (now - this.before) / 1000;
    this.before = now;
    this.run.seconds += seconds;
    this.run.targetTokens += report.targetTokens;
    this.loss = smooth(this.loss, report.loss);
    this.speed = smooth(this.speed, report.targetTokens / seconds);
    const perStep = this.run.seconds / report.step;
    return {
      report,
      loss: this.loss,
      tokensPerSecond: this.speed,
      secondsLeft: perStep * (steps - report.step),
    };
  }
}

function smooth(before: number, now: number): number {
  return Number.isNaN(before) ? now : 0.98 * before + 0.02 * now;
}
