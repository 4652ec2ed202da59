/** The panel's settings as requests. */
import type {
  SearchCandidate,
  SearchConstraints,
  SearchParams,
  SearchSubject,
} from '../../src/protocol/search';
import type { PanelState } from './state';
import { NO_CONSTRAINTS, TOY } from './state';

/** A sentence may be longer than any network writes well; the models' own limits are lower. */
const MAX_LENGTH = 200;
/**
 * The search keeps every hypothesis that finishes, so that α does not change what it finds, only the order, which the
 * panel makes itself. So one α serves all.
 */
const ANY_ALPHA = 1;

export function subjectOf({ model, text, sentence }: PanelState): SearchSubject {
  return model === TOY ? { kind: 'toy' } : { kind: 'model', model, text, sentence };
}

export const hasSubject = ({ model, text }: PanelState): boolean =>
  model === TOY || (model !== '' && /[\p{L}\p{N}]/u.test(text));

const free: SearchConstraints = {
  prefix: NO_CONSTRAINTS.prefix,
  typed: NO_CONSTRAINTS.typed,
  forced: NO_CONSTRAINTS.forced,
  forbidden: NO_CONSTRAINTS.forbidden,
};

export function searchParams(state: PanelState, constraints: SearchConstraints = free): SearchParams {
  const { prefix, typed, forced, forbidden } = constraints;
  return {
    subject: subjectOf(state),
    decoding: { beamSize: state.beamSize, lengthPenalty: ANY_ALPHA, maxLength: MAX_LENGTH },
    constraints: { prefix, typed, forced, forbidden },
  };
}

/** (1/L^α) Σ log p, the notes' score. */
export const scoreOf = ({ logProb, tokens }: SearchCandidate, alpha: number): number =>
  logProb / tokens.length ** alpha;

/** Best first under this α; equal ones stay as they are. */
export const ranked = (candidates: readonly SearchCandidate[], alpha: number): SearchCandidate[] =>
  [...candidates].sort((a, b) => scoreOf(b, alpha) - scoreOf(a, alpha));
