/** `npm test`: every suite in a process of its own, one after the other, and at the end one line with the totals. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';
import type { Totals } from './totals';
import { readTotals, sum, TOTALS_FILE } from './totals';

interface Suite {
  command: readonly string[];
  /** It is killed after this time. */
  seconds: number;
  /** A suite that reports no totals is one test, which its exit code decides. */
  reports: boolean;
  /** Needs the bundles. */
  bundles?: boolean;
}

const bin = (...args: string[]): readonly string[] => ['npx', '--no-install', ...args];
const mocha = (spec: string): readonly string[] =>
  // Without the spec of package.json, which mocha would add to this one.
  bin('mocha', '--no-package', '--require', 'tsx/cjs', '--reporter', './tools/totals-reporter.ts', spec);

const SUITES: Readonly<Record<string, Suite>> = {
  typecheck: { command: ['npm', 'run', '--silent', 'typecheck'], seconds: 300, reports: false },
  lint: { command: ['npm', 'run', '--silent', 'lint'], seconds: 300, reports: false },
  // Two files at once: many tests wait for processes and pages of their own.
  unit: {
    command: [...mocha('test/unit/**/*.test.ts'), '--timeout', '60000', '--parallel', '--jobs', '2'],
    seconds: 900,
    reports: true,
  },
  build: { command: ['npm', 'run', '--silent', 'build'], seconds: 300, reports: false },
  host: { command: bin('tsx', 'tools/test-host.ts'), seconds: 600, reports: true, bundles: true },
  panel: {
    command: [...mocha('test/panel/**/*.test.ts'), '--timeout', '240000'],
    seconds: 1500,
    reports: true,
    bundles: true,
  },
  desktop: { command: bin('tsx', 'tools/test-desktop.ts'), seconds: 900, reports: false, bundles: true },
};
/** Downloads VS Code, so it runs only when it is named. */
const ON_REQUEST = ['desktop'];

const HELP = `usage: npm test, or npx tsx tools/test.ts [suite…]

Suites: ${Object.keys(SUITES).join(', ')}. All but ${ON_REQUEST.join(', ')} run when none is named.
Those that need the bundles of the extension build them first.
The last line says how many tests passed and failed; typecheck, lint and build count as one test each.`;

async function main(args: readonly string[]): Promise<number> {
  if (args.some((arg) => arg === '--help' || arg === '-h')) {
    console.log(HELP);
    return 0;
  }
  const unknown = args.filter((name) => !(name in SUITES));
  if (unknown.length > 0) {
    console.error(`unknown suite: ${unknown.join(', ')}\n\n${HELP}`);
    return 2;
  }
  const named = args.length > 0 ? args : Object.keys(SUITES).filter((name) => !ON_REQUEST.includes(name));
  const results: [string, Totals][] = [];
  for (const name of withBuild(named)) results.push([name, await runSuite(name)]);
  return summarise(results);
}

function withBuild(names: readonly string[]): readonly string[] {
  const first = names.findIndex((name) => SUITES[name].bundles);
  if (first < 0 || names.includes('build')) return names;
  return [...names.slice(0, first), 'build', ...names.slice(first)];
}

/** @returns its totals; a suite that breaks off, or fails without a failed test, counts one failure */
async function runSuite(name: string): Promise<Totals> {
  const { command, seconds, reports } = SUITES[name];
  console.log(`\n── ${name} ──`);
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-test-'));
  const file = join(folder, 'totals.json');
  try {
    const [program, ...args] = command;
    const code = await run(program, args, seconds, { [TOTALS_FILE]: file });
    if (!reports) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
    const totals = readTotals(file);
    if (!totals) return { passed: 0, failed: 1 };
    return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function summarise(results: readonly [string, Totals][]): number {
  console.log('');
  for (const [name, { passed, failed }] of results)
    console.log(
      `${name.padEnd(10)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`,
    );
  const { passed, failed } = sum(results.map(([, totals]) => totals));
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
