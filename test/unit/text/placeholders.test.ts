/** Placeholders are found, come back, and prose is left alone. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskPlaceholders, maskToken, PlaceholderError, separateMasks, unmask } from '../../../src/text';

const found = (text: string): string[] => maskPlaceholders(text).placeholders;

/** Text with [what should be set apart] in brackets of its own kind, ⟦…⟧. */
const SENTENCES = [
  'Could not open ⟦{0}⟧ in ⟦{name}⟧ or ⟦{{user}}⟧ or ⟦${x}⟧.',
  'Copied ⟦%s⟧ of ⟦%d⟧ files (⟦%1$s⟧), ⟦%(name)s⟧, ⟦%[1]s⟧, ⟦%5.2f⟧ and ⟦%-10s⟧; 100% done, 50 % of it.',
  'Uploaded ⟦%1⟧ of ⟦%2⟧ at ⟦%d⟧%.',
  'Call ⟦`code span`⟧ or ⟦``a `b` c``⟧ now.',
  'See ⟦:ref:`the page <x>`⟧, ⟦:py:func:`foo`⟧ and ⟦`this <http://x.org>`_⟧.',
  'Read ⟦https://example.org/a_(b)?c=d#e⟧, (⟦http://x.org/y⟧) or ⟦www.example.org⟧.',
  'Use ⟦compress.zlib://⟧ or the ⟦http://⟧ protocol.',
  'Write to ⟦first.last+tag@mail.example.org⟧.',
  'A ⟦<b>⟧bold⟦</b>⟧ word, ⟦<a href="x>y">⟧link⟦</a>⟧⟦&nbsp;⟧and ⟦&#x2026;⟧ where a < b.',
  'One line⟦\\n⟧and a tab⟦\\t⟧here, ⟦\\u00e9⟧.',
  'Replace ⟦$NAME$⟧ and ⟦$(sync)⟧ by ⟦$HOME⟧ or ⟦%PATH%⟧ for $5.',
  'Edit ⟦/etc/x.conf⟧, ⟦~/.config⟧, ⟦./run.sh⟧, ⟦C:\\x⟧ and ⟦src/a/b.ts⟧ or ⟦package.json⟧ and/or I/O.',
  'Run it with ⟦--option⟧, ⟦--level=3⟧ or ⟦-v⟧, a well-known thing.',
  'Press &File or &Open, R&D & more; the e-mail is &here.',
  '⟦{count, plural, one {# file} other {# files}}⟧ were found.',
  'Use ⟦snake_case⟧, ⟦camelCase⟧, ⟦run()⟧ or ⟦fs.readFile()⟧ of JavaScript.',
  'Set ⟦self.cleaned_data⟧, ⟦request.session⟧, ⟦Array.map⟧ or ⟦django.utils.LANGUAGE_KEY⟧. See e.g. page 5, i.e. this.Next one.',
  'It is exposed on ⟦this.$refs⟧ as ⟦this.$refs.pElementRef⟧; see ⟦$store.state.count⟧, ⟦$HOME⟧.',
  'Le ⟦code_prévu⟧, c.-à-d. ⟦-D⟧ ⟦RÉP_DONNÉES⟧ ou ⟦--dir=RÉP_SOCKET⟧, ⟦dateDébut⟧, p. ex. à la fin.Le début.',
  '编辑⟦deploy/compose.yml⟧来配置⟦worker.env.EXEC_THREADS⟧的值。',
  'Ship it ⟦🚀⟧ now ⟦👩‍💻⟧ ⟦:tada:⟧ at 10:30:15.',
  'Already ⟦⦑0⦒⟧ and ⟦⦑⟧ and ⟦⦒⟧ here.',
  '无法打开文件“⟦{0}⟧”，请参阅⟦https://example.org/x⟧。',
];

describe('placeholders', () => {
  for (const marked of SENTENCES) {
    it(`of: ${marked}`, () => {
      // Where two touch, they are one.
      const wanted = [...marked.replaceAll('⟧⟦', '').matchAll(/⟦(.*?)⟧/g)].map(([, inner]) => inner);
      assert.deepEqual(found(marked.replace(/[⟦⟧]/g, '')), wanted);
    });
  }

  it('numbers them in the order of the text', () => {
    assert.deepEqual(maskPlaceholders('Open {b} in {a} {b}'), {
      text: 'Open ⦑0⦒ in ⦑1⦒ ⦑2⦒',
      placeholders: ['{b}', '{a}', '{b}'],
    });
  });

  it('follows masks that changed their place', () => {
    assert.equal(unmask('dans ⦑1⦒, ⦑0⦒', ['{b}', '{a}']), 'dans {a}, {b}');
  });

  it('does not read placeholders as patterns or masks', () => {
    assert.equal(unmask('⦑0⦒ ⦑1⦒', ['$&', '⦑0⦒']), '$& ⦑0⦒');
  });

  const REFUSED: [string, PlaceholderError['code']][] = [
    ['nothing', 'missing'],
    ['⦑0⦒ and ⦑0⦒ ⦑1⦒', 'doubled'],
    ['⦑0⦒ ⦑1⦒ ⦑2⦒', 'unknown'],
    ['⦑0⦒ ⦑01⦒', 'unknown'],
    ['⦑0⦒ ⦑1⦒ ⦑', 'unknown'],
  ];
  for (const [text, code] of REFUSED) {
    it(`refuses "${text}": ${code}`, () => {
      assert.throws(
        () => unmask(text, ['a', 'b']),
        (error) => error instanceof PlaceholderError && error.code === code,
      );
    });
  }

  it('are words of their own where they are in the source, and only there', () => {
    const source = 'Run ⦑0⦒ on ⦑1⦒s, x⦑2⦒ and ⦑3⦒red⦑4⦒.';
    const cases = [
      ['Lancez⦑0⦒sur ⦑1⦒s', 'Lancez ⦑0⦒ sur ⦑1⦒s'],
      ['un⦑1⦒s', 'un ⦑1⦒s'],
      ['x⦑2⦒ et y⦑2⦒z', 'x⦑2⦒ et y⦑2⦒ z'],
      ['⦑3⦒rouge⦑4⦒ ou⦑3⦒rouge⦑4⦒vif', '⦑3⦒rouge⦑4⦒ ou ⦑3⦒rouge⦑4⦒ vif'],
      ['⦑0⦒⦑1⦒', '⦑0⦒ ⦑1⦒'],
      ["l'⦑0⦒, (⦑1⦒)", "l'⦑0⦒, (⦑1⦒)"],
      ['在⦑0⦒上运行⦑1⦒。', '在⦑0⦒上运行⦑1⦒。'],
      ['C’est tout.⦑0⦒.env', 'C’est tout. ⦑0⦒. env'],
      ['⦑0⦒-⦑1⦒', '⦑0⦒- ⦑1⦒'],
      ['un single-⦑0⦒ --⦑1⦒', 'un single- ⦑0⦒ -- ⦑1⦒'],
    ];
    for (const [translated, expected] of cases) assert.equal(separateMasks(translated, source), expected);
    for (const text of [source, 'src.⦑0⦒ and ⦑1⦒/⦑2⦒.ts', 'non-⦑0⦒ -⦑1⦒'])
      assert.equal(separateMasks(text, text), text);
  });

  it('come back whatever the text is', () => {
    const atom = fc.constantFrom(
      ...[
        '{',
        '}',
        '%',
        's',
        '$',
        '<',
        '>',
        '`',
        '``',
        '\\',
        'n',
        '⦑',
        '⦒',
        '0',
        '/',
        '.',
        ':',
        '&',
        ';',
        '-',
        '--',
      ],
      ...[
        '@',
        'a',
        'Word',
        ' ',
        '\n',
        '"',
        "'",
        '|',
        '(',
        ')',
        '_',
        '*',
        'http://',
        'www.',
        '🚀',
        '\u200d',
        '中',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(atom, { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (source) => {
        const { text: masked, placeholders } = maskPlaceholders(source);
        assert.equal(unmask(masked, placeholders), source);
        assert.equal(placeholders.includes(''), false);
        // Masks are numbered in order, and no other sign of a mask is left.
        const masks = masked.match(/⦑\d+⦒|[⦑⦒]/gu) ?? [];
        assert.deepEqual(
          masks,
          placeholders.map((_, i) => maskToken(i)),
        );
      }),
      { numRuns: Number(process.env.CASES ?? 2000) },
    );
  });

  for (const unit of [
    '{',
    '`',
    '<a ',
    '/a',
    'a.',
    '%(',
    '$(',
    '\\',
    'a_',
    '{a,{',
    'a@',
    '``` ',
    'http://',
    '&a',
  ]) {
    it(`takes time in proportion to a long run of "${unit}"`, () => {
      const run = (n: number): string => maskPlaceholders(unit.repeat(n)).text;
      assert.equal(typeof run(50_000), 'string');
    });
  }
});
