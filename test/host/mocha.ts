/** Mocha inside the extension host, which is a web worker: its browser build, and a reporter that the driver reads. */
import 'mocha/mocha';
import type { MochaOptions, Runner, Suite, Test } from 'mocha';

/** In front of what is for the driver (tools/host-suite.ts), among all that VS Code says: a line, or the totals in JSON. */
const MARK = 'TEST| ';
const TOTALS = 'TOTALS| ';

declare const mocha: {
  setup(options: MochaOptions): void;
  run(done: (failures: number) => void): void;
};

/** Plain lines: the console of the extension host knows neither colours nor cursor. Mocha calls it with `new`. */
function LineReporter(runner: Runner): void {
  let passed = 0;
  let failed = 0;
  runner.on('suite', ({ title }: Suite) => title && console.log(`${MARK}${title}`));
  runner.on('pass', (test: Test) => {
    passed++;
    console.log(`${MARK}  ✓ ${test.title} (${test.duration ?? 0} ms)`);
  });
  runner.on('fail', (test: Test, error: Error) => {
    failed++;
    console.log(`${MARK}  ✗ ${test.title}\n    ${error.stack ?? error.message}`);
  });
  runner.on('end', () => console.log(TOTALS + JSON.stringify({ passed, failed })));
}

/** @param suites modules of tests, loaded when mocha is ready for them */
export async function runMocha(suites: readonly (() => Promise<unknown>)[]): Promise<void> {
  mocha.setup({ ui: 'bdd', timeout: 60_000, reporter: LineReporter as never });
  for (const load of suites) await load();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
