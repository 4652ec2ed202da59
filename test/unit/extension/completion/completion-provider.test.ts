/** When completion comes, and which models it asks, without an editor. */
import { activate } from '../fake-vscode';
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { CompletionProvider } from '../../../../src/extension/completion/completion-provider';
import { readSettings } from '../../../../src/extension/settings';
import type { CompleteParams } from '../../../../src/protocol/completion';
import type { ProseAtParams } from '../../../../src/protocol/document';
import { proseAt } from '../../../../src/text';

const [INVOKE, AUTOMATIC] = [0, 1];
const MODELS = [
  { id: 'en-fr', task: 'translate', source: 'en', target: 'fr' },
  { id: 'en-fill', task: 'fill', source: 'en', target: 'en' },
  { id: 'en-text', task: 'complete', source: 'en', target: 'en' },
];

interface Asked {
  texts: string[];
  params?: CompleteParams;
}

async function complete(
  text: string,
  triggerKind: number,
  {
    settings = {},
    detected = ['en'],
    models = MODELS,
    selects = false,
  }: {
    settings?: Record<string, unknown>;
    detected?: string[];
    models?: typeof MODELS;
    selects?: boolean;
  } = {},
): Promise<Asked> {
  const asked: Asked = { texts: [] };
  const given: Record<string, unknown> = { 'completion.delay': 0, ...settings };
  const written = documentOf(text);
  if (selects) activate({ document: written, selections: [{ isEmpty: false }] });
  const context = {
    catalog: { list: () => Promise.resolve(models) },
    settings: () => readSettings((name) => given[name]),
    log: { warn: assert.fail },
    engine: () => ({
      request(method: string, { params }: { params(): unknown }) {
        if (method === 'detectLanguages') return Promise.resolve(detected);
        if (method === 'proseAt') {
          const { text: whole, format, offset } = params() as ProseAtParams;
          return Promise.resolve(proseAt(whole, format, offset));
        }
        asked.params = params() as CompleteParams;
        return Promise.resolve([{ text: ' one way', probability: 0.5 }]);
      },
    }),
  };
  const provider = new CompletionProvider(
    context as unknown as ConstructorParameters<typeof CompletionProvider>[0],
  );
  const items = await provider.provideInlineCompletionItems(
    written,
    { line: 0, character: text.length } as vscode.Position,
    { triggerKind, selectedCompletionInfo: undefined } as vscode.InlineCompletionContext,
    {
      isCancellationRequested: false,
      onCancellationRequested: () => ({ dispose: () => undefined }),
    } as never,
  );
  return { ...asked, texts: items.map(({ insertText }) => String(insertText)) };
}

const documentOf = (text: string): vscode.TextDocument =>
  ({
    languageId: 'markdown',
    uri: { path: '/a.md' },
    getText: () => text,
    offsetAt: ({ character }: vscode.Position) => character,
  }) as unknown as vscode.TextDocument;

describe('completion at the cursor', () => {
  afterEach(() => activate(undefined));
  const ON = { 'completion.automatic': true };

  it('comes on demand, and while typing only where the setting says so', async () => {
    assert.deepEqual((await complete('There is', INVOKE)).texts, [' one way']);
    assert.deepEqual((await complete('There is', AUTOMATIC)).texts, []);
    assert.deepEqual((await complete('There is', AUTOMATIC, { settings: ON })).texts, [' one way']);
  });

  it('stays away while typing where the language is switched off, but comes on demand', async () => {
    const settings = { ...ON, 'completion.disabledLanguages': ['markdown', 5] };
    assert.deepEqual((await complete('There is', AUTOMATIC, { settings })).texts, []);
    assert.deepEqual((await complete('There is', INVOKE, { settings })).texts, [' one way']);
  });

  it('does not come by itself in the document of a selection', async () => {
    const options = { settings: ON, selects: true };
    assert.deepEqual((await complete('There is', AUTOMATIC, options)).texts, []);
    assert.deepEqual((await complete('There is', INVOKE, options)).texts, [' one way']);
  });

  it('asks the language model, and the filler that ranks, of the language of the text', async () => {
    const { params } = await complete('There is', INVOKE);
    assert.deepEqual([params?.language, params?.filler, params?.sampling], ['en-text', 'en-fill', undefined]);
    const models = MODELS.slice(0, 2);
    assert.equal((await complete('There is', INVOKE, { models })).params?.language, undefined);
    assert.deepEqual((await complete('Il y a', INVOKE, { detected: ['fr'] })).params, undefined);
    assert.equal((await complete('OK', INVOKE, { detected: [] })).params?.language, 'en-text');
  });

  it('says what came unasked, and what stands beside the sentence', async () => {
    const text = 'A retry policy\n\nThere is';
    const asked = await complete(text, INVOKE);
    assert.equal(asked.params?.unasked, false);
    assert.match(asked.params?.nearby ?? '', /A retry policy/);
    assert.doesNotMatch(asked.params?.nearby ?? '', /There is/);
    assert.equal((await complete(text, AUTOMATIC, { settings: ON })).params?.unasked, true);
  });
});
