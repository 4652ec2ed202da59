/** The documents for people lead somewhere: links, headings, file paths, npm scripts, commands and settings that they name are there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

const ROOT = join(__dirname, '../../..');
const DOCUMENTS = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  contributes: { configuration: { properties: Record<string, unknown> } };
};

const treeOf = (file: string): Nodes =>
  fromMarkdown(readFileSync(join(ROOT, file), 'utf8'), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });

function nodesOf<T extends Nodes['type']>(node: Nodes, type: T): Extract<Nodes, { type: T }>[] {
  const own = node.type === type ? [node as Extract<Nodes, { type: T }>] : [];
  return 'children' in node ? [...own, ...node.children.flatMap((child) => nodesOf(child, type))] : own;
}

/** What is read of a heading. */
const toString = (node: Nodes): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(toString).join('') : '';

/** As GitHub and VS Code name them. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s/g, '-');

/** `src/x/y.ts`, `docs/z.md`, `media/models`: what begins with a folder of the repository. */
const PATH = /^(?:src|webview|test|tools|bench|docs|media|l10n|\.vscode)(?:\/[\w.-]+)+$/;

describe('the documents', () => {
  for (const file of DOCUMENTS) {
    const tree = treeOf(file);
    const codes = [
      ...nodesOf(tree, 'inlineCode').map(({ value }) => value),
      ...nodesOf(tree, 'code').flatMap(({ value }) => value.split('\n')),
    ];

    it(`${file}: links lead to files and headings that are there`, () => {
      for (const { url } of [...nodesOf(tree, 'link'), ...nodesOf(tree, 'image')]) {
        if (/^(https?|mailto):/.test(url)) continue;
        const [path, anchor] = url.split('#');
        const target = path === '' ? file : relative(ROOT, join(ROOT, dirname(file), path));
        assert.ok(existsSync(join(ROOT, target)), `${url} in ${file}`);
        if (anchor)
          assert.ok(
            nodesOf(treeOf(target), 'heading').some((heading) => anchorOf(toString(heading)) === anchor),
            `${url} in ${file}`,
          );
      }
    });

    it(`${file}: paths, scripts and settings that it names are there`, () => {
      const words = codes.flatMap((code) => code.split(/\s+/));
      const lost = words.filter((word) => PATH.test(word) && !existsSync(join(ROOT, word)));
      assert.deepEqual(lost, []);
      const scripts = codes.flatMap((code) =>
        [...code.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name),
      );
      assert.deepEqual(
        scripts.filter((name) => !(name in MANIFEST.scripts)),
        [],
      );
      const settings = codes.filter((code) => /^interlinear\.[\w.]+$/.test(code));
      const known = MANIFEST.contributes.configuration.properties;
      assert.deepEqual(
        settings.filter((name) => !(name in known) && name !== 'interlinear.models'),
        [],
      );
    });
  }

  it('leave out no setting in the README', () => {
    const named = nodesOf(treeOf('README.md'), 'inlineCode').map(({ value }) => value);
    const settings = Object.keys(MANIFEST.contributes.configuration.properties);
    assert.deepEqual(
      settings.filter((name) => !named.includes(name)),
      [],
    );
  });

  it('keep the README short enough to be read: 4 to 6 kB', () => {
    const { length } = readFileSync(join(ROOT, 'README.md'));
    assert.ok(length >= 4000 && length <= 6500, String(length));
  });

  it('say where each system of the lecture notes is, and code that cites one by number cites one that is there', () => {
    const notes = nodesOf(treeOf('docs/lecture-notes.md'), 'heading').map((heading) => toString(heading));
    const numbers = notes.flatMap((title) => /^(\d+)\./.exec(title)?.[1] ?? []);
    const sources = ['src', 'webview', 'test', 'tools', 'bench'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name)),
    );
    const cited = sources.flatMap((name) => {
      const text = readFileSync(join(ROOT, name), 'utf8');
      assert.doesNotMatch(text, /\bSPEC (row|section)|DESIGN\.md(?!')/, name);
      return [...text.matchAll(/lecture-notes\.md, systems? (\d+)(?: and (\d+))?/g)].flatMap(
        ([, ...numbers]) => numbers.filter(Boolean),
      );
    });
    assert.ok(cited.length > 5);
    assert.deepEqual(
      cited.filter((number) => !numbers.includes(number)),
      [],
    );
  });
});
