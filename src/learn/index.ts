/** The learn room: a model learns from its user's own translations. */
export type { LearnErrorCode } from './errors';
export { LearnError } from './errors';
export { generalPairs } from './general-sample';
export type { LearnHost, LearnInput, Learnt } from './learn';
export { learn, openInTurns } from './learn';
export { pairsOfTexts } from './parallel-texts';
