/** The rnn room: the networks of the notes, each equation a line of graph-building code. */
export type { Architecture, AttentionSpec, LayerSpec, StackSpec } from './architecture';
export { architectureSchema, isLanguageModel, networkSchema } from './architecture';
export type { Cell, CellStep } from './cell';
export { CELLS } from './cells';
export { Gru } from './gru';
export { Lstm } from './lstm';
export { once, runBidirectional, runLayer } from './layer';
export { outputSize, runStack, stateCount } from './stack';
export { attend, makeMemory } from './attention';
export { decoderStateSizes } from './decoder';
export type { Initializer, Parameters, ParameterSpec, StoredWeight } from './parameters';
export { MissingWeightError, sizeOf, StoredParameters, TrainableParameters } from './parameters';
export { storedWeights, toFloat32 } from './stored-weights';
export type { MaskSpec, TrainingGraph, TrainingOptions } from './seq2seq';
export { decoderGraph, encoderGraph, parameterSpecs, trainingGraph } from './seq2seq';
