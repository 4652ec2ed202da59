/** Glossary and kept translations on a disk that is slow, full, shared or hostile: no line is lost, no other file written. */
import { changed, disk, files, links, readOnly, settings, trust } from '../fake-vscode';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Settings } from '../../../../src/extension/settings';
import { parseMemory, withMemory } from '../../../../src/protocol/term-files';
import { checkTermFile } from '../../../../src/extension/terms/term-place';
import { GLOSSARY_FILE, WorkspaceTerms } from '../../../../src/extension/terms/workspace-terms';
import { readSetting } from '../../../../src/extension/ui/restricted-mode';

const MEMORY = '/folder/.interlinear/memory.tsv';
const GLOSSARY = `/folder/${GLOSSARY_FILE}`;

const using = (memoryFile = '.interlinear/memory.tsv'): Settings => ({ memoryFile }) as Settings;
const window = (): WorkspaceTerms => new WorkspaceTerms(() => {});
const line = (source: string, translation = source.toUpperCase()) => ({ pair: 'en-fr', source, translation });
const put = (path: string, content: string | readonly number[]): void =>
  void files.set(
    path,
    typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content),
  );
const has = (path: string): string => new TextDecoder().decode(files.get(path));
const failing =
  (what: string, code: string) =>
  async (operation: string): Promise<void> => {
    if (operation === what) throw Object.assign(new Error(`${code}: ${what}`), { code });
  };

beforeEach(() => {
  files.clear();
  changed.clear();
  links.clear();
  readOnly.clear();
  disk.before = () => Promise.resolve();
});
after(() => (disk.before = () => Promise.resolve()));

describe('kept translations on the disk', () => {
  it('are as many as were kept, by two windows at once on a slow disk', async function () {
    this.timeout(30_000);
    let seed = 15;
    const delay = (): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % 8;
    disk.before = () => new Promise((resolve) => setTimeout(resolve, delay()));
    const windows = [window(), window()];
    const work = Array.from({ length: 100 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, delay() * 20));
      await windows[i % 2].remember([line(`sentence ${i}`)], using());
    });
    await Promise.all(work);
    const sources = parseMemory(has(MEMORY)).map(({ source }) => source);
    assert.deepEqual(sources.sort(), Array.from({ length: 100 }, (_, i) => `sentence ${i}`).sort());
    assert.deepEqual([...files.keys()], [MEMORY]);
  });

  it('keep comments, further columns, unreadable lines, line ends and marks of encoding', async () => {
    const before =
      '\ufeff# mine\r\nen-fr\tone\tun\tby me\t2026\r\n\r\nno line\nen-fr\ttwo\tdeux\nen-de\tone\teins';
    put(MEMORY, before);
    await window().remember([line('one', 'UN'), line('three', 'TROIS')], using());
    assert.equal(
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(files.get(MEMORY)),
      before.replace('\tun\t', '\tUN\t') + '\r\nen-fr\tthree\tTROIS\r\n',
    );
  });

  it('change no line but those concerned, whatever the file holds', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab\\é翻 #|"\u0001') });
    const row = fc.oneof(
      fc.array(cell, { maxLength: 5 }).map((cells) => cells.join('\t')),
      fc.tuple(fc.constantFrom('en-fr', 'zh-en'), cell, cell).map((cells) => cells.join('\t')),
    );
    const text = fc
      .array(fc.tuple(row, fc.constantFrom('\n', '\r\n', '\r', '\n\n')))
      .map((all) => all.flat().join(''));
    fc.assert(
      fc.property(text, cell, cell, (before, source, translation) => {
        fc.pre(source.trim() !== '' && translation.trim() !== '');
        const wanted = line(source.trim(), translation.trim());
        const after = withMemory(before, [wanted]);
        const found = parseMemory(after).filter(
          (one) => one.pair === 'en-fr' && one.source === wanted.source,
        );
        assert.equal(found.at(-1)?.translation, wanted.translation);
        const [old, now] = [before, after].map((one) => one.split(/\r\n|\n|\r/));
        const changed = now.filter((one, i) => one !== old[i]);
        assert.ok(changed.filter((one) => one !== '').length <= 1, JSON.stringify([before, after]));
        assert.equal(withMemory(after, [wanted]), after);
      }),
      { seed: 15, numRuns: 500 },
    );
  });

  it('stay in UTF-16 and Latin-1, and are refused where the encoding has no such sign', async () => {
    const wide = [...'en-fr\tone\tun\n'].flatMap((sign) => [sign.charCodeAt(0), 0]);
    put(MEMORY, [0xff, 0xfe, ...wide]);
    await window().remember([line('翻', '译')], using());
    assert.deepEqual(
      new TextDecoder('utf-16le').decode(files.get(MEMORY)),
      'en-fr\tone\tun\nen-fr\t翻\t译\n',
    );
    const latin = [...'en-fr\tsummer\t\xe9t\xe9\n'].map((sign) => sign.charCodeAt(0));
    put(MEMORY, latin);
    await window().remember([line('here', 'l\xe0')], using());
    assert.deepEqual(
      [...files.get(MEMORY)!],
      [...latin, ...[...'en-fr\there\tl\xe0\n'].map((s) => s.charCodeAt(0))],
    );
    const kept = [...files.get(MEMORY)!];
    await assert.rejects(window().remember([line('here', '译')], using()), {
      name: 'TermFileError',
      code: 'encoding',
    });
    assert.deepEqual([...files.get(MEMORY)!], kept);
  });

  for (const [operation, code, wanted] of [
    ['readFile', 'EIO', 'unreadable'],
    ['stat', 'EACCES', 'unreadable'],
    ['writeFile', 'ENOSPC', 'unwritable'],
    ['rename', 'EPERM', 'unwritable'],
  ] as const) {
    it(`are as they were when ${operation} fails with ${code}`, async () => {
      put(MEMORY, 'en-fr\tone\tun\n');
      disk.before = failing(operation, code);
      const work = window().remember([line('two')], using());
      await assert.rejects(work, { name: 'TermFileError', code: wanted });
      assert.deepEqual(
        [...files.entries()].map(([path]) => path),
        [MEMORY],
      );
      assert.equal(has(MEMORY), 'en-fr\tone\tun\n');
    });
  }

  it('are not written where the file may not be', async () => {
    put(MEMORY, 'en-fr\tone\tun\n');
    readOnly.add(MEMORY);
    await assert.rejects(window().remember([line('two')], using()), { code: 'unwritable' });
    assert.equal(has(MEMORY), 'en-fr\tone\tun\n');
  });
});

describe('the place of glossary and kept translations', () => {
  const REFUSED = [
    ...['package.json', '.git/config', '.git/hooks/pre-commit', '.git/x.tsv', '.GIT/x.tsv', 'a/.git/x.tsv'],
    ...[
      '.vscode/settings.json',
      '.vscode/x.tsv',
      '.Vscode/x.tsv',
      'git~1/x.tsv',
      '.git./x.tsv',
      '.git /x.tsv',
    ],
    ...[
      '../x.tsv',
      'a/../../x.tsv',
      '/etc/x.tsv',
      'c:/x.tsv',
      'a\\..\\x.tsv',
      'a//x.tsv',
      './x.tsv',
      '',
      '.',
    ],
    ...[
      'x.tsv:stream',
      'x.tsv ',
      'x.tsv.',
      'x.tsv\0',
      'x.tsv\u200b',
      'node_modules/x.tsv',
      'x.tsv/y',
      `${'a/'.repeat(30)}x.tsv`,
    ],
  ];
  for (const file of REFUSED) {
    it(`is never ${JSON.stringify(file).slice(0, 40)}`, async () => {
      put('/folder/package.json', '{}');
      await assert.rejects(window().remember([line('x')], using(file)), {
        name: 'TermFileError',
        code: 'name',
      });
      assert.deepEqual([...files.keys()], ['/folder/package.json']);
    });
  }

  it('may be any .tsv file in the folder', () => {
    for (const file of ['memory.tsv', '.interlinear/memory.tsv', 'docs/übersetzt/Mémoire 1.TSV'])
      checkTermFile(file);
  });

  it('is reached through no link', async () => {
    for (const link of [MEMORY, '/folder/.interlinear']) {
      links.clear();
      links.add(link);
      await assert.rejects(window().remember([line('x')], using()), { code: 'link' });
    }
    assert.equal(files.size, 0);
  });

  it('is no file of another kind that happens to end so', async () => {
    for (const content of ['name\tage\nAnn\t7\n', 'just words\n', '{"a": 1}\n', 'en-fr\tx\ty\n\0']) {
      put('/folder/data.tsv', content);
      await assert.rejects(window().remember([line('x')], using('data.tsv')), { code: 'content' });
      assert.equal(has('/folder/data.tsv'), content);
    }
    put(GLOSSARY, '{"a": 1}\n');
    await assert.rejects(window().addToGlossary('a\tb', '# head\n'), { code: 'content' });
  });

  it('gets a head when it is new, and each term once', async () => {
    await window().addToGlossary('a\tb', '# head\n');
    await window().addToGlossary('a\tb', '# head\n');
    assert.equal(has(GLOSSARY), '# head\na\tb\n');
  });
});

describe('a folder that is not trusted', () => {
  after(() => trust(true));

  it('has no say in models and files', () => {
    settings.folder = { model: 'evil', models: { 'en-fr': 'evil' }, memoryFile: 'evil.tsv', beamSize: 3 };
    settings.user = { model: 'mine' };
    trust(false);
    const read = (['model', 'models', 'memoryFile', 'beamSize'] as const).map(readSetting);
    assert.deepEqual(read, ['mine', undefined, undefined, 3]);
    trust(true);
    assert.equal(readSetting('model'), 'evil');
  });
});

describe('glossary and memory of a translation', () => {
  const direction = { source: 'en', target: 'fr', models: ['en-fr'] } as Parameters<
    WorkspaceTerms['read']
  >[0];
  const wanted = { ...using(), glossary: true, memory: true };
  let reads: string[] = [];
  const counted = async (
    terms: WorkspaceTerms,
  ): Promise<{ glossary: string[]; memory: string[]; reads: number }> => {
    reads = [];
    disk.before = async (operation, path) => void (operation === 'readFile' && reads.push(path));
    const { glossary, memory } = await terms.read(direction, wanted);
    const forms = glossary.map(({ term, translations }) => `${term}=${translations.join()}`);
    return { glossary: forms, memory: memory.map(({ source }) => source), reads: reads.length };
  };
  const longAgo = Date.now() - 60_000;

  it('are read when they have changed, also while the user types in them, and not otherwise', async () => {
    const terms = window();
    put(GLOSSARY, 'file\tfichier\n');
    put(MEMORY, 'en-fr\tOne.\tUn.\n');
    changed.set(GLOSSARY, longAgo).set(MEMORY, longAgo);
    const first = { glossary: ['file=fichier'], memory: ['One.'] };
    assert.deepEqual(await counted(terms), { ...first, reads: 2 });
    assert.deepEqual(await counted(terms), { ...first, reads: 0 });
    put(GLOSSARY, 'file\tdossier\n');
    changed.set(GLOSSARY, longAgo + 1);
    const second = { ...first, glossary: ['file=dossier'] };
    assert.deepEqual(await counted(terms), { ...second, reads: 1 });
    assert.deepEqual(await counted(terms), { ...second, reads: 0 });
    files.delete(MEMORY);
    assert.deepEqual(await counted(terms), { ...second, memory: [], reads: 0 });
    await terms.addToGlossary('node\tnœud', '');
    changed.set(GLOSSARY, longAgo + 2);
    assert.deepEqual((await counted(terms)).glossary, ['file=dossier', 'node=nœud']);
  });

  it('are read again where the clock of the disk cannot tell two changes apart, or there is none', async () => {
    for (const mtime of [Date.now(), 0]) {
      const terms = window();
      put(GLOSSARY, 'file\tfichier\n');
      changed.set(GLOSSARY, mtime);
      assert.deepEqual((await counted(terms)).glossary, ['file=fichier']);
      put(GLOSSARY, 'file\tdossier\n');
      assert.deepEqual((await counted(terms)).glossary, ['file=dossier']);
    }
  });
});
