/**
 * Mocha's usual report, and beside it the totals, written to the file that TOTALS_FILE names (see ./totals.ts). A failure
 * is explained at once, too.
 */
import type { MochaOptions, Runner } from 'mocha';
import Mocha from 'mocha';
import { reportTotals } from './totals';

export default class TotalsReporter extends Mocha.reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    // A run that is killed never comes to the list of failures at its end.
    runner.on('fail', (_test, error: Error) => console.log(error.stack ?? String(error)));
    runner.once('end', () => {
      const { passes, failures } = this.stats;
      reportTotals({ passed: passes, failed: failures });
    });
  }
}
