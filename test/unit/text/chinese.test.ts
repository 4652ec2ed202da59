/** Chinese documents: no spaces between words, wide characters, signs of their own. Translated both ways, by rules instead of a network. */
import assert from 'node:assert/strict';
import { translateDocument } from '../../../src/engine/translate/document-translation';
import type { DocumentFormat } from '../../../src/text';
import fc from 'fast-check';
import { Converter as wholeConverter } from 'opencc-js/cn2t';
import { maskPlaceholders, splitSentences, toTraditional } from '../../../src/text';
import { columns } from '../../../src/text/documents/layout';

const TYPESCRIPT: DocumentFormat = { kind: 'code', language: 'typescript', line: '//', block: ['/*', '*/'] };

async function translated(
  text: string,
  format: DocumentFormat | 'markdown' | 'plain' | 'json' | 'html',
  translate: (sentence: string) => string,
): Promise<{ text: string; sources: string[]; kept: number }> {
  const { edits, sentences } = await translateDocument(
    { text, format: typeof format === 'string' ? { kind: format } : format, locale: 'zh' },
    async (list) => list.map((one) => ({ text: translate(one.text), from: 'model' })),
  );
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return {
    text: result + text.slice(at),
    sources: sentences.map(({ source }) => source),
    kept: sentences.filter(({ kept }) => kept).length,
  };
}

describe('Chinese sentences', () => {
  for (const sentences of [
    ['你好。', '今天天气很好！', '你去吗？', '好的。'],
    ['他说：“你好。”', '然后走了。'],
    ['请运行 npm install。', '然后打开 index.html。'],
    ['什么……我不知道。', '（可选。）', '第三句'],
  ])
    it(sentences.join('|'), () => {
      const text = sentences.join('');
      assert.deepEqual(
        splitSentences(text, 'zh').map((one) => one.text),
        sentences,
      );
    });
});

describe('placeholders among Chinese characters', () => {
  for (const [text, ...placeholders] of [
    ['调用getName方法，再运行`npm start`。', 'getName', '`npm start`'],
    ['文件config.json中的{name}变量和${x}', 'config.json', '{name}', '${x}'],
    ['错误：%s，共%d个', '%s', '%d'],
    ['请参阅https://example.com/a?b=1获取更多信息。', 'https://example.com/a?b=1'],
    ['访问https://zh.wikipedia.org/wiki/中文，谢谢', 'https://zh.wikipedia.org/wiki/中文'],
    ['发邮件给a@b.com吧，使用--verbose选项', 'a@b.com', '--verbose'],
    ['和/或，是/否，100%的用户'],
  ])
    it(text, () => assert.deepEqual(maskPlaceholders(text).placeholders, placeholders));
});

describe('a Chinese document', () => {
  const english = (sentence: string): string =>
    sentence
      .replace(/\p{Script=Han}+/gu, 'word')
      .replace(/：/g, ':')
      .replace(/。/g, '.')
      .replace(/，/g, ', ');

  it('gets spaces between its sentences, after quotation marks and emphasis too', async () => {
    const { text } = await translated('你好。他说：“走。”**这是重点**。请看。\n', 'markdown', english);
    assert.equal(text, 'word. word:“word.” **word**. word.\n');
  });

  it('has values in JSON that are prose without a space', async () => {
    const { text } = await translated('{"title":"打开文件","id":"open_file"}', 'json', english);
    assert.equal(text, '{"title":"word","id":"open_file"}');
  });

  it('has lines that go on, joined without a space', async () => {
    const lines = [
      '这是一个很长的段落，它在第七十列处换行，因为作者喜欢这样写作并且编',
      '辑器会自动换行。这里是第二句话，它也相当长，足以填满下一行的空间。',
    ];
    const whole = lines.join('').split(/(?<=。)/);
    for (const [text, format] of [
      [lines.join('\n'), 'plain'],
      [lines.join('\n'), 'markdown'],
      [lines.map((line) => `// ${line}`).join('\n'), TYPESCRIPT],
      // Punctuation may not begin a line, so that the one before it ends early.
      [`${lines[0].slice(0, -4)}\n，${lines[1]}`, 'plain'],
    ] as const)
      assert.equal((await translated(text, format, english)).sources.length, whole.length, text);
    const list = await translated('苹果\n香蕉\n', 'plain', english);
    assert.deepEqual(list.sources, ['苹果', '香蕉']);
  });
});

describe('a document that becomes Chinese', () => {
  const chinese = (sentence: string): string =>
    sentence
      .replace(/[A-Za-z]+(?: [A-Za-z]+)*/g, '中文')
      .replace(/ ?([.:,]) ?/g, (_, sign: string) => ({ '.': '。', ':': '：' })[sign] ?? '，')
      .replace(/ /g, '');

  it('loses the spaces between its sentences', async () => {
    const { text } = await translated('Go on. He says “stop.” Go on.\n\nAnd more.\n', 'plain', chinese);
    assert.equal(text, '中文。中文“中文。”中文。\n\n中文。\n');
  });

  it('keeps its emphasis, which punctuation beside words would undo', async () => {
    for (const [from, to] of [
      ['**Note:** run `x` first.', '**中文：** 中文`x`中文。'],
      ['It *works* _well_ here.', '中文*中文*_中文_ 中文。'],
      ['**Stop.** Go on.', '**中文。** 中文。'],
      ['See [the *one* page](a.md) here.', '中文[中文*中文*中文](a.md)中文。'],
    ]) {
      const { text, kept } = await translated(from, 'markdown', chinese);
      assert.deepEqual([text, kept], [to, 0]);
    }
  });

  it('keeps its emphasis where the network has put spaces inside', async () => {
    const { text, kept } = await translated('A **b** c.', 'markdown', (one) =>
      one.replace(/(\u29910\u2992)b(\u29911\u2992)/, '$1 b $2'),
    );
    assert.deepEqual([text, kept], ['A **b** c.', 0]);
  });

  it('is broken into lines of the same width, wide characters counted twice', async () => {
    const from =
      '> Wrapped line one of the paragraph that is really long, to the width\n> of seventy columns, and it goes on\n> here.\n';
    const { text } = await translated(from, 'markdown', () => '中文句子，很长很长。'.repeat(12));
    const lines = text.trimEnd().split('\n');
    assert.ok(lines.length > 2);
    for (const line of lines) {
      assert.match(line, /^> [^，。]/);
      assert.ok(columns(line) <= 70, line);
    }
  });
});

describe('Traditional Chinese', () => {
  it('is what OpenCC writes, from a part of its tables', () => {
    const whole = {
      tw: wholeConverter({ from: 'cn', to: 'twp' }),
      hk: wholeConverter({ from: 'cn', to: 'hk' }),
    };
    const word = fc.constantFrom(
      ...'只有 一只 头发 发展 后面 皇后 里面 公里 复制 恢复 系统 关系 干净 干部 台湾 软件 文件 打开 保存 的 了 在 程序 鼠标 面条 表面 ⦑0⦒ OK'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        // Between words: with fewer phrases a longer one may be found where two words meet.
        const text = words.join('，');
        assert.equal(toTraditional(text, 'zh-Hant'), whole.tw(text));
        assert.equal(toTraditional(text, 'zh-HK'), whole.hk(text));
      }),
      { seed: 2026 },
    );
  });

  it('is written where it is asked for', () => {
    assert.equal(toTraditional('程序被发送', 'zh_TW'), '程式被傳送');
    for (const other of ['zh', 'zh-CN', 'zh-Hans', 'en']) assert.equal(toTraditional('软件', other), '软件');
  });
});
