/** The panel's settings as requests. */
import type {
  SearchCandidate,
  SearchConstraints,
  SearchParams,
  SearchSubject,
} from '../../src/protocol/search';
import type { PanelTextParams } from '../../src/protocol/panel';
import type { PanelState } from './state';
import { NO_CONSTRAINTS, TOY } from './state';

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
    decoding: { beamSize: state.beamSize, lengthPenalty: ANY_ALPHA, maxLength: state.maxLength },
    constraints: { prefix, typed, forced, forbidden },
  };
}

/** (1/L^α) Σ log p, the notes' score. */
export const scoreOf = ({ logProb, tokens }: SearchCandidate, alpha: number): number =>
  logProb / tokens.length ** alpha;

/** The sentence alone is what the lecture's tables have; everything else is translated as the commands do it. */
export function textParams(state: PanelState): PanelTextParams | null {
  const { model, text, beamSize, alpha, maxLength } = state;
  if (model === TOY || !hasSubject(state)) return null;
  return { model, text, decoding: { beamSize, lengthPenalty: alpha, maxLength } };
}

/** Best first under this α; equal ones stay as they are. */
export const ranked = (candidates: readonly SearchCandidate[], alpha: number): SearchCandidate[] =>
  [...candidates].sort((a, b) => scoreOf(b, alpha) - scoreOf(a, alpha));

/** Several sequences of tokens may read the same: the best of them stands for all. @param candidates best first */
export const distinct = (candidates: readonly SearchCandidate[]): SearchCandidate[] =>
  candidates.filter(({ text }, i) => candidates.findIndex((other) => other.text === text) === i);
