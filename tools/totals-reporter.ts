/**
 * Mocha's usual report, and beside it the totals, written to the file that TOTALS_FILE names (see ./totals.ts). Not a
 * report of its own.
 */
import type { MochaOptions, Runner } from 'mocha';
import Mocha from 'mocha';
import { reportTotals } from './totals';

export default class TotalsReporter extends Mocha.reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures } = this.stats;
      reportTotals({ passed: passes, failed: failures });
    });
  }
}
