/** complete, fill and search among other tools of a shell: lines in, answers out, and what they say of bad ones. */
import assert from 'node:assert/strict';
import { runCli } from './command-line';

describe('complete, fill and search in a pipe', () => {
  it('answer each line, as an argument would be answered', async () => {
    const [lines, argument] = await Promise.all([
      runCli(['complete', '--n-best', '2'], { input: 'The file could not be\r\nI am' }),
      runCli(['complete', '--n-best', '2', 'I am']),
    ]);
    assert.equal(lines.code, 0, lines.err);
    const blocks = lines.out.split('\n\n');
    assert.equal(blocks.length, 2);
    assert.match(blocks[0], /^[\d.]+ % {2}The file could not be .+\n[\d.]+ % {2}The file could not be .+$/);
    assert.equal(blocks[1], argument.out);
  });

  it('as JSON are one line for each line; a line without a blank stays', async () => {
    const { out, code, err } = await runCli(['fill', '--json'], {
      input: 'I am ___ hungry.\nNothing.\n___ is ___\n',
    });
    assert.equal(code, 0, err);
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string; blanks: unknown[] });
    assert.deepEqual(
      answers.map(({ blanks }) => blanks.length),
      [1, 0, 2],
    );
    assert.match(answers[0].text, /^I am \p{L}.* hungry\.$/u);
    assert.equal(answers[1].text, 'Nothing.');
    assert.doesNotMatch(answers[2].text, /_/);
  });

  it('find the hypotheses of every line, also where one is empty', async () => {
    const { out, code, err } = await runCli(['search', '--model', 'en-fr', '--n-best', '1', '--json'], {
      input: 'I lost.\n\nGo.\n',
    });
    assert.equal(code, 0, err);
    const found = out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { hypotheses: unknown[] }).hypotheses.length);
    assert.deepEqual(found, [1, 0, 1]);
  });

  it('write nothing for nothing, and what came before a line that is no text', async () => {
    const none = await runCli(['complete']);
    assert.deepEqual([none.code, none.out, none.err], [0, '', '']);
    const broken = await runCli(['complete', '--n-best', '1'], {
      input: Buffer.from('I am\nb\xe9d\n', 'latin1'),
    });
    assert.equal(broken.code, 1);
    assert.match(broken.out, /^[\d.]+ % {2}I am/);
    assert.match(broken.err, /standard input, line 2: .*UTF-8/);
  });
});

describe('the command line refuses', () => {
  const refused: [string, string[], RegExp][] = [
    [
      'a model for another task, by name',
      ['translate', '--model', 'en-fill', 'x'],
      /"en-fill" fills blanks.*en-fr/,
    ],
    ['a translator for blanks', ['fill', '--model', 'en-fr', 'a ___'], /"en-fr" translates.*en-fill/],
    [
      'beams that fill the memory',
      ['translate', '--model', 'en-fr', '--beam', '1000000', 'x'],
      /from 1 to 256/,
    ],
    ['half a hypothesis', ['search', '--toy', '--beam', '2.5'], /whole number/],
    ['a model that is not there', ['complete', '--model', 'nowhere', 'x'], /no model "nowhere".*en-text/],
  ];
  for (const [what, args, message] of refused)
    it(what, async () => {
      const { code, out, err } = await runCli(args);
      assert.equal(code, 1);
      assert.equal(out, '');
      assert.match(err, message);
      assert.doesNotMatch(err, /undefined|\n {4}at /);
    });
});
