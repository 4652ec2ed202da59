/** The services of the side panel by the names of InspectionProtocol: which subject, which model. */
import type { OnnxRuntimeSource } from '../runtime';
import type { InspectionProtocol } from '../protocol';
import type { FillAnswer, FillParams } from '../protocol/fill';
import type { GatesAnswer, GatesParams } from '../protocol/gates';
import type { DecodingSettings } from '../protocol/model';
import type { ScoreAnswer, ScoreFilesAnswer, ScoreFilesParams, ScoreParams } from '../protocol/score';
import type {
  Alternative,
  AlternativesParams,
  ExactAnswer,
  ExactParams,
  ExactProgress,
  SearchConstraints,
  SearchProgress,
  SearchSubject,
  SearchTrace,
} from '../protocol/search';
import type { RequestContext, Services } from '../rpc/services';
import { alternatives } from './search/alternatives';
import { traceSearch, searchExactly } from './search/search-trace';
import type { OpenSubject } from './search/search-subject';
import { openSentence, openToy } from './search/search-subject';
import { fillBlanks } from './complete/filler';
import { GateReader } from './gates/gates';
import type { LoadedModel } from './loaded-model';
import { score, scoreFiles } from './score/score-services';

export interface InspectionContext {
  ort: OnnxRuntimeSource;
  threads: number;
  /** @throws EngineError when it is not loaded, or not for this task */
  modelOf(id: string, task: 'translate' | 'fill'): LoadedModel;
}

const FREE: SearchConstraints = { prefix: [], typed: '', forced: [], forbidden: [] };
const WIDE: DecodingSettings = { beamSize: 1, lengthPenalty: 0, maxLength: 1000 };
/** A filler is a word or a few. */
const MAX_FILLER_TOKENS = 8;

export class InspectionServices implements Services<InspectionProtocol> {
  private readonly gateReader: GateReader;

  constructor(private readonly context: InspectionContext) {
    this.gateReader = new GateReader(context.ort, context.threads);
  }

  async traceSearch(
    params: InspectionProtocol['traceSearch']['params'],
    context: RequestContext<SearchProgress>,
  ): Promise<SearchTrace> {
    return this.with(params.subject, params.decoding, params.constraints, (subject) =>
      traceSearch(subject, params, context),
    );
  }

  async searchExactly(params: ExactParams, context: RequestContext<ExactProgress>): Promise<ExactAnswer> {
    return this.with(params.subject, params.decoding, params.constraints, (subject) =>
      searchExactly(subject, params, context),
    );
  }

  /** @throws SearchError('invalid-option') for a prefix that is none, 'aborted' when cancelled */
  async alternatives(
    { subject, prefix, count }: AlternativesParams,
    { signal }: RequestContext<never>,
  ): Promise<Alternative[]> {
    return this.with(subject, WIDE, FREE, (open) => alternatives(open, prefix, count, signal));
  }

  async fillBlanks(params: FillParams, { signal }: RequestContext<never>): Promise<FillAnswer> {
    const { beamSize, nBest } = params;
    const model = this.context.modelOf(params.model, 'fill');
    return fillBlanks(model, params.text, { beamSize, nBest, maxLength: MAX_FILLER_TOKENS, signal });
  }

  async score(params: ScoreParams): Promise<ScoreAnswer> {
    return score(params);
  }

  scoreFiles(
    params: ScoreFilesParams,
    context: RequestContext<{ done: number; total: number }>,
  ): Promise<ScoreFilesAnswer> {
    return scoreFiles(params, context);
  }

  async gates(params: GatesParams, { signal }: RequestContext<never>): Promise<GatesAnswer> {
    return this.gateReader.read(this.context.modelOf(params.model, 'translate'), params, signal);
  }

  private async with<T>(
    subject: SearchSubject,
    decoding: DecodingSettings,
    constraints: SearchConstraints,
    use: (open: OpenSubject) => Promise<T>,
  ): Promise<T> {
    const open =
      subject.kind === 'toy'
        ? openToy(decoding, constraints)
        : await openSentence(
            this.context.modelOf(subject.model, 'translate'),
            subject,
            decoding,
            constraints,
          );
    try {
      return await use(open);
    } finally {
      open.dispose();
    }
  }
}
