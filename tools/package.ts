/** `npm run package`: builds, and makes the .vsix. Its content is the allow-list of .vscodeignore, which test/unit holds to what is meant. */
import { relative } from 'node:path';
import { ROOT } from './paths';
import { run } from './run';
import { shippedFiles } from './stage';
import { megabytes, packExtension, VSIX } from './vsix';

async function main(): Promise<void> {
  if ((await run('npm', ['run', '--silent', 'build'], 300)) !== 0)
    throw new Error('the build failed, see above');
  const size = await packExtension(VSIX);
  console.log((await shippedFiles()).join('\n'));
  console.log(`${relative(ROOT, VSIX)}: ${megabytes(size)}`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
