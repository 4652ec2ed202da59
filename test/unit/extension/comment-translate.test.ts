/** A source for Comment Translate, used as that extension uses every source: registered as a class, made without arguments. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TranslateOptions } from '../../../src/extension/api';
import type { TranslateSource } from '../../../src/extension/comment-translate';
import { createTranslateSource, SOURCE_ID } from '../../../src/extension/comment-translate';

/** Its registry: sources by id, the chosen one made when it is first needed. */
class Registry {
  private readonly sources = new Map<string, new () => TranslateSource>();

  register = (id: string, source: new () => TranslateSource): void => void this.sources.set(id, source);

  use(id: string): TranslateSource {
    return new (this.sources.get(id)!)();
  }
}

describe('the source for Comment Translate', () => {
  const asked: [string, TranslateOptions | undefined][] = [];
  const translate = async (text: string, options?: TranslateOptions) => {
    asked.push([text, options]);
    return { text: text.toUpperCase(), source: 'en', target: 'fr', sentences: [] };
  };

  it('translates what it is given into the language it is given', async () => {
    const registry = new Registry();
    registry.register(SOURCE_ID, createTranslateSource({ translate }));
    const source = registry.use(SOURCE_ID);
    assert.equal(await source.translate('one two', { from: 'auto', to: 'zh-CN' }), 'ONE TWO');
    assert.equal(await source.translate('three', { to: 'auto' }), 'THREE');
    assert.deepEqual(asked, [
      ['one two', { target: 'zh' }],
      ['three', { target: undefined }],
    ]);
    assert.ok(source.isSupported('auto') && source.maxLen > 1000);
    assert.equal(typeof source.link('one', {}), 'string');
  });

  it('is announced in the manifest under the same id', () => {
    const manifest = JSON.parse(
      readFileSync(join(resolve(__dirname, '../../..'), 'package.json'), 'utf8'),
    ) as {
      contributes: { translates: { translate: string; title: string }[] };
    };
    assert.deepEqual(
      manifest.contributes.translates.map(({ translate: id }) => id),
      [SOURCE_ID],
    );
  });
});
