/** The learning rate over a run: a linear warm-up, then half a cosine down to zero (Loshchilov & Hutter 2017). */
export function learningRateAt(
  step: number,
  options: { learningRate: number; warmupSteps: number; steps: number },
): number {
  const { learningRate, warmupSteps, steps } = options;
  if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
  const progress = Math.min(1, (step - warmupSteps) / Math.max(1, steps - warmupSteps));
  return (learningRate * (1 + Math.cos(Math.PI * progress))) / 2;
}
