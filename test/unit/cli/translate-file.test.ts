/** `translate FILE`: bytes in, bytes out, with a bundled model; what holds whatever the model's words are. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '../../../src/cli/errors';
import { translateFiles } from '../../../src/cli/translate-file';
import { linesOfStream, TextFileError } from '../../../src/node/text-file';
import { runCli } from './command-line';

const ROOT = resolve(__dirname, '../../..');
const CASES = join(ROOT, 'test/fixtures/cases');

async function* chunks(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

describe('translate FILE', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'interlinear-translate-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  const options = { to: 'fr', maxLength: 200, threads: 2 };

  it('keeps byte order marks, encodings and line ends', async () => {
    const utf16 = readFileSync(join(CASES, 'F26-utf16.txt'));
    const out = join(folder, 'out.txt');
    await translateFiles([join(CASES, 'F26-utf16.txt')], { ...options, out });
    const after = readFileSync(out);
    assert.deepEqual([...after.subarray(0, 2)], [...utf16.subarray(0, 2)]);
    const text = new TextDecoder('utf-16le', { fatal: true }).decode(after);
    assert.equal(text.split('\n').length, new TextDecoder('utf-16le').decode(utf16).split('\n').length);
    assert.notDeepEqual(after, utf16);

    const marked = file('a.txt', '\ufeffI lost my keys.\r\nHe is calm.\r\n');
    await translateFiles([marked], { ...options, inPlace: true });
    const lines = /^\ufeff([^\r\n]+)\r\n([^\r\n]+)\r\n$/.exec(readFileSync(marked, 'utf8'));
    assert.ok(lines && lines[1] !== 'I lost my keys.' && lines[2] !== 'He is calm.');
  });

  it('says where bytes are no text', async () => {
    const bytes = Buffer.from('He is calm.\nJe suis fatigu\xe9.\n', 'latin1');
    const isTold = (error: unknown): boolean =>
      error instanceof TextFileError &&
      error.line === 2 &&
      /latin1\.txt, line 2: .*UTF-8/.test(error.message);
    await assert.rejects(translateFiles([file('latin1.txt', bytes)], options), isTold);
    const lines: string[] = [];
    await assert.rejects(async () => {
      for await (const some of linesOfStream(chunks(bytes.subarray(0, 12), bytes.subarray(12)), 'latin1.txt'))
        lines.push(...some);
    }, isTold);
    assert.deepEqual(lines, ['He is calm.']);
    await assert.rejects(
      translateFiles([file('a.txt', 'One.\n\nTwo\0three.\n')], options),
      (error) => error instanceof TextFileError && error.line === 3,
    );
  });

  it('reads lines of a stream as they come, whatever their ends and their encoding are', async () => {
    const read = async (...parts: Uint8Array[]): Promise<string[][]> => {
      const result: string[][] = [];
      for await (const lines of linesOfStream(chunks(...parts), 'x')) result.push(lines);
      return result;
    };
    const bytes = new TextEncoder().encode('é1\r\n\r\nzwei\n三');
    assert.deepEqual(await read(bytes.subarray(0, 1), bytes.subarray(1, 7), bytes.subarray(7)), [
      ['é1', ''],
      ['zwei'],
      ['三'],
    ]);
    assert.deepEqual(await read(), []);
    const wide = Buffer.from('\ufeffeins\nzwei\n', 'utf16le');
    assert.deepEqual((await read(wide.subarray(0, 5), wide.subarray(5))).flat(), ['eins', 'zwei']);
  });

  it('writes into the file with its permissions, and what stays into a report', async () => {
    const path = file('a.sh', '#!/bin/sh\n# Opens the file and closes it again.\necho "The end"\n');
    chmodSync(path, 0o755);
    const report = join(folder, 'report.json');
    await translateFiles([path], { ...options, inPlace: true, report });
    assert.match(readFileSync(path, 'utf8'), /^#!\/bin\/sh\n# (?!Opens).+\necho "The end"\n$/);
    assert.equal(statSync(path).mode & 0o777, 0o755);
    assert.ok(Array.isArray(JSON.parse(readFileSync(report, 'utf8'))));
    assert.ok(!existsSync(`${path}.part`));
  });

  it("takes the editor's files of terms and of accepted translations", async () => {
    const path = file('a.txt', 'Open the Kestrel folder.\n\nThe bird sings.\n');
    const memory = file(
      'm.tsv',
      'en-fr\tThe bird sings.\tL’oiseau chante fort.\nen-zh\tThe bird sings.\t鸟。\n',
    );
    const glossary = file('g.tsv', 'Kestrel\tkeep\n');
    await translateFiles([path], { ...options, from: 'en', inPlace: true, glossary, memory });
    const [first, second] = readFileSync(path, 'utf8').split('\n\n');
    assert.match(first, /Kestrel/);
    assert.equal(second, 'L’oiseau chante fort.\n');
    await assert.rejects(
      translateFiles([path], { ...options, glossary: join(folder, 'none.tsv') }),
      (error) => error instanceof UsageError && /none\.tsv/.test(error.message),
    );
  });

  it('refuses what it does not know, with what to do', async () => {
    const path = file('a.xyz', 'set x = 1;\ncall f(x);\n');
    for (const [files, other, says] of [
      [[path], {}, /a\.xyz.*--format/],
      [[path], { to: 'de' }, /de.*en → fr/],
      [[join(folder, 'none.md')], {}, /none\.md/],
      [[path], { to: undefined }, /--to/],
      [[path], { format: 'nothing' }, /nothing.*markdown/],
      [[path, path], {}, /--in-place/],
    ] as const)
      await assert.rejects(
        translateFiles(files, { ...options, ...other }),
        (error) => error instanceof UsageError && says.test(error.message) && !error.message.includes('\n'),
      );
  });

  it('has no lines for none, and ends quietly when its reader has gone', async function () {
    // Two processes, and a machine that may be busy.
    this.timeout(180_000);
    assert.deepEqual(await runCli(['translate', '--model', 'en-fr']), { code: 0, out: '', err: '' });
    const command = `yes 'He is calm.' | head -300 | "${process.execPath}" --require tsx/cjs src/cli/main.ts translate --model en-fr | head -1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: ROOT, encoding: 'utf8' });
    assert.equal(stdout.trim().split('\n').length, 1);
    assert.equal(stderr, '');
  });
});
