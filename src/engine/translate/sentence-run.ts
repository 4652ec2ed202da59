/**
 * The sentences of one document on their way to outcomes: what the memory, the target language or an earlier run decides
 * is there at once; the rest is shared out in portions, among this engine and helpers beside it.
 *
 * Not here: which sentences a document has (document-draft.ts), how those of a portion are translated (answers.ts).
 */
import type { KeptReason, TranslateDocumentParams } from '../../protocol/document';
import type { DecodingSettings } from '../../protocol/model';
import type { Outcome, PortionParams } from '../../protocol/portion';
import type { TranslateProgress } from '../../protocol/translation';
import type { RequestContext } from '../../rpc/services';
import type { AnnotatedText } from '../../text';
import { toTraditional } from '../../text';
import type { LoadedModel } from '../loaded-model';
import { answerSentences } from './answers';
import type { TranslateMasked } from './document-translation';
import { shareOut } from './share-out';
import { TranslationMemory } from './translation-memory';

/** Sentences searched together: more would only make the first results wait. */
const BATCH_SIZE = 8;
/** The first of all are fewer still: with them a user begins to read. */
const FEW = 4;
/** So many sentences one engine translates sooner than a second one starts. */
const ALONE = 32;
/** Sentences that one engine takes at a time behind what the user sees, and those among which they are sorted by length. */
const PORTION = 16;
const WINDOW = 64;

/** Other engines with the same models, which take a part of a long document. */
export interface Helpers {
  /** How many there may be; they are started when one is asked. */
  count(): Promise<number>;
  /** @param helper 0 to count − 1. @throws what keeps it from answering: then it is done here */
  answer(helper: number, portion: PortionParams, signal: AbortSignal): Promise<Outcome[]>;
}

/** The model that translates a sentence; or why none does. */
export type Route = LoadedModel | { kept: KeptReason };

/** What is the same for all sentences of a document. */
export interface Job {
  /** In the order of the request. */
  models: readonly LoadedModel[];
  settings: ReadonlyMap<LoadedModel, DecodingSettings>;
  params: TranslateDocumentParams;
  helpers: Helpers | undefined;
  signal: AbortSignal;
  /** How many of those that need a model are done. */
  counted: { done: number; total: number };
  /** Called when that has changed. */
  tell(): void;
}

/** Sentences that one engine translates in one go. */
interface Portion {
  model: LoadedModel;
  /** Of the document. */
  sentences: readonly number[];
}

type Sentences = Parameters<TranslateMasked>[0];
type Early = Parameters<TranslateMasked>[1];

/** @throws SearchError('aborted') when cancelled, RuntimeError */
export function translateSentencesOf(
  sentences: Sentences,
  early: Early,
  job: Job,
  routeOf: (sentence: AnnotatedText) => Route,
): Promise<Outcome[]> {
  return new SentenceRun(sentences, early, job, routeOf).run();
}

class SentenceRun {
  private readonly memory: TranslationMemory;
  private readonly outcomes: (Outcome | undefined)[];
  /** The model of each sentence; none where its outcome was known. */
  private readonly routes: (LoadedModel | undefined)[];

  constructor(
    private readonly sentences: Sentences,
    private readonly early: Early,
    private readonly job: Job,
    routeOf: (sentence: AnnotatedText) => Route,
  ) {
    const { params, settings } = job;
    this.memory = new TranslationMemory(params.memory);
    for (const [model, decoding] of settings) model.outcomes.keepOnly(decoding, params.glossary);
    const known = sentences.map((sentence) => rememberedOutcome(sentence, this.memory) ?? routeOf(sentence));
    this.outcomes = known.map((one) => ('card' in one ? undefined : one));
    this.routes = known.map((one) => ('card' in one ? one : undefined));
    for (const [i, route] of this.routes.entries()) {
      const before = route?.outcomes.get(sentences[i]);
      if (before) this.outcomes[i] = this.withNear(i, before);
    }
  }

  async run(): Promise<Outcome[]> {
    const { helpers, signal, counted, tell } = this.job;
    const open = [...this.outcomes.keys()].filter((i) => !this.outcomes[i]);
    counted.total = open.length;
    this.outcomes.forEach((outcome, i) => outcome && this.settle(i, outcome));
    const portions = portionsOf(
      open,
      (i) => this.routes[i]!,
      (i) => this.sentences[i].text.length,
      this.early.urgent,
    );
    const here = (portion: Portion, over: AbortSignal): Promise<Outcome[]> =>
      answerPortion(portion.model, this.paramsOf(portion), { signal: over, progress: () => undefined });
    const beside = open.length > ALONE && helpers ? await helpers.count() : 0;
    const there = Array.from(
      { length: beside },
      (_, n) => (portion: Portion, over: AbortSignal) => helpers!.answer(n, this.paramsOf(portion), over),
    );
    const onAnswer = (portion: Portion, answers: readonly Outcome[]): void => {
      counted.done += portion.sentences.length;
      this.take(portion, answers);
      tell();
    };
    await shareOut(portions, here, there, onAnswer, signal);
    return (this.outcomes as Outcome[]).map((outcome) => inVariant(outcome, this.job.params.variant));
  }

  /** Done, unless it turns out that its document would lose something. */
  private settle(i: number, outcome: Outcome): void {
    this.early.settle(i, inVariant(outcome, this.job.params.variant));
  }

  private take({ model, sentences: own }: Portion, answers: readonly Outcome[]): void {
    own.forEach((i, j) => {
      model.outcomes.put(this.sentences[i], answers[j]);
      const outcome = this.withNear(i, answers[j]);
      this.outcomes[i] = outcome;
      this.settle(i, outcome);
    });
  }

  private paramsOf({ model, sentences: own }: Portion): PortionParams {
    const { models, settings, params } = this.job;
    return {
      model: params.models[models.indexOf(model)],
      sentences: own.map((i) => plain(this.sentences[i])),
      glossary: params.glossary,
      decoding: settings.get(model)!,
    };
  }

  /** With what the memory has that is most like it. */
  private withNear(i: number, outcome: Outcome): Outcome {
    const isTranslated = 'text' in outcome && outcome.from === 'model';
    const near = isTranslated ? this.memory.near(this.sentences[i]) : undefined;
    return near ? { ...outcome, near } : outcome;
  }
}

/** What the user has accepted before is in the variant that he wants. */
function inVariant(outcome: Outcome, variant: string | undefined): Outcome {
  if (variant === undefined || !('text' in outcome) || outcome.from === 'memory') return outcome;
  const write = (text: string): string => toTraditional(text, variant);
  const { text, doubt, alternatives } = outcome;
  return {
    ...outcome,
    text: write(text),
    ...(doubt && { doubt: { ...doubt, word: write(doubt.word) } }),
    ...(alternatives && { alternatives: alternatives.map(write) }),
  };
}

/** @returns one outcome for each sentence. @throws SearchError('aborted') when cancelled, RuntimeError */
export async function answerPortion(
  model: LoadedModel,
  { sentences, glossary, decoding }: PortionParams,
  context: RequestContext<TranslateProgress>,
): Promise<Outcome[]> {
  // A wider choice where something may be lost on the way.
  const options = { ...decoding, nBest: decoding.beamSize, batchSize: BATCH_SIZE };
  const answers = await answerSentences(model, sentences, glossary, options, context);
  return answers.map(({ outcome }) => outcome);
}

/**
 * What the user sees comes first, in the order of the document and in small portions; then the rest, in which sentences of
 * like length are beside each other: a batch runs as long as its longest.
 */
function portionsOf(
  open: readonly number[],
  modelOf: (sentence: number) => LoadedModel,
  lengthOf: (sentence: number) => number,
  urgent: number,
): Portion[] {
  const seen = Math.max(urgent, BATCH_SIZE);
  const first = open.filter((i) => i < seen);
  const rest = open.filter((i) => i >= seen);
  const windows = chunks(rest, WINDOW).map((own) => own.sort((a, b) => lengthOf(a) - lengthOf(b)));
  const [few, more] = [first.slice(0, FEW), first.slice(FEW)];
  return [few, ...chunks(more, BATCH_SIZE), ...windows.flatMap((own) => chunks(own, PORTION))].flatMap(
    (own) =>
      [...new Set(own.map(modelOf))].map((model) => ({
        model,
        sentences: own.filter((i) => modelOf(i) === model),
      })),
  );
}

/** What crosses a port of it. */
const plain = ({ text, placeholders, pairs, words }: AnnotatedText): AnnotatedText => ({
  text,
  placeholders,
  pairs,
  words,
});

const chunks = (list: readonly number[], size: number): number[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

function rememberedOutcome(sentence: AnnotatedText, memory: TranslationMemory): Outcome | undefined {
  const text = memory.find(sentence);
  return text === undefined ? undefined : { text, from: 'memory' };
}
