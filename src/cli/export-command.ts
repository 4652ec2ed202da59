/** `interlinear export`: the weights of a model as a safetensors file, under the names that PyTorch's layers have. */
import { Command } from 'commander';
import { exportModel } from '../interchange';
import { readModelFolder } from '../models';
import { writeAtomically } from '../node/files';
import { modelFolder, readFolder } from '../node/models';

export function exportCommand(): Command {
  return new Command('export')
    .description('write the weights of a model as safetensors, under PyTorch’s names (docs/interchange.md)')
    .requiredOption('--model <id>', 'a bundled model, or the path of a model folder')
    .requiredOption('--to <file>', 'a .safetensors file')
    .action(async ({ model, to }: { model: string; to: string }) => {
      const bytes = exportModel(await readModelFolder(readFolder(modelFolder(model))));
      writeAtomically(to, bytes);
      process.stdout.write(`${bytes.length} bytes in ${to}\n`);
    });
}
