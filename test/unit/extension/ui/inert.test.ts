/** Text of strangers on the screen: what `inert` makes of it, and that no text reaches the screen without. */
import '../fake-vscode';
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Nodes } from 'mdast';
import { inert, inertMarkdown } from '../../../../src/extension/ui/inert';
import { sentenceFor } from '../../../../src/extension/ui/messages';
import { ModelStoreError } from '../../../../src/extension/models/model-store';
import { SettingsError } from '../../../../src/extension/settings';
import { RemoteError } from '../../../../src/rpc/errors';
import { shownTexts } from './shown-texts';

const ROOT = resolve(__dirname, '../../../..');

/** How VS Code finds links in notifications, input boxes and the language status (base/common/linkedText.ts). */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** How it finds icons in labels (base/common/iconLabels.ts). */
const ICON = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]|\p{Cs}/u;

const HOSTILE = [
  '[Repair it here](command:workbench.action.files.newUntitledFile)',
  '![x](https://example.com/a.png)',
  '[a][b]\n\n[b]: command:x',
  '<command:workbench.action.reloadWindow>',
  '<img src=x onerror=alert(1)>',
  '$(trash) gone',
  'www.example.com https://example.com/x command:x?%5B1%5D',
  '\u202egnp.exe',
  'a\u0000b\u001b[31mc\r\nd',
  '\ud800 half',
  '# heading\n* list\n| table |',
  '`code` **bold** ~~gone~~ &#91;x&#93;(command:x)',
];
const pieces = fc.constantFrom(
  '[',
  ']',
  '(',
  ')',
  '!',
  '$(',
  '<',
  '>',
  ':',
  '/',
  'command:',
  'x',
  ' ',
  '\n',
  '\u202e',
  '\u200d',
  '\\',
  '`',
  '*',
  '_',
  '&',
);
const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }),
  fc.array(pieces, { maxLength: 30 }).map((list) => list.join('')),
);

const kinds = (node: Nodes): string[] => [
  node.type,
  ...('children' in node ? node.children.flatMap(kinds) : []),
];

describe('text of strangers', () => {
  it('is no link and no icon where VS Code looks for them, one line, and bounded', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 50 }), (text, most) => {
        const shown = inert(text, most);
        assert.doesNotMatch(shown, LINK);
        assert.doesNotMatch(shown, ICON);
        assert.doesNotMatch(shown, UNSEEN);
        // A space may stand between any two signs that were broken, and the ellipsis behind.
        assert.ok(Array.from(shown).length <= 2 * most + 1, shown);
      }),
      { seed: 15, numRuns: 2000 },
    );
  });

  it('is words and nothing else to Markdown', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tree = fromMarkdown(`Said: ${inertMarkdown(text)}`);
        assert.deepEqual([...new Set(kinds(tree))], ['root', 'paragraph', 'text'], inertMarkdown(text));
      }),
      { seed: 15, numRuns: 2000 },
    );
  });

  it('stays as it is where there is nothing to fear', () => {
    for (const text of [
      'Größe: 3 × 4 (neu)',
      '翻译 [1]',
      'a < b',
      "L'été, c'est l'été !",
      'Node.js & C#',
      '👩‍💻 at work',
    ])
      assert.equal(inert(text), text.replace('<', '‹'));
  });

  it('reaches a message only in that form', () => {
    for (const text of HOSTILE)
      for (const error of [
        new SettingsError('unknown-model', 'interlinear.model', text, ['auto', text]),
        new ModelStoreError('card', text, text, text),
        new RemoteError({ name: 'ModelError', message: text, code: 'missing', details: { file: text } }),
        new Error(text),
      ]) {
        const sentence = sentenceFor(error);
        assert.doesNotMatch(sentence, LINK);
        assert.doesNotMatch(sentence, UNSEEN);
        assert.doesNotMatch(sentence, /undefined/);
      }
  });
});

describe('every text that is shown', function () {
  this.timeout(120_000);
  const text = `
    import * as vscode from 'vscode';
    import { inert } from './ui/inert';
    declare const name: string;
    const helper = (text: string): string => \`\${text}!\`;
    void vscode.window.showErrorMessage(name);
    void vscode.window.showInformationMessage(vscode.l10n.t('Hello {0}', name));
    void vscode.window.showWarningMessage(helper(name));
    new vscode.MarkdownString().appendMarkdown('**' + name);
    void vscode.window.showQuickPick([name].map((label) => ({ label, detail: inert(label) })));
    void vscode.window.showInputBox({ prompt: name });
    vscode.window.createStatusBarItem().tooltip = name;
    void vscode.window.showErrorMessage(inert(name));
  `;
  let found: ReturnType<typeof shownTexts>;
  before(() => (found = shownTexts(ROOT, 'src/extension', { file: 'src/extension/made-up.ts', text })));

  it('is of constants, numbers and inert text', () => {
    assert.ok(found.own.length > 80, `${found.own.length} found`);
    const unsafe = found.own.filter(({ safe }) => !safe);
    assert.deepEqual(
      unsafe.map((one) => `${one.place}: ${one.text}`),
      [],
    );
  });

  it('would be found out if it were not', () => {
    assert.deepEqual(
      found.made.map(({ safe }) => safe),
      [false, true, false, false, false, false, true, false, false, true],
    );
  });
});
