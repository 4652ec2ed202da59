/**
 * Documents that people have written: this repository's source files and the READMEs of its packages, translated to upper
 * case. TypeScript's own scanner says what is code, micromark what is structure.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { translateDocument } from '../../../src/engine/translate/document-translation';
import type { DocumentFormat } from '../../../src/text';

const ROOT = resolve(__dirname, '../../..');
const TYPESCRIPT: DocumentFormat = { kind: 'code', language: 'typescript', line: '//', block: ['/*', '*/'] };
const LARGEST = 40_000;

async function upper(
  text: string,
  format: DocumentFormat,
): Promise<{ text: string; kept: number; edits: number }> {
  const { edits, sentences } = await translateDocument({ text, format, locale: 'en' }, async (list) =>
    list.map((one) => ({ text: one.text.toUpperCase(), from: 'model' })),
  );
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  const kept = sentences.filter((sentence) => sentence.kept).length;
  return { text: result + text.slice(at), kept, edits: edits.length };
}

/** All tokens; comments are none. */
function tokens(text: string): string[] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): string[] => {
    if (ts.isJSDoc(node)) return [];
    const children = node.getChildren(file);
    return children.length === 0 ? [node.getText(file)] : children.flatMap(visit);
  };
  return visit(file);
}

/** Without white space and what frames lines. */
const words = (text: string): string => text.toLowerCase().replace(/[\s>*/#]+/g, '');

describe('real documents', () => {
  it('TypeScript: only comments change, and nothing of them is lost', async () => {
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((_, i) => i % 4 === 0);
    let edits = 0;
    for (const name of files) {
      const text = readFileSync(join(ROOT, 'src', name), 'utf8');
      const after = await upper(text, TYPESCRIPT);
      assert.deepEqual(tokens(after.text), tokens(text), name);
      assert.equal(words(after.text), words(text), name);
      assert.equal(after.kept, 0, name);
      edits += after.edits;
    }
    assert.ok(edits > files.length, `${edits} comments in ${files.length} files`);
  });

  it('Markdown: nothing but words changes', async () => {
    const packages = ['fast-check', 'mocha', 'parse5', 'webpack'];
    for (const name of packages) {
      const text = readFileSync(join(ROOT, 'node_modules', name, 'README.md'), 'utf8').slice(0, LARGEST);
      const after = await upper(text, { kind: 'markdown' });
      assert.equal(words(after.text), words(text), name);
      assert.equal(after.kept, 0, name);
      assert.ok(after.edits > 0, name);
    }
  });
});
