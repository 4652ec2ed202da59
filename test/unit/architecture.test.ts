/** The arrows of docs/architecture.md: which room may import which, and what may not be anywhere. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');

/** Rooms by what they may import; packages are free but for those below. Folders of `src`, and the others by their names. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  rpc: [],
  protocol: ['rpc'],
  text: [],
  random: [],
  search: [],
  metrics: ['random'],
  graph: [],
  rnn: ['graph'],
  // The WebGL backend computes what an architecture of rnn says.
  runtime: ['graph', 'rnn'],
  // A model's card describes its architecture in the words of rnn.
  models: ['graph', 'text', 'rnn'],
  train: ['random', 'graph', 'rnn', 'runtime', 'text'],
  engine: ['rpc', 'protocol', 'graph', 'rnn', 'runtime', 'text', 'metrics', 'search', 'models'],
  // Models of other programs, and weights for them.
  interchange: ['text', 'rnn', 'models'],
  // Training a little further on a user's own pairs.
  learn: ['protocol', 'random', 'rnn', 'runtime', 'text', 'metrics', 'models', 'train', 'engine'],
  // The worker in which models learn, are trained, taken over and given away.
  workshop: [
    'rpc',
    'protocol',
    'random',
    'runtime',
    'text',
    'models',
    'train',
    'engine',
    'learn',
    'interchange',
    'runs',
  ],
  // Model folders and files on a disk.
  node: ['protocol', 'runtime', 'text', 'models', 'engine'],
  evaluation: ['random', 'runtime', 'text', 'metrics', 'search', 'models', 'train', 'engine'],
  // Training runs, from a recipe to a model.
  runs: ['rnn', 'runtime', 'text', 'models', 'train', 'engine', 'evaluation'],
  cli: [
    'random',
    'protocol',
    'rnn',
    'runtime',
    'text',
    'metrics',
    'search',
    'train',
    'engine',
    'models',
    'learn',
    'interchange',
    'node',
    'evaluation',
    'runs',
  ],
  extension: ['rpc', 'protocol'],
  webview: ['rpc', 'protocol'],
  tools: ['protocol'],
  bench: [
    'rpc',
    'protocol',
    'random',
    'graph',
    'rnn',
    'runtime',
    'text',
    'metrics',
    'search',
    'models',
    'train',
    'engine',
    'evaluation',
    'node',
    'tools',
  ],
};

/** Exceptions, each with its reason. */
const ALSO: readonly { from: string; to: string; how: Import['how'] }[] = [
  // A decoder session is what search asks for the next log-probabilities.
  { from: 'runtime', to: 'search', how: 'type' },
  // The reasons that a search and a backend give cross the port as they are.
  { from: 'protocol', to: 'search', how: 'type' },
  { from: 'protocol', to: 'runtime', how: 'type' },
  { from: 'protocol', to: 'text/edits', how: 'type' },
  { from: 'protocol', to: 'text/span', how: 'type' },
  { from: 'protocol', to: 'text/annotated', how: 'type' },
  // Functions of characters and offsets: no tokenizer comes along.
  { from: 'protocol', to: 'text/tab-separated', how: 'value' },
  { from: 'protocol', to: 'text/language-tag', how: 'value' },
  { from: 'extension', to: 'text/language-tag', how: 'value' },
  { from: 'extension', to: 'text/parallel/bilingual-kind', how: 'value' },
  { from: 'extension', to: 'text/edits', how: 'value' },
  { from: 'extension', to: 'text/edits', how: 'type' },
  { from: 'extension', to: 'text/span', how: 'type' },
  { from: 'extension', to: 'text/wide', how: 'value' },
  { from: 'extension', to: 'text/chinese-variants', how: 'value' },
  { from: 'extension', to: 'text/encoding', how: 'value' },
  { from: 'webview', to: 'text/wide', how: 'value' },
  // The kinds of cells as data.
  { from: 'webview', to: 'rnn/cells', how: 'value' },
  { from: 'webview', to: 'rnn/cells', how: 'type' },
  // What is packed is made from what the extension and the text room say.
  { from: 'tools/manifest.ts', to: 'extension/settings-section', how: 'value' },
  { from: 'tools/manifest.ts', to: 'extension/contributions-section', how: 'value' },
  // The keys of the manifest's texts, which the compiler checks.
  { from: 'extension/contributions.ts', to: 'package.nls.json', how: 'type' },
  { from: 'tools/recipe-schema.ts', to: 'train/recipe', how: 'value' },
  { from: 'tools/readme.ts', to: 'text/edits', how: 'value' },
  { from: 'tools/readme.ts', to: 'text/edits', how: 'type' },
  // Benchmarks draw arrays and carry bytes as the tests do.
  { from: 'bench', to: 'test/unit/support/ort', how: 'value' },
  { from: 'bench', to: 'test/unit/runtime/webgl/script', how: 'value' },
  // Generated documents are those of the tests; files are told by their names as on the command line.
  { from: 'bench/documents.ts', to: 'test/unit/text/kinds', how: 'value' },
  { from: 'bench/documents.ts', to: 'test/unit/text/formats', how: 'type' },
  { from: 'bench/documents.ts', to: 'cli/comment-languages', how: 'value' },
  // Where no worker can be made, the engine runs in the extension host: loaded then, by one file.
  { from: 'extension/engine/engine-place.ts', to: 'engine/serve', how: 'dynamic' },
];

/** May use Node; everything else runs in browsers. */
const NODE_ROOMS = ['cli', 'node', 'tools', 'bench'];
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
const files = ['src', 'webview', 'tools', 'bench'].flatMap((folder) => sourcesBelow(join(ROOT, folder)));

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
/** `search/beam.ts` in `src`, `webview/app/panel.ts` outside it. */
const named = (path: string): string =>
  relative(ROOT, path)
    .split(sep)
    .join('/')
    .replace(/^src\//, '');
const roomOf = (path: string): string => named(path).split('/')[0];
const targetOf = ({ file, specifier }: Import): string => resolve(dirname(file), specifier);
const isRelative = ({ specifier }: Import): boolean => specifier.startsWith('.');
const describeImport = ({ file, specifier }: Import): string => `${named(file)} imports ${specifier}`;

/** The room itself, or a file or folder in it. */
const isIn = (path: string, place: string): boolean =>
  named(path) === place || named(path).startsWith(`${place}/`);

function crossesWrongly(one: Import): boolean {
  if (!isRelative(one)) return false;
  const [from, to] = [roomOf(one.file), roomOf(targetOf(one))];
  if (from === to || MAY_IMPORT[from]?.includes(to)) return false;
  return !ALSO.some(
    (also) => isIn(one.file, also.from) && isIn(targetOf(one), also.to) && one.how === also.how,
  );
}

/** Circles among files, types too: each as its files in the order in which they import one another. */
function circles(): string[] {
  const next = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const one of imports.filter(isRelative)) {
    const target = targetOf(one);
    const found = [`${target}.ts`, join(target, 'index.ts')].find((file) => next.has(file));
    if (found) next.get(one.file)!.push(found);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].map(named).join(' → '));
    if (done.has(file)) return;
    done.add(file);
    for (const imported of next.get(file)!) visit(imported, [...way, file]);
  };
  for (const file of files) visit(file, []);
  return found;
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

  it('needs every arrow of the picture, and every exception', () => {
    const between = imports.filter(isRelative);
    const unused = Object.entries(MAY_IMPORT).flatMap(([from, targets]) =>
      targets
        .filter((to) => !between.some((one) => roomOf(one.file) === from && roomOf(targetOf(one)) === to))
        .map((to) => `${from} → ${to}`),
    );
    const needless = ALSO.filter(
      ({ from, to, how }) =>
        !between.some((one) => one.how === how && isIn(one.file, from) && isIn(targetOf(one), to)),
    );
    assert.deepEqual([...unused, ...needless.map(({ from, to }) => `${from} → ${to}`)], []);
  });

  it('has no circles of imports', () => {
    assert.deepEqual(circles(), []);
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
    assert.deepEqual(silent.map(named), []);
  });

  it(`has no file of more than ${MAX_LINES} lines`, () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > MAX_LINES);
    assert.deepEqual(long.map(named), []);
  });
});
