/** The sentence around the cursor; | stands for the cursor. */
import assert from 'node:assert/strict';
import { sentenceAt } from '../../../src/extension/documents/prose-at';
import type { DocumentFormat } from '../../../src/protocol/document';

const TYPESCRIPT: DocumentFormat = { kind: 'code', language: 'typescript', line: '//', block: ['/*', '*/'] };

function at(text: string, format: DocumentFormat): [string, string] | undefined {
  const lines = text.split('\n');
  const line = lines.findIndex((one) => one.includes('|'));
  const character = lines[line].indexOf('|');
  lines[line] = lines[line].replace('|', '');
  const found = sentenceAt((i) => lines[i], { line, character }, format);
  return found && [found.before, found.after];
}

describe('the sentence at the cursor', () => {
  const cases: [string, DocumentFormat, [string, string] | undefined][] = [
    ['One. Two is| here. Three.', { kind: 'plain' }, ['Two is', ' here.']],
    ['One line\nand its| rest', { kind: 'markdown' }, ['One line and its', ' rest']],
    ['- one\n- two|', { kind: 'markdown' }, ['two', '']],
    ['# Title\nText|', { kind: 'markdown' }, ['Text', '']],
    ['```\ncode|\n```', { kind: 'markdown' }, undefined],
    ['第一句。第二|句', { kind: 'plain' }, ['第二', '句']],
    ['第一句。第二\n句很|长', { kind: 'plain' }, ['第二句很', '长']],
    ['const a = 1; // the val|ue', TYPESCRIPT, ['the val', 'ue']],
    ['const a = "// no|";', TYPESCRIPT, undefined],
    ['const a|', TYPESCRIPT, undefined],
    ['/**\n * Reads the\n * file|\n */', TYPESCRIPT, ['Reads the file', '']],
    ['/* one| */ f();', TYPESCRIPT, ['one', '']],
    ['/* one */ f|();', TYPESCRIPT, undefined],
    ['<p>Hello| you</p>', { kind: 'html' }, ['Hello', ' you']],
    ['<p cla|ss="a">', { kind: 'html' }, undefined],
    ['{ "a": "b|" }', { kind: 'json' }, undefined],
  ];
  for (const [text, format, wanted] of cases) {
    it(`${format.kind}: ${JSON.stringify(text)}`, () => assert.deepEqual(at(text, format), wanted));
  }
});
