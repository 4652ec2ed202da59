/** Folders whose model.json is wrong, or whose files are not the ones it describes. */
import type { Broken } from './broken';
import { card, without } from './broken';
import type { LooseCard } from './folders';
import { encode } from './folders';

export const CARDS: Broken[] = [
  {
    name: 'no model.json',
    break: (files) => without(files, 'model.json'),
    code: 'missing',
    file: 'model.json',
    message: /no model\.json/,
  },
  {
    name: 'an empty folder',
    break: () => ({}),
    code: 'missing',
    file: 'model.json',
    message: /no model\.json/,
  },
  {
    name: 'a model.json of two megabytes',
    break: (files) => ({ ...files, 'model.json': new Uint8Array(2 << 20) }),
    code: 'too-big',
    file: 'model.json',
    message: /2097152 bytes; at most 1048576/,
  },
  {
    name: 'a model.json cut short',
    break: (files) => ({ ...files, 'model.json': files['model.json'].slice(0, -10) }),
    code: 'card',
    file: 'model.json',
    message: /not JSON/,
  },
  {
    name: 'a model.json in Latin-1',
    break: (files) => ({ ...files, 'model.json': Uint8Array.from([0x22, 0xe9, 0x22]) }),
    code: 'card',
    file: 'model.json',
    message: /not JSON in UTF-8/,
  },
  {
    name: 'a model.json nested without end',
    break: (files) => ({ ...files, 'model.json': encode('['.repeat(100_000) + ']'.repeat(100_000)) }),
    code: 'card',
    file: 'model.json',
    message: /model\.json/,
  },
  {
    name: 'a number as model.json',
    break: (files) => ({ ...files, 'model.json': encode('7') }),
    code: 'card',
    file: 'model.json',
    message: /the content: .*Expected Object/,
  },
  {
    name: 'a newer format',
    break: card((c) => (c.format = 2)),
    code: 'card',
    file: 'model.json',
    message: /format: .*Expected 1/,
  },
  {
    name: 'an unknown task',
    break: card((c) => (c.task = 'paint')),
    code: 'card',
    file: 'model.json',
    message: /task: /,
  },
  {
    name: 'no licence',
    break: card((c) => delete c.licence),
    code: 'card',
    file: 'model.json',
    message: /licence: /,
  },
  ...[
    ['a beam of 2³¹', (c: LooseCard) => (c.decoding.beamSize = 2 ** 31), /decoding\.beamSize: .*<=64/],
    [
      'a length penalty without end',
      (c: LooseCard) => (c.decoding.lengthPenalty = 1e300),
      /lengthPenalty: .*<=5/,
    ],
    [
      'sentences without end',
      (c: LooseCard) => (c.decoding.maxLengthExtra = 1e12),
      /maxLengthExtra: .*<=1000/,
    ],
    [
      'a language that is none',
      (c: LooseCard) => (c.source = 'the usual one'),
      /source: a code such as "fr"/,
    ],
    ['a path as a language', (c: LooseCard) => (c.target = '../../fr'), /target: a code such as "fr"/],
    [
      'a language with a part too much',
      (c: LooseCard) => (c.target = 'fr-fr-fr-fr'),
      /target: a code such as "fr"/,
    ],
  ].map(([name, edit, message]): Broken => ({
    name: name as string,
    break: card(edit as (c: LooseCard) => void),
    code: 'card',
    file: 'model.json',
    message: message as RegExp,
  })),
  {
    name: 'an unknown key',
    break: card((c) => (c.colour = 'red')),
    code: 'card',
    file: 'model.json',
    message: /colour: /,
  },
  {
    name: 'a description of a megabyte',
    break: card((c) => (c.description = 'x'.repeat(900_000))),
    code: 'card',
    file: 'model.json',
    message: /^.{1,500}$/,
  },
  {
    name: 'a network without layers',
    break: card((c) => (c.architecture.decoder.layers = [])),
    code: 'card',
    file: 'model.json',
    message: /architecture\.decoder: a decoder has at least one layer/,
  },
  {
    name: 'a bidirectional decoder',
    break: card((c) => (c.architecture.decoder.layers[0].bidirectional = true)),
    code: 'card',
    file: 'model.json',
    message: /the future is not known/,
  },
  {
    name: 'a hidden layer of endless size',
    break: card((c) => (c.architecture.decoder.layers[0].hidden = 1e15)),
    code: 'card',
    file: 'model.json',
    message: /architecture\.decoder\.layers\.0\.hidden: /,
  },
  ...['../secret.json', '/etc/passwd', 'a\\b.json', '..', '.hidden', 'a/b', ''].map((name) => ({
    name: `the file name "${name}"`,
    break: card((c) => (c.tokenizers.source = name)),
    code: 'card' as const,
    file: 'model.json',
    message: /tokenizers\.source: a file name has letters/,
  })),
  {
    name: 'a path among the files',
    break: card((c) => (c.files['../encoder.onnx'] = c.files['encoder.onnx'])),
    code: 'card',
    file: 'model.json',
    message: /files\.\.\.\/encoder\.onnx: a file name has letters/,
  },
  {
    name: 'no entry for the decoder',
    break: card((c) => delete c.files['decoder.onnx']),
    code: 'card',
    file: 'model.json',
    message: /no entry for decoder\.onnx/,
  },
  {
    name: 'a tokenizer without an entry',
    break: card((c) => (c.tokenizers.target = 'other.json')),
    code: 'card',
    file: 'model.json',
    message: /no entry for other\.json/,
  },
  {
    name: 'a checksum in capitals',
    break: card((c) => (c.files['encoder.onnx'].sha256 = 'A'.repeat(64))),
    code: 'card',
    file: 'model.json',
    message: /files\.encoder\.onnx\.sha256: 64 hexadecimal/,
  },
  {
    name: 'files of 300 MB',
    break: card((c) => (c.files['encoder.onnx'].bytes = 300e6)),
    code: 'too-big',
    file: 'model.json',
    message: /300 MB; at most 268 MB/,
  },
  {
    name: 'a tokenizer of 9 MB',
    break: card((c) => (c.files['tokenizer.target.json'].bytes = 9e6)),
    code: 'too-big',
    file: 'tokenizer.target.json',
    message: /9 MB; at most 8 MB/,
  },
];

const NAMES = ['encoder.onnx', 'decoder.onnx', 'tokenizer.source.json', 'tokenizer.target.json'];

export const CONTENTS: Broken[] = [
  ...NAMES.flatMap((file): Broken[] => [
    {
      name: `no ${file}`,
      break: (files) => without(files, file),
      code: 'missing',
      file,
      message: /is missing from the model's folder/,
    },
    {
      name: `${file} cut short`,
      break: (files) => ({ ...files, [file]: files[file].slice(0, -1) }),
      code: 'changed',
      file,
      message: /was changed or cut short: it has \d+ bytes, not \d+/,
    },
    {
      name: `${file} empty`,
      break: (files) => ({ ...files, [file]: new Uint8Array(0) }),
      code: 'changed',
      file,
      message: /it has 0 bytes/,
    },
    {
      name: `${file} with one byte changed`,
      break: (files) => ({ ...files, [file]: files[file].map((b, i) => (i === 100 ? b ^ 1 : b)) }),
      code: 'changed',
      file,
      message: /sha256/,
    },
  ]),
  {
    name: 'the name of a method that every object has',
    break: card((c) => Object.assign(c.files, { toString: { bytes: 0, sha256: '0'.repeat(64) } })),
    code: 'missing',
    file: 'toString',
    message: /is missing/,
  },
  {
    name: 'the two tokenizers renamed into each other',
    break: card((c) => (c.tokenizers = { source: c.tokenizers.target, target: c.tokenizers.source })),
    code: 'tokenizer',
    file: 'tokenizer.target.json',
    message: /entries, the architecture/,
  },
];
