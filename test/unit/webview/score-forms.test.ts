import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { DefaultTreeAdapterMap } from 'parse5';
import { parse } from 'parse5';
import type { ScoreFilesAnswer } from '../../../src/protocol/score';
import { placeOf, readDropped } from '../../../webview/score/dropped-files';
import { changeOf, sortedBy, tenths } from '../../../webview/score/score-counts';
import { filesHtml, filesMarkdown } from '../../../webview/score/score-export';

type Sentence = ScoreFilesAnswer['sentences'][number];

const sentence = (line: number, bleu: number, baseline?: number, system = 'a'): Sentence => ({
  line,
  system,
  reference: 'b',
  bleu,
  chrf: bleu,
  ...(baseline !== undefined && { baseline }),
});
const answer = (sentences: Sentence[]): ScoreFilesAnswer => ({
  scores: [{ metric: 'BLEU', score: 40, lower: 38, upper: 42, signature: 'nrefs:1|case:mixed' }],
  sentences,
});

/** The cells of every table of a Markdown text, row by row. */
function markdownTables(text: string): string[][][] {
  const root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const textOf = (node: Nodes): string =>
    'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
  return root.children.flatMap((node) =>
    node.type === 'table' ? [node.children.map((row) => row.children.map(textOf))] : [],
  );
}

/** The texts of all table cells of a page. */
function cellsOf(page: string): string[] {
  type Node = DefaultTreeAdapterMap['node'];
  const textOf = (node: Node): string =>
    'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
  const walk = (node: Node): string[] => {
    if (node.nodeName === 'td') return [textOf(node)];
    return 'childNodes' in node ? node.childNodes.flatMap(walk) : [];
  };
  return walk(parse(page));
}

describe('reports of scored files', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('a', '|', '`', '<', '&', '*', '_', '\\\\', '[', ']', '#', '"', '$'),
  });

  it('have every sentence as it is, in Markdown', () => {
    fc.assert(
      fc.property(hostile, (system) => {
        const [, worst] = markdownTables(filesMarkdown(answer([sentence(1, 10, undefined, `x${system}x`)])));
        assert.deepEqual(worst[1], ['1', '10.00', '10.00', `x${system}x`, 'b']);
      }),
    );
  });

  it('have every sentence as it is, in HTML, and no script', () => {
    fc.assert(
      fc.property(hostile, (system) => {
        const page = filesHtml(answer([sentence(1, 10, undefined, system)]));
        assert.deepEqual(cellsOf(page).slice(-5), ['1', '10.00', '10.00', system, 'b']);
      }),
    );
    assert.doesNotMatch(
      filesHtml(answer([sentence(1, 10, undefined, '<script>alert(1)</script>')])),
      /<script/,
    );
  });
});

describe('scores of sentences', () => {
  it('are counted in tenths, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true })), (scores) => {
        const counts = tenths(scores);
        assert.equal(counts.length, 10);
        assert.equal(
          counts.reduce((sum, one) => sum + one, 0),
          scores.length,
        );
      }),
    );
    assert.deepEqual(tenths([0, 9.99, 10, 99.9, 100]), [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
  });

  it('are ordered by how much worse they got', () => {
    const all = [sentence(1, 50, 50), sentence(2, 10, 60), sentence(3, 90, 20)];
    assert.deepEqual(
      sortedBy(all, 'change', true).map(({ line }) => line),
      [2, 1, 3],
    );
    assert.equal(changeOf(all[1]), -50);
    assert.equal(changeOf(sentence(1, 50)), undefined);
  });
});

describe('dropped files', () => {
  it('are what their names say, else the system, a reference, a baseline', () => {
    assert.equal(placeOf('hyp.txt', false, false), 'system');
    assert.equal(placeOf('b.txt', true, false), 'reference');
    assert.equal(placeOf('c.txt', true, true), 'baseline');
    assert.equal(placeOf('test.ref.fr', false, false), 'reference');
    assert.equal(placeOf('baseline.txt', false, false), 'baseline');
    assert.equal(placeOf('preferences.txt', false, false), 'system');
  });

  it('have the lines of any line ends, without a mark and without an empty last one', async () => {
    const read = async (text: string): Promise<string[]> =>
      (await readDropped({ name: 'a', text: () => Promise.resolve(text) })).lines;
    assert.deepEqual(await read('\ufeffa\r\nb\rc\n'), ['a', 'b', 'c']);
    assert.deepEqual(await read('a\n\nb'), ['a', '', 'b']);
  });
});
