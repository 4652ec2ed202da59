/**
 * Documents come through translation whole, whatever they are and whatever the translator writes. `CASES=100000` makes
 * as many cases of each property; npm test makes fewer.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { translateDocument } from '../../../src/engine/translate/document-translation';
import type { DocumentSentence } from '../../../src/protocol/document';
import type { DocumentFormat } from '../../../src/text';
import type { PseudoTranslator } from './documents';
import {
  code,
  codeInHtml,
  codeOutside,
  honest,
  hostile,
  html,
  markdown,
  markdownSkeleton,
  prose,
  tagsOf,
  TYPESCRIPT,
} from './documents';

/** Drawn anew where many are asked for; `npm test` says the same every time. */
const seed = process.env.CASES === undefined ? 2026 : undefined;
const numRuns = Number(process.env.CASES ?? 60);
const identity: PseudoTranslator = (text) => text;
const upper: PseudoTranslator = (text) => text.toUpperCase();

async function translated(
  text: string,
  format: DocumentFormat,
  translate: PseudoTranslator,
): Promise<{ text: string; edits: number; sentences: DocumentSentence[] }> {
  const { edits, sentences } = await translateDocument({ text, format, locale: 'en' }, async (list) =>
    list.map((one) => ({ text: translate(one.text), from: 'model' })),
  );
  let result = '';
  let at = 0;
  for (const edit of edits) {
    assert.ok(edit.start >= at && edit.end >= edit.start, 'edits are in order and apart');
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return { text: result + text.slice(at), edits: edits.length, sentences };
}

/** Not in HTML blocks, whose words may be translated. */
const eols = (text: string): string[] => [...new Set(text.match(/\r\n|\n|\r/g) ?? [])];
const atomsOf = (text: string): string[] =>
  (
    text
      .replace(/\s+/g, ' ')
      .match(
        /\{0\}|\$\{x\}|%s|%\(name\)d|\$HOME|--force|https:\/\/example\.org\/a\?b=c#d|me@example\.org|\/etc\/x\.conf|C:\\x|src\/a\.ts|🚀|👩‍💻|snake_case|camelCase|run\(\)|⦑3⦒|\{count, plural, one \{# file\} other \{# files\}\}/gu,
      ) ?? []
  ).sort();

/** Without white space and the signs of quotations, which stand where lines begin. */
const squashed = (text: string): string => text.toLowerCase().replace(/[\s>]+/g, '');

describe('documents', () => {
  describe('Markdown', () => {
    it('that is translated into itself stays, byte for byte', async () => {
      await fc.assert(
        fc.asyncProperty(markdown, async (text) =>
          assert.equal((await translated(text, { kind: 'markdown' }, identity)).edits, 0),
        ),
        { numRuns, seed },
      );
    });

    it('changes in nothing but its words', async () => {
      await fc.assert(
        fc.asyncProperty(markdown, async (text) => {
          const { text: after, sentences } = await translated(text, { kind: 'markdown' }, upper);
          assert.equal(squashed(after), squashed(text));
          assert.deepEqual(markdownSkeleton(after), markdownSkeleton(text));
          assert.deepEqual(eols(after), eols(text));
          assert.deepEqual(
            sentences.filter(({ kept }) => kept),
            [],
          );
        }),
        { numRuns, seed },
      );
    });

    it('loses nothing when words and placeholders change their places', async () => {
      await fc.assert(
        fc.asyncProperty(markdown, honest, async (text, translate) => {
          const { text: after } = await translated(text, { kind: 'markdown' }, translate);
          assert.deepEqual(markdownSkeleton(after), markdownSkeleton(text));
          assert.deepEqual(atomsOf(after), atomsOf(text));
          assert.deepEqual(eols(after), eols(text));
        }),
        { numRuns, seed },
      );
    });

    it('loses nothing when the translator writes signs, or loses masks', async () => {
      await fc.assert(
        fc.asyncProperty(markdown, hostile, async (text, translate) => {
          const { text: after } = await translated(text, { kind: 'markdown' }, translate);
          assert.deepEqual(markdownSkeleton(after), markdownSkeleton(text));
          assert.deepEqual(eols(after), eols(text));
        }),
        { numRuns, seed },
      );
    });
  });

  describe('source code', () => {
    it('that is translated into itself stays, byte for byte', async () => {
      await fc.assert(
        fc.asyncProperty(code, async (text) =>
          assert.equal((await translated(text, TYPESCRIPT, identity)).edits, 0),
        ),
        { numRuns, seed },
      );
    });

    for (const [name, translator] of Object.entries({ honest, hostile })) {
      it(`keeps all that is no comment, with ${name} translators`, async () => {
        await fc.assert(
          fc.asyncProperty(code, translator, async (text, translate) => {
            const { text: after } = await translated(text, TYPESCRIPT, translate);
            assert.equal(codeOutside(after), codeOutside(text));
            assert.deepEqual(eols(after), eols(text));
            if (name === 'honest') assert.deepEqual(atomsOf(after), atomsOf(text));
          }),
          { numRuns, seed },
        );
      });
    }
  });

  describe('HTML', () => {
    for (const [name, translator] of Object.entries({ identity: fc.constant(identity), honest, hostile })) {
      it(`keeps tags, attributes and code, with ${name} translators`, async () => {
        await fc.assert(
          fc.asyncProperty(html, translator, async (text, translate) => {
            const { text: after, edits } = await translated(text, { kind: 'html' }, translate);
            if (name === 'identity') assert.equal(edits, 0);
            assert.deepEqual(tagsOf(after), tagsOf(text));
            assert.deepEqual(codeInHtml(after), codeInHtml(text));
            assert.deepEqual(eols(after), eols(text));
          }),
          { numRuns, seed },
        );
      });
    }
  });

  describe('data', () => {
    const value = fc.oneof(prose, fc.string());
    const json = fc.array(fc.tuple(value, value), { maxLength: 4 }).map((pairs) =>
      JSON.stringify(
        pairs.map(([key, one]) => ({ [key]: [one, 1, null] })),
        null,
        2,
      ),
    );

    for (const [name, translator] of Object.entries({ identity: fc.constant(identity), honest, hostile })) {
      it(`JSON keeps its form and its keys, with ${name} translators`, async () => {
        await fc.assert(
          fc.asyncProperty(json, translator, async (text, translate) => {
            const { text: after, edits } = await translated(text, { kind: 'json' }, translate);
            if (name === 'identity') assert.equal(edits, 0);
            const form = (one: string): unknown =>
              JSON.parse(one, (_, inner: unknown) => (typeof inner === 'string' ? '' : inner));
            assert.deepEqual(form(after), form(text));
          }),
          { numRuns, seed },
        );
      });

      it(`PO keeps its msgids and stays well-formed, with ${name} translators`, async () => {
        const quoted = (text: string): string =>
          `"${text.replace(/[\\"]/g, '\\$&').replace(/[\r\n]/g, '\\n')}"`;
        const entry = prose.map((text) => `#: a.c:1\nmsgid ${quoted(text)}\nmsgstr ""\n`);
        await fc.assert(
          fc.asyncProperty(fc.array(entry, { maxLength: 4 }), translator, async (entries, translate) => {
            const text = entries.join('\n');
            const { text: after } = await translated(text, { kind: 'po' }, translate);
            const LINE = /^(?:#.*|msgid "(?:[^"\\]|\\.)*"|msgstr "(?:[^"\\]|\\.)*"|)$/;
            for (const line of after.split('\n')) assert.match(line, LINE);
            const ids = (one: string): string[] => one.match(/^msgid .*$/gm) ?? [];
            assert.deepEqual(ids(after), ids(text));
          }),
          { numRuns, seed },
        );
      });
    }

    it('plain text and anything else stays when it is translated into itself', async () => {
      const anything = fc.oneof(markdown, code, html, fc.string({ unit: 'binary', maxLength: 200 }));
      const format = fc.constantFrom<DocumentFormat>(
        { kind: 'plain' },
        { kind: 'markdown' },
        { kind: 'html' },
        { kind: 'json' },
        TYPESCRIPT,
        { kind: 'code', language: 'python', line: '#' },
      );
      await fc.assert(
        fc.asyncProperty(anything, format, async (text, kind) =>
          assert.equal((await translated(text, kind, identity)).edits, 0),
        ),
        { numRuns, seed },
      );
    });
  });
});
