/** The sentence around the cursor; | stands for the cursor. */
import assert from 'node:assert/strict';
import { proseAt } from '../../../src/text';
import type { DocumentFormat } from '../../../src/text';

const TYPESCRIPT: DocumentFormat = { kind: 'code', language: 'typescript', line: '//', block: ['/*', '*/'] };

function at(text: string, format: DocumentFormat): [string, string] | undefined {
  const found = proseAt(text.replace('|', ''), format, text.indexOf('|'));
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
    ['第一句。第二\n句很|长', { kind: 'markdown' }, ['第二句很', '长']],
    ['const a = 1; // the val|ue', TYPESCRIPT, ['the val', 'ue']],
    ['const a = "// no|";', TYPESCRIPT, undefined],
    ['const a|', TYPESCRIPT, undefined],
    ['/**\n * Reads the\n * file|\n */', TYPESCRIPT, ['Reads the file', '']],
    ['/* one| */ f();', TYPESCRIPT, ['one', '']],
    ['/* one */ f|();', TYPESCRIPT, undefined],
    ['<p>Hello| you</p>', { kind: 'html' }, ['Hello', ' you']],
    ['<p cla|ss="a">', { kind: 'html' }, undefined],
    ['{ "a": "b|" }', { kind: 'json' }, undefined],
    ['{ "a": "The file could not| be read." }', { kind: 'json' }, ['The file could not', ' be read.']],
    ['{ "The file could not|": 1 }', { kind: 'json' }, undefined],
    ['The name `fetch|User` is long', { kind: 'markdown' }, undefined],
    ['Some **bold wo|rds** here', { kind: 'markdown' }, ['Some bold wo', 'rds here']],
    ['// Reads the\n// |', TYPESCRIPT, ['Reads the ', '']],
    ['// Reads the file\nnext|();', TYPESCRIPT, undefined],
    ['/** Reads | */', TYPESCRIPT, ['Reads ', '']],
    ['\\section{The ti|tle}', { kind: 'latex' }, ['The ti', 'tle']],
    ['\\usepackage{ba|bel}', { kind: 'latex' }, undefined],
    ['msgid "One two|"\nmsgstr ""', { kind: 'po' }, undefined],
    ['1\n00:00:01,000 --> 00:00:02,000\nHe said th|at', { kind: 'subtitles' }, ['He said th', 'at']],
  ];
  for (const [text, format, wanted] of cases) {
    it(`${format.kind}: ${JSON.stringify(text)}`, () => assert.deepEqual(at(text, format), wanted));
  }
});
