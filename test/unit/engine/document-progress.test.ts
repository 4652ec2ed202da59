/** Long documents: what comes first, what comes early, what is not computed twice, and who computes it. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Engine } from '../../../src/engine/engine';
import type { Helpers } from '../../../src/engine/translate/sentence-run';
import { DocumentDraft } from '../../../src/engine/translate/document-draft';
import { ort } from '../../../src/node/onnxruntime';
import type { DocumentProgress, TranslateDocumentParams } from '../../../src/protocol/document';
import type { Outcome } from '../../../src/protocol/portion';
import { applyEdits } from '../../../src/text/edits';
import { random } from '../support/ort';
import { tinyModel } from '../support/tiny-model';

const WORDS = 'the file could not be opened by you and we are very hungry today but it is not here'.split(
  ' ',
);

function prose(next: () => number, sentences: number): string[] {
  const word = (): string => WORDS[Math.floor(next() * WORDS.length)];
  return Array.from({ length: sentences }, (_, i) => {
    const words = Array.from({ length: 3 + Math.floor(next() * 5) }, word);
    return `The ${words.join(' ')} ${i}.`;
  });
}

/** Paragraphs, lists, headings and a table. */
function markdown(next: () => number, sentences: number): string {
  const lines = prose(next, sentences);
  const blocks: string[] = [];
  while (lines.length > 0) {
    const some = lines.splice(0, 1 + Math.floor(next() * 4));
    const kind = Math.floor(next() * 5);
    if (kind === 0) blocks.push(`# ${some.join(' ')}`);
    else if (kind === 1) blocks.push(some.map((one) => `- ${one}`).join('\n'));
    else if (kind === 2)
      blocks.push(`| a | b |\n| --- | --- |\n${some.map((one) => `| ${one} | x |`).join('\n')}`);
    else blocks.push(some.join(' '));
  }
  return `${blocks.join('\n\n')}\n`;
}

const paramsOf = (text: string, more: Partial<TranslateDocumentParams> = {}): TranslateDocumentParams => ({
  models: ['tiny'],
  text,
  format: { kind: 'markdown' },
  decoding: { beamSize: 2, maxLength: 8 },
  glossary: [],
  memory: [],
  ...more,
});

async function engine(helpers?: Helpers): Promise<Engine> {
  const made = new Engine({ ort, backendName: 'onnxruntime-node', threads: 1, ...(helpers && { helpers }) });
  await made.loadModel({ id: 'tiny', files: await tinyModel() });
  return made;
}

const quiet = () => ({ signal: new AbortController().signal, progress: () => {} });

describe('a document while it is translated', () => {
  it('has its edits one by one as they are in the end, in whatever order sentences are done', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 40 }), (seed, count) => {
        const next = random(seed);
        const text = markdown(next, count);
        const format = { kind: 'markdown' } as const;
        const outcomeOf = (source: string): Outcome =>
          source.length % 5 === 0 ? { kept: 'doubtful' } : { text: source.toUpperCase(), from: 'model' };
        const inOrder = new DocumentDraft({ text, format, locale: 'en' });
        inOrder.sentences.forEach((one, i) => void inOrder.settle(i, outcomeOf(one.text)));
        const wanted = inOrder.result();
        const draft = new DocumentDraft({ text, format, locale: 'en' });
        const order = draft.sentences.map((_, i) => i).sort(() => next() - 0.5);
        const early = order.flatMap((i) => draft.settle(i, outcomeOf(draft.sentences[i].text)));
        assert.deepEqual(draft.result(), wanted);
        assert.deepEqual(
          early.sort((a, b) => a.start - b.start),
          wanted.edits,
        );
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it('is done first where the user looks', async () => {
    const lines = prose(random(7), 80);
    const text = lines.join('\n\n');
    const at = text.indexOf(' 40.');
    const seen = { start: at - 5, end: at + 5 };
    const edits: DocumentProgress['edits'] = [];
    const context = { ...quiet(), progress: (one: DocumentProgress) => void edits.push(...one.edits) };
    const one = new Engine({ ort, backendName: 'onnxruntime-node', threads: 1 });
    // What a network with random weights writes is hardly ever kept.
    const phrases = lines
      .map((line) => `${line.slice(0, -1).toLowerCase()}\tle ${line.length}\t1`)
      .join('\n');
    await one.loadModel({ id: 'tiny', files: await tinyModel(), tables: { phrases } });
    const result = await one.translateDocument(paramsOf(text, { first: [seen] }), context);
    assert.equal(result.edits.length, 80);
    assert.ok(
      edits[0].start < seen.end && seen.start < edits[0].end,
      text.slice(edits[0].start, edits[0].end),
    );
    assert.deepEqual(
      edits.sort((a, b) => a.start - b.start),
      result.edits,
    );
  });

  it('says how many sentences are done, never fewer than before, and all in the end', async () => {
    const told: DocumentProgress[] = [];
    const text = prose(random(8), 60).join('\n\n');
    await (
      await engine()
    ).translateDocument(paramsOf(text), { ...quiet(), progress: (one) => told.push(one) });
    assert.deepEqual(
      told.map(({ total }) => total),
      told.map(() => 60),
    );
    told.slice(1).forEach(({ done }, i) => assert.ok(done >= told[i].done));
    assert.equal(told.at(-1)!.done, 60);
    assert.equal(told[0].done, 4);
    assert.ok(told.length >= 4);
  });

  it('is not computed twice: not the sentences of before, unless settings or glossary are others', async () => {
    const one = await engine();
    const text = prose(random(9), 12).join(' ');
    const first = await one.translateDocument(paramsOf(text), quiet());
    const totals = async (params: TranslateDocumentParams): Promise<number> => {
      let most = 0;
      const progress = ({ total }: DocumentProgress): void => void (most = Math.max(most, total));
      const again = await one.translateDocument(params, { ...quiet(), progress });
      if (params.text === text && !params.glossary.length) assert.deepEqual(again, first);
      return most;
    };
    assert.equal(await totals(paramsOf(text)), 0);
    assert.equal(await totals(paramsOf(`${text} The day is not over.`)), 1);
    assert.equal(
      await totals(paramsOf(text, { glossary: [{ term: 'whale', translations: ['baleine'] }] })),
      12,
    );
    assert.equal(await totals(paramsOf(text)), 12);
    await one.loadModel({ id: 'tiny', files: await tinyModel() });
    assert.equal(await totals(paramsOf(text)), 12);
  });

  it('is the same with helpers, also with ones that fail, hang or are slow', async () => {
    const text = markdown(random(10), 90);
    const alone = await (await engine()).translateDocument(paramsOf(text), quiet());
    const helper = await engine();
    let helped = 0;
    const answers: Helpers['answer'][] = [
      (_, portion, signal) => (helped++, helper.translatePortion(portion, { signal, progress: () => {} })),
      async (_, portion, signal) => {
        if (helped++ > 1) throw new Error('killed');
        return helper.translatePortion(structuredClone(portion), { signal, progress: () => {} });
      },
      () => new Promise(() => {}),
      () => Promise.reject(new Error('cannot be started')),
    ];
    const helpers: Helpers = {
      count: () => Promise.resolve(answers.length),
      answer: (n, portion, signal) => answers[n](n, portion, signal),
    };
    const together = await (await engine(helpers)).translateDocument(paramsOf(text), quiet());
    assert.deepEqual(together, alone);
    assert.ok(helped > 0);
    assert.equal(applyEdits(text, together.edits), applyEdits(text, alone.edits));
  });

  it('asks no helper for what is short', async () => {
    const helpers: Helpers = { count: () => assert.fail('asked'), answer: () => assert.fail('asked') };
    await (await engine(helpers)).translateDocument(paramsOf(prose(random(12), 20).join('\n\n')), quiet());
  });

  it('stops at once when it is cancelled, whatever helpers do', async () => {
    const helpers: Helpers = { count: () => Promise.resolve(2), answer: () => new Promise(() => {}) };
    const controller = new AbortController();
    const text = prose(random(11), 200).join(' ');
    const work = (await engine(helpers)).translateDocument(paramsOf(text), {
      signal: controller.signal,
      progress: ({ done }) => done > 0 && controller.abort(),
    });
    await assert.rejects(work, { name: 'AbortError', code: 'aborted' });
  });
});
