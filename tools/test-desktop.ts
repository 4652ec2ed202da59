/**
 * The host suite inside desktop VS Code, which @vscode/test-electron downloads: for machines with open internet, and on
 * Linux with a display (xvfb-run npm run test:desktop).
 */
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { SAMPLE_WORKSPACE } from './paths';
import { stageHostTests } from './stage';

async function main(): Promise<void> {
  const vscodeExecutablePath = await download();
  for (const engine of ['stand-in', 'shipped'] as const) {
    const { extension, tests } = await stageHostTests(engine);
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      launchArgs: [
        SAMPLE_WORKSPACE,
        '--extensionDevelopmentKind=web',
        '--disable-extensions',
        '--enable-unsafe-swiftshader',
      ],
    });
  }
}

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode();
  } catch (error) {
    const reason = `desktop VS Code could not be downloaded, which needs open internet: ${(error as Error).message}`;
    throw new Error(reason, { cause: error });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  if (process.platform === 'linux' && !process.env.DISPLAY)
    console.error('There is no display here. With one that nobody sees: xvfb-run npm run test:desktop');
  process.exit(1);
});
