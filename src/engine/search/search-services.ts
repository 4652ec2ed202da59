/** The services of the side panel by the names of explore-protocol.ts: which subject, which model. */
import type { OnnxRuntime } from '../../runtime';
import type {
  Alternative,
  AlternativesParams,
  ExactAnswer,
  ExactParams,
  ExactProgress,
  Exploration,
  ExplorationProgress,
  ExploreProtocol,
  FillAnswer,
  FillParams,
  GatesAnswer,
  GatesParams,
  ScoreAnswer,
  ScoreFilesAnswer,
  ScoreFilesParams,
  ScoreParams,
  SearchConstraints,
  SearchSubject,
} from '../../protocol/search';
import type { DecodingSettings, RequestContext, Services } from '../../protocol';
import { alternatives } from './alternatives';
import { explore, searchExactly } from './search-trace';
import type { OpenSubject } from './search-subject';
import { openSentence, openToy } from './search-subject';
import { fillBlanks } from '../complete/filler';
import { GateReader } from '../gates/gates';
import type { LoadedModel } from '../loaded-model';
import { score, scoreFiles } from '../score/score-services';

export interface ExploreContext {
  ort: OnnxRuntime;
  threads: number;
  /** @throws EngineError when it is not loaded, or not for this task */
  modelOf(id: string, task: 'translate' | 'fill'): LoadedModel;
}

const FREE: SearchConstraints = { prefix: [], typed: '', forced: [], forbidden: [] };
const WIDE: DecodingSettings = { beamSize: 1, lengthPenalty: 0, maxLength: 1000 };
/** A filler is a word or a few. */
const MAX_FILLER_TOKENS = 8;

export class ExploreServices implements Services<ExploreProtocol> {
  private readonly gateReader: GateReader;

  constructor(private readonly context: ExploreContext) {
    this.gateReader = new GateReader(context.ort, context.threads);
  }

  async explore(
    params: ExploreProtocol['explore']['params'],
    context: RequestContext<ExplorationProgress>,
  ): Promise<Exploration> {
    return this.with(params.subject, params.decoding, params.constraints, (subject) =>
      explore(subject, params, context),
    );
  }

  async searchExactly(params: ExactParams, context: RequestContext<ExactProgress>): Promise<ExactAnswer> {
    return this.with(params.subject, params.decoding, params.constraints, (subject) =>
      searchExactly(subject, params, context),
    );
  }

  async alternatives({ subject, prefix, count }: AlternativesParams): Promise<Alternative[]> {
    return this.with(subject, WIDE, FREE, (open) => alternatives(open, prefix, count));
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
