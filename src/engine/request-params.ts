/**
 * What may be asked over the engine's port, checked: numbers that would never end, or texts that would exhaust the
 * memory, are refused before anything is computed. Whose prefix has tokens that the network lacks, the search finds.
 *
 * Not here: what the panel's page may ask (src/extension/panel/panel-params.ts), which is less.
 */
import * as v from 'valibot';
import type { WorkerProtocol } from '../protocol';
import { DATA_KINDS, PLAIN_KINDS } from '../protocol/document-format';
import type { RememberedBackend } from '../protocol/model';
import { EngineError } from './errors';

/** Characters of a document; the editor itself hands over none that is larger than 50 MB. */
const MAX_DOCUMENT = 50_000_000;
/** Characters of what is looked at sentence by sentence, as in the panel. */
const MAX_TEXT = 200_000;
const MAX_TOKENS = 2000;
const MAX_LINES = 200_000;
/** Entries of lists that users keep, and passages of a document. */
const MAX_ENTRIES = 1_000_000;
/** Hypotheses kept side by side, and so candidates: each holds a state of the network. */
const MAX_BEAM = 64;

const id = v.pipe(v.string(), v.maxLength(200));
const document = v.pipe(v.string(), v.maxLength(MAX_DOCUMENT));
const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
const between = (least: number, most: number) =>
  v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most));
const atMost = <T extends v.GenericSchema>(most: number, one: T) => v.pipe(v.array(one), v.maxLength(most));

const token = whole(0, 2 ** 31 - 1);
const tokens = atMost(MAX_TOKENS, token);
const beam = whole(1, MAX_BEAM);
const decoding = { beamSize: beam, lengthPenalty: between(0, 100), maxLength: whole(1, 1000) };
const span = v.object({ start: whole(0, MAX_DOCUMENT), end: whole(0, MAX_DOCUMENT) });
const sign = v.pipe(v.string(), v.maxLength(1000));

const format = v.variant('kind', [
  v.object({ kind: v.picklist(PLAIN_KINDS) }),
  v.object({ kind: v.picklist(DATA_KINDS), messages: v.optional(v.boolean()) }),
  v.object({
    kind: v.literal('code'),
    language: sign,
    line: v.optional(sign),
    block: v.optional(v.tuple([sign, sign])),
  }),
]);
const passages = { text: document, format, selected: v.optional(atMost(MAX_ENTRIES, span)) };

const glossary = atMost(
  MAX_ENTRIES,
  v.object({ term: document, translations: atMost(MAX_ENTRIES, document) }),
);
/** Numbers of masks. */
const end = v.optional(whole(0, MAX_ENTRIES));
const pair = v.object({ open: end, close: end });

const subject = v.variant('kind', [
  v.object({ kind: v.literal('model'), model: id, text, sentence: whole(0, MAX_TEXT) }),
  v.object({ kind: v.literal('toy') }),
]);
const tables = v.object({
  phrases: v.optional(document),
  words: v.optional(atMost(10, document)),
});
const phrases = atMost(20, v.pipe(v.string(), v.maxLength(500)));
const search = {
  subject,
  decoding: v.object(decoding),
  constraints: v.object({ prefix: tokens, typed: text, forced: phrases, forbidden: phrases }),
};
const logProb = v.pipe(v.number(), v.finite());
const candidate = v.object({
  text,
  tokens: atMost(MAX_TOKENS, v.object({ id: token, text, logProb })),
  words: atMost(MAX_TOKENS, v.object({ text, start: whole(0, MAX_TOKENS), end: whole(0, MAX_TOKENS) })),
  logProb,
  score: v.pipe(v.number(), v.finite()),
  ended: v.picklist(['eos', 'length', 'open']),
});

const metric = { tokenize: v.picklist(['13a', 'zh', 'char', 'intl', 'none']), lowercase: v.boolean() };
const references = <T extends v.GenericSchema>(one: T) => v.pipe(atMost(10, one), v.minLength(1));
const lines = atMost(MAX_LINES, text);

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array || ArrayBuffer.isView(value));
const files = v.record(v.string(), bytes);
/** Kept by an earlier version, perhaps: what of it still holds, the backends see by its key. */
const remembered = v.custom<RememberedBackend>((value) => typeof value === 'object' && value !== null);
const backend = v.object({
  setting: v.picklist(['auto', 'webgl', 'wasm', 'onnxruntime']),
  remembered: v.optional(remembered),
});

type Params<M extends keyof WorkerProtocol> = WorkerProtocol[M]['params'];

const SCHEMAS: { [M in keyof WorkerProtocol]: v.GenericSchema<unknown, Params<M>> } = {
  start: v.object({ kernels: v.object({ relaxed: bytes, exact: bytes }) }),
  loadModel: v.object({ id, files, backend: v.optional(backend), tables: v.optional(tables) }),
  checkModel: v.object({ files }),
  translateDocument: v.object({
    ...passages,
    models: v.pipe(atMost(100, id), v.minLength(1)),
    first: v.optional(atMost(MAX_ENTRIES, span)),
    variant: v.optional(sign),
    decoding: v.partial(v.object(decoding)),
    glossary,
    memory: atMost(MAX_ENTRIES, v.object({ source: document, translation: document })),
  }),
  translatePortion: v.object({
    model: id,
    sentences: atMost(
      MAX_ENTRIES,
      v.object({
        text: document,
        placeholders: atMost(MAX_ENTRIES, document),
        pairs: atMost(MAX_ENTRIES, pair),
        words: v.boolean(),
      }),
    ),
    glossary,
    decoding: v.object(decoding),
  }),
  detectLanguages: v.object({ ...passages, among: atMost(1000, sign), target: v.optional(sign) }),
  proseAt: v.object({ text: document, format, offset: whole(0, MAX_DOCUMENT) }),
  complete: v.object({
    language: v.optional(id),
    filler: v.optional(id),
    before: document,
    after: document,
    candidates: beam,
    words: whole(1, 1000),
    sampling: v.optional(v.object({ temperature: between(0, 100), topP: between(0, 1) })),
    nearby: v.optional(document),
    unasked: v.optional(v.boolean()),
  }),
  traceSearch: v.object(search),
  searchExactly: v.object({
    ...search,
    incumbent: v.nullable(candidate),
    nodeBudget: whole(1, 1_000_000),
  }),
  alternatives: v.object({ subject, prefix: tokens, count: whole(1, 50) }),
  fillBlanks: v.object({ model: id, text, beamSize: beam, nBest: beam }),
  score: v.object({ candidate: text, references: references(text), k: whole(1, 20), ...metric }),
  scoreFiles: v.object({
    system: lines,
    references: references(lines),
    baseline: v.nullable(lines),
    ...metric,
  }),
  gates: v.object({
    model: id,
    source: text,
    sentence: whole(0, 10_000),
    target: v.nullable(tokens),
    layer: whole(0, 64),
  }),
};

/** @throws EngineError('bad-params') that says which value of which request is at fault */
export function checkParams<M extends keyof WorkerProtocol>(method: M, params: Params<M>): void {
  const result = v.safeParse(SCHEMAS[method], params);
  if (result.success) return;
  const [issue] = result.issues;
  throw new EngineError('bad-params', `${method}: ${v.getDotPath(issue) ?? 'params'}: ${issue.message}`);
}
