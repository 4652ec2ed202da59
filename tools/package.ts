/** `npm run package`: the .vsix. Its content is the allow-list of .vscodeignore, which test/unit holds to what is meant. */
import { createVSIX } from '@vscode/vsce';
import { ROOT } from './paths';
import { shippedFiles } from './stage';

async function main(): Promise<void> {
  // vsce runs `vscode:prepublish`, which builds. Everything is bundled, so no node_modules.
  await createVSIX({ cwd: ROOT, dependencies: false, allowMissingRepository: true });
  console.log((await shippedFiles()).join('\n'));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
