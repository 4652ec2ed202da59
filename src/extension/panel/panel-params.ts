/**
 * What the panel may ask, checked: its page draws text from documents and models, so nothing it sends is trusted to be
 * well formed, or small.
 */
import * as v from 'valibot';
import type { PanelProtocol } from '../../protocol/panel';
import { SCHEMA } from '../settings-schema';

const MAX_TEXT = 200_000;
const MAX_TOKENS = 2000;
const MAX_LINES = 200_000;
const MAX_BYTES = 50_000_000;

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
const between = (least: number, most: number) =>
  v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most));
const token = whole(0, 65_535);
const tokens = v.pipe(v.array(token), v.maxLength(MAX_TOKENS));
const phrases = v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(20));
const lines = v.pipe(v.array(text), v.maxLength(MAX_LINES));

const subject = v.variant('kind', [
  v.strictObject({ kind: v.literal('model'), model: id, text, sentence: whole(0, 10_000) }),
  v.strictObject({ kind: v.literal('toy') }),
]);
/** As far as the settings go. */
const { beamSize, lengthPenalty, maxLength, engine } = SCHEMA;
const decoding = v.strictObject({
  beamSize: whole(beamSize.minimum, beamSize.maximum),
  lengthPenalty: between(lengthPenalty.minimum, lengthPenalty.maximum),
  maxLength: whole(maxLength.minimum, maxLength.maximum),
});
const search = {
  subject,
  decoding,
  constraints: v.strictObject({ prefix: tokens, typed: text, forced: phrases, forbidden: phrases }),
};
const span = v.strictObject({ text, start: whole(0, MAX_TOKENS), end: whole(0, MAX_TOKENS) });
const logProb = v.pipe(v.number(), v.finite(), v.maxValue(1e-3));
const candidate = v.strictObject({
  text,
  tokens: v.pipe(v.array(v.strictObject({ id: token, text, logProb })), v.maxLength(MAX_TOKENS)),
  words: v.pipe(v.array(span), v.maxLength(MAX_TOKENS)),
  logProb,
  score: v.pipe(v.number(), v.finite()),
  ended: v.picklist(['eos', 'length', 'open']),
});
const metric = {
  tokenize: v.picklist(['13a', 'zh', 'char', 'intl', 'none']),
  lowercase: v.boolean(),
};
const references = <T extends v.GenericSchema>(one: T) =>
  v.pipe(v.array(one), v.minLength(1), v.maxLength(10));

type Params<M extends keyof PanelProtocol> = PanelProtocol[M]['params'];

const SCHEMAS: { [M in keyof PanelProtocol]: v.GenericSchema<unknown, Params<M>> } = {
  traceSearch: v.strictObject(search),
  searchExactly: v.strictObject({
    ...search,
    incumbent: v.nullable(candidate),
    nodeBudget: whole(1, 1_000_000),
  }),
  alternatives: v.strictObject({ subject, prefix: tokens, count: whole(1, 50) }),
  fillBlanks: v.strictObject({ model: id, text, beamSize: whole(1, 64), nBest: whole(1, 64) }),
  score: v.strictObject({ candidate: text, references: references(text), k: whole(1, 20), ...metric }),
  scoreFiles: v.strictObject({
    system: lines,
    references: references(lines),
    baseline: v.nullable(lines),
    ...metric,
  }),
  gates: v.strictObject({
    model: id,
    source: text,
    sentence: whole(0, 10_000),
    target: v.nullable(tokens),
    layer: whole(0, 64),
  }),
  hello: v.null(),
  takeSelection: v.null(),
  translatorFor: v.strictObject({ text }),
  translateText: v.strictObject({ model: id, text, decoding }),
  insert: v.strictObject({
    text,
    where: v.picklist(['cursor', 'selection']),
    replaces: v.nullable(text),
  }),
  copy: v.strictObject({ text }),
  setEngine: v.strictObject({ engine: v.picklist(engine.values) }),
  chooseFile: v.strictObject({ title: v.pipe(v.string(), v.maxLength(200)) }),
  openDocument: v.strictObject({
    content: v.pipe(v.string(), v.maxLength(50_000_000)),
    language: v.picklist(['json', 'csv', 'markdown', 'html']),
  }),
  saveFile: v.strictObject({
    name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,40}\.[a-z]{2,5}$/)),
    bytes: v.pipe(
      v.instance(Uint8Array<ArrayBufferLike>),
      v.check(({ byteLength }) => byteLength <= MAX_BYTES),
    ),
  }),
  showDifference: v.strictObject({
    line: whole(1, MAX_LINES),
    left: text,
    right: text,
    isBaseline: v.boolean(),
  }),
  openLecture: v.strictObject({ section: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/)) }),
  saveState: v.strictObject({ state: v.pipe(v.string(), v.maxLength(2_000_000)) }),
  showLog: v.null(),
};

export class PanelParamsError extends Error {
  override readonly name = 'PanelParamsError';
  readonly code = 'bad-params';
}

/** @throws PanelParamsError that says which value of which request is at fault */
export function checkParams<M extends keyof PanelProtocol>(method: M, params: unknown): Params<M> {
  const result = v.safeParse(SCHEMAS[method], params);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new PanelParamsError(`${method}: ${v.getDotPath(issue) ?? 'params'}: ${issue.message}`);
}
