/** The interchange room: models of other programs taken over, and weights given to them. */
export type { InterchangeErrorCode } from './errors';
export { InterchangeError } from './errors';
export { exportModel, exportModelTensors } from './export-model';
export type { ImportOptions } from './import-model';
export { importModel, readTensors } from './import-model';
export type { Mapping } from './mapping';
export { mappingSchema, parseMapping } from './mapping';
export { readSafetensors, writeSafetensors } from './safetensors';
