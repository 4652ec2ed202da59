/** `interlinear import`: a model of another program becomes a model folder. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { importModel } from '../interchange';
import { readModelFolder } from '../models';
import { writeAtomically } from '../node/files';
import { UsageError } from './errors';
import { print } from './print';

interface Options {
  to: string;
  int8?: boolean;
  json?: boolean;
}

export function importCommand(): Command {
  return new Command('import')
    .description(
      'take over a GRU or LSTM encoder–decoder of d2l, JoeyNMT, OpenNMT-py or Keras (docs/interchange.md)',
    )
    .argument(
      '<mapping>',
      'a JSON file that says where weights and vocabularies lie, and which tensor is which',
    )
    .requiredOption('--to <folder>', 'where the model goes')
    .option('--int8', 'a quarter of the size, nearly the same numbers')
    .option('--json', 'print JSON')
    .action(async (path: string, { to, int8, ...options }: Options) => {
      const bytesOf = (file: string): Uint8Array => read(resolve(dirname(path), file));
      const files = await importModel(parsed(path), path, bytesOf, {
        quantization: int8 ? 'int8' : 'float32',
        today: new Date().toISOString().slice(0, 10),
      });
      // What is written must be read again.
      const { card } = await readModelFolder(Object.fromEntries(files));
      for (const [name, bytes] of files) writeAtomically(join(to, name), bytes);
      const { embedding, encoder, decoder, attention, sourceVocabulary, targetVocabulary } =
        card.architecture;
      const sizes = (layers: { cell: string; hidden: number }[]): string =>
        layers.map(({ cell, hidden }) => `${cell} ${hidden}`).join(', ');
      print(
        {
          model: to,
          embedding,
          encoder: sizes(encoder.layers),
          decoder: sizes(decoder.layers),
          attention: attention?.score ?? 'none',
          vocabularies: [sourceVocabulary, targetVocabulary],
        },
        options,
      );
    });
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(read(path)));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${path} is no JSON: ${error.message}`);
    throw error;
  }
}

function read(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'ENOENT' ? `there is no file "${file}"` : `"${file}" cannot be read: ${message}`,
    );
  }
}
