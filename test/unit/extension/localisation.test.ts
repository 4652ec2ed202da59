import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../../..');
/** The extension, and its panel, which is given the translations. */
const SOURCES = ['src/extension', 'webview'].map((folder) => join(ROOT, folder));
const LANGUAGES = ['fr', 'zh-cn'];

type Texts = Record<string, string>;

const readTexts = (...path: string[]): Texts =>
  JSON.parse(readFileSync(join(ROOT, ...path), 'utf8')) as Texts;

/** The first argument of every `l10n.t(…)` in a file; one that is no plain text, which no bundle could have, as undefined. */
function textsOf(file: string): (string | undefined)[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: (string | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText())) {
      const [text] = node.arguments;
      found.push(ts.isStringLiteralLike(text) ? text.text : undefined);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const placeholders = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();

/** What the manifest leaves to package.nls.json: "%key%", whole values only, as VS Code reads them. */
function keysOf(value: unknown): string[] {
  if (typeof value === 'string') return /^%([^%]+)%$/.exec(value)?.slice(1) ?? [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(keysOf) : [];
}

describe('localisation', () => {
  const files = SOURCES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const used = files.filter((file) => file.endsWith('.ts')).flatMap(textsOf);
  const sentences = [...new Set(used as string[])].sort();
  const english = readTexts('package.nls.json');
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { l10n: string };

  it('sees the sentences, and each is plain text that a bundle can have', () => {
    assert.ok(sentences.length > 20, `${sentences.length} found`);
    assert.equal(used.includes(undefined), false);
  });

  it('has files for the same languages in both places', () => {
    const languages = (folder: string, pattern: RegExp): string[] =>
      readdirSync(join(ROOT, folder)).flatMap((name) => pattern.exec(name)?.slice(1) ?? []);
    assert.deepEqual(languages(manifest.l10n, /^bundle\.l10n\.(.+)\.json$/).sort(), LANGUAGES);
    assert.deepEqual(languages('.', /^package\.nls\.(.+)\.json$/).sort(), LANGUAGES);
  });

  it('has an English text for every key of the manifest, and no other', () => {
    const keys = keysOf(manifest);
    assert.deepEqual(Object.keys(english).sort(), [...new Set(keys)].sort());
  });

  for (const language of LANGUAGES) {
    describe(`in ${language}`, () => {
      const bundle = readTexts(manifest.l10n, `bundle.l10n.${language}.json`);
      const nls = readTexts(`package.nls.${language}.json`);

      it('has every sentence of the extension, and no other', () => {
        assert.deepEqual(Object.keys(bundle).sort(), sentences);
      });

      it('has every text of the manifest, and no other', () => {
        assert.deepEqual(Object.keys(nls).sort(), Object.keys(english).sort());
      });

      it('is translated, with the same placeholders', () => {
        for (const [from, to] of [...Object.entries(bundle), ...Object.entries(nls)])
          assert.ok(to.trim() !== '' && to !== from, `not translated: ${from}`);
        for (const [from, to] of Object.entries(bundle))
          assert.deepEqual(placeholders(to), placeholders(from), from);
      });
    });
  }
});
