/** Folders whose files are as model.json describes them, and wrong in themselves. */
import type { Broken } from './broken';
import { card, onnx, tensorOf, tokenizer } from './broken';
import { encode, parse, replaceFile } from './folders';

export const ONNX: Broken[] = [
  {
    name: 'text in place of an ONNX file',
    break: (files) => replaceFile(files, 'encoder.onnx', encode('this is no network\n')),
    code: 'onnx',
    file: 'encoder.onnx',
    message: /not a readable ONNX model/,
  },
  {
    name: 'an ONNX file of no bytes',
    break: (files) => replaceFile(files, 'decoder.onnx', new Uint8Array(0)),
    code: 'onnx',
    file: 'decoder.onnx',
    message: /it has no graph/,
  },
  {
    name: 'an ONNX file cut in half, model.json adapted',
    break: (files) => replaceFile(files, 'decoder.onnx', files['decoder.onnx'].slice(0, 2000)),
    code: 'onnx',
    file: 'decoder.onnx',
    message: /cut short/,
  },
  {
    name: 'millions of empty nodes',
    break: (files) => replaceFile(files, 'decoder.onnx', emptyNodes(2_000_000)),
    code: 'too-big',
    file: 'decoder.onnx',
    message: /4000005 bytes that are not weights/,
  },
  {
    name: 'encoder and decoder renamed into each other',
    break: async (files) =>
      replaceFile(
        await replaceFile(files, 'encoder.onnx', files['decoder.onnx']),
        'decoder.onnx',
        files['encoder.onnx'],
      ),
    code: 'interface',
    file: 'encoder.onnx',
    message: /the input "source" is missing/,
  },
  {
    name: 'another size of hidden layer in model.json',
    break: card((c) => (c.architecture.decoder.layers[0].hidden = 6)),
    code: 'interface',
    file: 'encoder.onnx',
    message: /the output "state\.0" is float32 \[B, 5\] and not float32 \[B, 6\]/,
  },
  {
    name: 'no attention in model.json',
    break: card((c) => (c.architecture.attention = null)),
    code: 'interface',
    file: 'encoder.onnx',
    message: /the output "memory\.states" is one too many/,
  },
  {
    name: 'an input twice',
    break: onnx('decoder.onnx', (graph) => graph.input.push(graph.input[0])),
    code: 'interface',
    file: 'decoder.onnx',
    message: /two inputs have one name/,
  },
  {
    name: 'an input of another type',
    break: onnx('decoder.onnx', (graph) => (graph.input[0].type!.tensorType!.elemType = 7)),
    code: 'interface',
    file: 'decoder.onnx',
    message: /"tokens" is int64 \[R\] and not int32 \[R\]/,
  },
  {
    name: 'an input without a type',
    break: onnx('decoder.onnx', (graph) => delete graph.input[0].type),
    code: 'interface',
    file: 'decoder.onnx',
    message: /"tokens" is type \?/,
  },
  {
    name: 'weights in another file',
    break: onnx('decoder.onnx', (graph) => (graph.initializer[0].dataLocation = 1)),
    code: 'external-data',
    file: 'decoder.onnx',
    message: /lies in another file/,
  },
  {
    name: 'a constant of a node in another file',
    break: onnx('encoder.onnx', (graph) => {
      const t = { ...graph.initializer[0], dataLocation: 1 };
      graph.node.find((n) => n.opType === 'ConstantOfShape')!.attribute.push({ name: 'value', type: 4, t });
    }),
    code: 'external-data',
    file: 'encoder.onnx',
    message: /lies in another file/,
  },
  {
    name: 'an operator that no network has',
    break: onnx('decoder.onnx', (graph) => (graph.node[0].opType = 'Loop')),
    code: 'operator',
    file: 'decoder.onnx',
    message: /uses the operator Loop,/,
  },
  {
    name: 'an operator inside the body of a loop',
    break: onnx('encoder.onnx', (graph) => {
      const body = graph.node.find((n) => n.opType === 'Scan')!.attribute.find((a) => a.g)!.g!;
      body.node[0].opType = 'RandomUniform';
    }),
    code: 'operator',
    file: 'encoder.onnx',
    message: /RandomUniform/,
  },
  {
    name: 'an operator of an unknown domain',
    break: onnx('decoder.onnx', (graph) => (graph.node[0].domain = 'constructor')),
    code: 'operator',
    file: 'decoder.onnx',
    message: /constructor\./,
  },
  {
    name: 'an operator with a name of a hundred thousand letters',
    break: onnx('decoder.onnx', (graph) => (graph.node[0].opType = 'x'.repeat(100_000))),
    code: 'operator',
    file: 'decoder.onnx',
    message: /^.{1,300}$/,
  },
  {
    name: 'a tensor with fewer bytes than its size',
    break: onnx('decoder.onnx', (graph) => (tensorOf(graph, 'output.b').dims = [1e9])),
    code: 'weights',
    file: 'decoder.onnx',
    message: /"output\.b" has \d+ bytes for 1000000000 entries/,
  },
  {
    name: 'a tensor of a negative size',
    break: onnx('decoder.onnx', (graph) => (tensorOf(graph, 'output.b').dims = [-1, -264])),
    code: 'weights',
    file: 'decoder.onnx',
    message: /for -1 × -264 entries/,
  },
  {
    name: 'a tensor of an unknown type',
    break: onnx('decoder.onnx', (graph) => (tensorOf(graph, 'output.b').dataType = 8)),
    code: 'weights',
    file: 'decoder.onnx',
    message: /unknown data type 8/,
  },
];

/** ModelProto with one graph that is `count` nodes of no content. */
function emptyNodes(count: number): Uint8Array {
  const nodes = new Uint8Array(2 * count);
  for (let i = 0; i < nodes.length; i += 2) nodes[i] = 0x0a;
  const length = [0, 7, 14, 21].map((shift) => ((nodes.length >> shift) & 0x7f) | (shift < 21 ? 0x80 : 0));
  const bytes = new Uint8Array(5 + nodes.length);
  bytes.set([0x3a, ...length]);
  bytes.set(nodes, 5);
  return bytes;
}

export const TOKENIZERS: Broken[] = [
  {
    name: 'a tokenizer that is not JSON',
    break: (files) => replaceFile(files, 'tokenizer.source.json', encode('{')),
    code: 'tokenizer',
    file: 'tokenizer.source.json',
    message: /not JSON/,
  },
  ...([null, 5, [], { model: 5 }, { model: { type: 'BPE', vocab: {}, merges: [] } }] as unknown[]).map(
    (json) => ({
      name: `the tokenizer ${JSON.stringify(json)}`,
      break: tokenizer(() => json),
      code: 'tokenizer' as const,
      file: 'tokenizer.source.json',
      message: /cannot be used/,
    }),
  ),
  {
    name: 'a tokenizer with an id nested without end',
    break: (files) => {
      const id = '['.repeat(50_000) + ']'.repeat(50_000);
      const json = `{"model":{"type":"WordLevel","vocab":{"a":${id}}}}`;
      return replaceFile(files, 'tokenizer.source.json', encode(json));
    },
    code: 'tokenizer',
    file: 'tokenizer.source.json',
    message: /cannot be used/,
  },
  {
    name: 'a BPE tokenizer without its list of special tokens',
    break: async (files) => {
      const json = parse(files['tokenizer.target.json']) as Record<string, unknown>;
      delete json.added_tokens;
      return replaceFile(files, 'tokenizer.target.json', encode(JSON.stringify(json)));
    },
    code: 'tokenizer',
    file: 'tokenizer.target.json',
    message: /cannot be used/,
  },
  {
    name: 'a tokenizer with a word more than the network',
    break: tokenizer((json) => {
      json.model.vocab.more = Object.keys(json.model.vocab).length;
      return json;
    }),
    code: 'tokenizer',
    file: 'tokenizer.source.json',
    message: /has \d+ entries, the architecture in model\.json \d+/,
  },
];
