/** What the editor says of a model: what it is good at and what not, out of its card and nothing more. */
import '../fake-vscode';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CatalogModel } from '../../../../src/extension/models/model-catalog';
import { cardOf } from '../../../../src/extension/models/model-catalog';
import { cardText } from '../../../../src/extension/models/manage-models';

const MODELS = resolve(__dirname, '../../../../media/models');

const shown = (id: string, bytes: Uint8Array): string =>
  cardText({ ...cardOf(id, bytes), bundled: true } as CatalogModel);

const cardWith = (change: object): Uint8Array => {
  const card = JSON.parse(readFileSync(`${MODELS}/en-fr/model.json`, 'utf8')) as object;
  return new TextEncoder().encode(JSON.stringify({ ...card, ...change }));
};

describe('the card of a model in the editor', () => {
  const described = readdirSync(MODELS).filter(
    (id) => cardOf(id, readFileSync(`${MODELS}/${id}/model.json`)).intendedUse !== '',
  );

  it('is there for most of the bundled models', () => assert.ok(described.length >= 4));

  for (const id of described)
    it(`${id} says what it is good at, in one sentence, and what it is not`, () => {
      const bytes = readFileSync(`${MODELS}/${id}/model.json`);
      const { intendedUse, limitations } = cardOf(id, bytes);
      assert.match(intendedUse, /^\p{Lu}.{20,250}\.$/u);
      assert.doesNotMatch(intendedUse, /\. \p{Lu}/u);
      assert.ok(limitations.length > 0);
      const text = shown(id, bytes);
      assert.ok(text.indexOf('**Good at**: ') > 0);
      assert.ok(text.indexOf('**Good at**: ') < text.indexOf('**Known weaknesses**'));
    });

  it('shows what is in the card as text, and nothing where there is nothing', () => {
    const strange = cardWith({ intendedUse: '[a](command:x)', limitations: ['![b](https://x)', 7] });
    const text = shown('en-fr', strange);
    assert.doesNotMatch(text, /(?<!\\)\]\(/);
    assert.match(text, /\n- 7\n/);
    for (const change of [
      { intendedUse: undefined, limitations: undefined },
      { intendedUse: 3, limitations: 'x' },
    ])
      assert.doesNotMatch(shown('en-fr', cardWith(change)), /Good at|Known weaknesses/);
  });
});
