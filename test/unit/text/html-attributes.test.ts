/** Attributes of HTML that are prose: their words change, and nothing else of the tree that parse5 reads. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFragment } from 'parse5';
import { translateDocument } from '../../../src/engine/translate/document-translation';

async function translated(text: string, translate: (text: string) => string): Promise<string> {
  const { edits } = await translateDocument(
    { text, format: { kind: 'html' }, locale: 'en' },
    async (sentences) => sentences.map((one) => ({ text: translate(one.text), from: 'model' as const })),
  );
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((done, { start, end, text: by }) => done.slice(0, start) + by + done.slice(end), text);
}

function attributesOf(html: string): Record<string, string> {
  const [node] = parseFragment(html).childNodes;
  assert.ok('attrs' in node);
  return Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
}

const upper = (text: string): string => text.toUpperCase();

describe('attributes of HTML', () => {
  it('are prose where a reader sees them, and only there', async () => {
    const after = await translated(
      '<input name="your name" id="a b" class="big red" value="some text" placeholder="your name" aria-label=\'the name\'>',
      upper,
    );
    assert.deepEqual(attributesOf(after), {
      name: 'your name',
      id: 'a b',
      class: 'big red',
      value: 'some text',
      placeholder: 'YOUR NAME',
      'aria-label': 'THE NAME',
    });
  });

  it('stay where they are names, badges or templates', async () => {
    for (const tag of [
      '<img src="a.png" alt="build status">',
      '<input title="userName" placeholder="my_file.txt">',
      '<input title="{{ the title }}">',
      '<p translate="no" title="the title"></p>',
      '<input title=title>',
    ])
      assert.equal(await translated(tag, upper), tag);
  });

  it('end where they ended, whatever is written into them', async () => {
    const sign = fc.constantFrom('"', "'", '<', '>', '&', '&amp', '[', ']', '\\', '&lt;');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('"', "'"), sign, sign, async (quote, first, second) => {
        const tag = `<img src="a.png" id="x" alt=${quote}the red house here${quote}>`;
        const after = await translated(tag, () => `la ${first} maison ${second} rouge`);
        const { alt, ...others } = attributesOf(after);
        assert.deepEqual(others, { src: 'a.png', id: 'x' });
        assert.ok(alt === 'the red house here' || /maison.*rouge$/.test(alt), alt);
        assert.equal(parseFragment(after).childNodes.length, 1);
      }),
      { numRuns: 60, seed: 2026 },
    );
  });
});
