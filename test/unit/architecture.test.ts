/** The arrows of DESIGN.md: which room may import which, and what may not be anywhere. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');
const SRC = join(ROOT, 'src');

/** Rooms by what they may import; packages are free but for those below. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  rpc: [],
  protocol: ['rpc'],
  text: [],
  search: [],
  metrics: [],
  graph: [],
  rnn: ['graph'],
  // The WebGL engine computes what an architecture of rnn says.
  runtime: ['graph', 'rnn'],
  // A model's card describes its architecture in the words of rnn.
  models: ['graph', 'text', 'rnn'],
  train: ['graph', 'rnn', 'runtime', 'text', 'metrics'],
  engine: ['rpc', 'protocol', 'graph', 'rnn', 'runtime', 'text', 'metrics', 'search', 'models', 'train'],
  // Model folders and files on a disk.
  node: ['protocol', 'rnn', 'runtime', 'text', 'search', 'models', 'engine', 'cli'],
  evaluation: [
    'graph',
    'protocol',
    'rnn',
    'runtime',
    'text',
    'metrics',
    'search',
    'models',
    'train',
    'engine',
    'node',
    'cli',
  ],
  cli: [
    'rpc',
    'protocol',
    'graph',
    'rnn',
    'runtime',
    'text',
    'metrics',
    'search',
    'models',
    'train',
    'engine',
    'node',
    'evaluation',
  ],
  extension: ['rpc', 'protocol'],
};

/** Exceptions, each with its reason. */
const ALSO: readonly { from: string; to: string; how: Import['how'] }[] = [
  // A decoder session is what search asks for the next log-probabilities.
  { from: 'runtime', to: 'search', how: 'type' },
  // The reasons that a search and a backend give cross the port as they are.
  { from: 'protocol', to: 'search', how: 'type' },
  { from: 'protocol', to: 'runtime', how: 'type' },
  // A function of a character: no tokenizer comes along.
  { from: 'extension', to: 'text/wide', how: 'value' },
  // Where no worker can be made, the engine runs in the extension host: loaded then, by one file.
  { from: 'extension/engine/engine-place.ts', to: 'engine/serve', how: 'dynamic' },
];

/** May use Node; everything else runs in browsers. */
const NODE_ROOMS = ['cli', 'node', 'evaluation'];
const MAX_LINES = 600;

interface Import {
  file: string;
  specifier: string;
  how: 'value' | 'type' | 'dynamic';
}

const sourcesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
const files = sourcesBelow(SRC);

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, how: Import['how']): void => {
    if (node && ts.isStringLiteralLike(node)) found.push({ file, specifier: node.text, how });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.isTypeOnly ? 'type' : 'value');
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'value');
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, 'type');
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], 'dynamic');
    else if (ts.isCallExpression(node) && node.expression.getText(source) === 'require')
      add(node.arguments[0], 'value');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const imports = files.flatMap(importsOf);
const inSrc = (path: string): string => relative(SRC, path).split(sep).join('/');
const roomOf = (path: string): string => inSrc(path).split('/')[0];
const describeImport = ({ file, specifier }: Import): string => `src/${inSrc(file)} imports ${specifier}`;

function crossesWrongly(one: Import): boolean {
  if (!one.specifier.startsWith('.')) return false;
  const target = resolve(dirname(one.file), one.specifier);
  const [from, to] = [roomOf(one.file), roomOf(target)];
  if (inSrc(target).startsWith('..')) return true;
  if (from === to || MAY_IMPORT[from]?.includes(to)) return false;
  return !ALSO.some(
    (also) =>
      (inSrc(one.file) === also.from || from === also.from) &&
      (inSrc(target) === also.to || to === also.to) &&
      one.how === also.how,
  );
}

describe('the architecture', () => {
  it('is read: every room has files, and imports are found', () => {
    assert.deepEqual([...new Set(files.map(roomOf))].sort(), Object.keys(MAY_IMPORT).sort());
    for (const how of ['value', 'type', 'dynamic'] as const)
      assert.ok(
        imports.some((one) => one.how === how),
        how,
      );
  });

  it('has no arrow between rooms that is not in the picture', () => {
    assert.deepEqual(imports.filter(crossesWrongly).map(describeImport), []);
  });

  it('needs every exception it makes', () => {
    for (const { from, to, how } of ALSO) {
      const used = imports.some(
        (one) =>
          one.how === how &&
          inSrc(one.file).startsWith(from) &&
          one.specifier.startsWith('.') &&
          inSrc(resolve(dirname(one.file), one.specifier)).startsWith(to),
      );
      assert.ok(used, `${from} → ${to}`);
    }
  });

  it('knows VS Code in src/extension only', () => {
    const outside = imports.filter((one) => one.specifier === 'vscode' && roomOf(one.file) !== 'extension');
    assert.deepEqual(outside.map(describeImport), []);
  });

  it('uses nothing of Node in what runs in browsers', () => {
    const builtin = ({ specifier }: Import): boolean =>
      specifier.startsWith('node:') ||
      builtinModules.includes(specifier.split('/')[0]) ||
      specifier === 'onnxruntime-node';
    const wrong = imports.filter((one) => builtin(one) && !NODE_ROOMS.includes(roomOf(one.file)));
    assert.deepEqual(wrong.map(describeImport), []);
  });

  it('loads onnxruntime-node in one place, which switches its telemetry off first', () => {
    const everywhere = ['src', 'test', 'bench', 'tools', 'webview'].flatMap((room) =>
      sourcesBelow(join(ROOT, room)),
    );
    const loading = everywhere
      .flatMap(importsOf)
      .filter(({ specifier, how }) => specifier.split('/')[0] === 'onnxruntime-node' && how !== 'type');
    assert.deepEqual(
      loading.map(({ file }) => relative(ROOT, file).split(sep).join('/')),
      ['src/node/onnxruntime.ts'],
    );
  });

  it('has only onnxruntime-web in the engine, and its types in the runtime', () => {
    const values = imports.filter((one) => one.how !== 'type' && one.specifier.startsWith('onnxruntime'));
    const allowed = values.filter((one) => ['engine', ...NODE_ROOMS].includes(roomOf(one.file)));
    assert.deepEqual(values.map(describeImport), allowed.map(describeImport));
  });

  it('has files that open with what they are', () => {
    const silent = files.filter((file) => !readFileSync(file, 'utf8').startsWith('/**'));
    assert.deepEqual(silent.map(inSrc), []);
  });

  it(`has no file of more than ${MAX_LINES} lines`, () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > MAX_LINES);
    assert.deepEqual(long.map(inSrc), []);
  });
});
