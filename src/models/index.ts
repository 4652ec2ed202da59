/** The models room: folders of networks, written, read, and checked. */
export type { ModelCard } from './card';
export { cardSchema } from './card';
export type { ModelErrorCode } from './errors';
export { ModelError } from './errors';
export type { QuantizationError, Weight, Weights } from './quantize';
export { quantize } from './quantize';
export type { FolderFiles, ModelFolder } from './read';
export { readCard, readModelFolder } from './read';
export type { CardDetails, ModelParts } from './write';
export { makeModelFolder, withScores } from './write';
export { readWeights } from './weights';
export { sha256 } from './sha256';
