/** What weights are in textures: as they are stored, in the next wider integers, or as numbers. */

export type WeightFormat = 'int8' | 'int16' | 'float32';
