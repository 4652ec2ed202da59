/** The tests inside VS Code's extension host (test/host), in a headless browser. Wants the bundles of `npm run build`. */
import { runHostSuite } from './host-suite';
import { stageHostTests } from './stage';
import type { Totals } from './totals';
import { reportTotals, sum } from './totals';

async function main(): Promise<void> {
  const all: Totals[] = [];
  for (const engine of ['stand-in', 'shipped'] as const) {
    const { extension, tests } = await stageHostTests(engine);
    all.push(await runHostSuite(extension, tests));
  }
  const totals = sum(all);
  reportTotals(totals);
  process.exit(totals.failed === 0 ? 0 : 1);
}

void main();
