/** The learn room: a model learns from its user's own translations. */
export type { LearnErrorCode } from './errors';
export { LearnError } from './errors';
export type { LearnFile, LearnHost, LearnInput, LearnPhase, LearnProgress, Learnt } from './learn';
export { learn } from './learn';
export type { Change, LearnReport, Sample } from './report';
