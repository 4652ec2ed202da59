/**
 * Nothing that reads a stranger's text hangs: each reader is given 100,000 characters of its worst kinds, and things that lie
 * 10,000 deep in each other. Time is not measured; a process apart that does not answer for a minute hangs. All kinds for
 * all readers: `npm run fuzz`.
 */
import assert from 'node:assert/strict';
import { HelperProcess } from './helper-process';
import { READERS } from './readers';
import { nested, PAIRS, SINGLE } from './texts';

const LENGTH = 100_000;
/** Of these every reader gets one or more, in turn. */
const WORST = [
  ...[
    '"<!--"',
    '"/*"',
    '"[a]"',
    '"]("',
    '"*"',
    '"_"',
    '"`"',
    '"{"',
    '":::"',
    '"|"',
    '" "',
    '"\\""',
    '"1"',
    '","',
    '"/"',
    '"--"',
  ],
  ...[
    '"\\n"',
    '"("',
    '"\\\\"',
    '"$"',
    '"@"',
    '"&"',
    '"<a"',
    '"%"',
    '"# "',
    '"a."',
    '"a-"',
    '"> "',
    '"- "',
    '"1. "',
    '"\'"',
  ],
].filter((name) => SINGLE.some((one) => one.name === name));
const KINDS = [
  ...WORST,
  '"*/" ',
  '"](" then "[a]"',
  '"-" then " "',
  '" " then "\\n"',
  '"<" then "!"',
  '"`:"',
].flatMap((name) => [...SINGLE, ...PAIRS].filter((one) => one.name === name));
/** For each reader. */
const EACH = 3;

describe('what reads the text of strangers', () => {
  const helper = new HelperProcess(60);
  after(() => helper.end());

  const readers = Object.keys(READERS);
  readers.forEach((reader, i) => {
    it(`comes to an end: ${reader}`, async () => {
      for (let j = 0; j < EACH; j++) {
        const { name, make } = KINDS[(i * EACH + j) % KINDS.length];
        const { findings } = await helper.ask({ kind: 'read', reader, text: make(LENGTH) });
        assert.deepEqual(findings, [], `${reader}: ${name}`);
      }
    }).timeout(240_000);
  });

  it('comes to an end: lists and quotations of Markdown that end again and again', async () => {
    for (const unit of ['- - - a\n', 'a\n- b\n\n', '- a\n\nb\n\n', '> a\n\nb\n\n']) {
      // The longer one is refused.
      for (const length of [12_000, 100_000]) {
        const text = unit.repeat(length / unit.length);
        const { findings } = await helper.ask({ kind: 'read', reader: 'document: markdown', text });
        assert.deepEqual(findings, [], JSON.stringify(unit));
      }
    }
  }).timeout(240_000);

  /** A message says that something lies too deep, or all is read: never an overflow of the stack. */
  const OWN: Readonly<Record<string, readonly string[]>> = {
    json: ['JSON objects', 'JSON arrays', 'a message in JSON'],
    yaml: ['YAML sequences', 'a flow of YAML'],
    toml: ['an array of TOML', 'TOML arrays'],
    html: ['elements of HTML', 'inline elements'],
    android: ['resources of Android', 'elements of XML'],
    latex: ['LaTeX groups', 'LaTeX commands', 'LaTeX environments'],
    markdown: [
      'quotations',
      'brackets',
      'links',
      'emphasis',
      'lists of Markdown',
      'inline elements',
      'quotation marks',
    ],
    restructuredtext: ['lists of reStructuredText', 'brackets'],
    asciidoc: ['items of AsciiDoc', 'emphasis'],
    typescript: ['substitutions', 'brackets'],
    plain: ['quotations', 'brackets', 'quotation marks', 'emphasis'],
  };
  const texts = nested(10_000);
  for (const [format, names] of Object.entries(OWN))
    it(`takes or refuses 10,000 levels: ${format}`, async () => {
      for (const name of names) {
        const reader = `document: ${format}`;
        assert.ok(READERS[reader] && texts[name], `${reader}, ${name}`);
        const { findings } = await helper.ask({ kind: 'read', reader, text: texts[name] });
        assert.deepEqual(findings, [], name);
      }
    }).timeout(240_000);
});
