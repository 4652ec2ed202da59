/**
 * Weights out of the two ONNX files again, as float32 and by parameter name: to go on training from them, and for
 * graphs that show what those of the files do not.
 */
import type { OnnxGraph } from '../graph';
import { MissingWeightError, storedWeights, toFloat32 } from '../rnn';
import { ModelError } from './errors';
import { expectedHalf, fileOf, HALVES } from './halves';
import type { Weight } from './quantize';
import type { ModelFolder } from './read';

/**
 * @returns every parameter of the architecture in memory of its own; int8 ones multiplied out, bit for bit as onnxruntime does it
 * @throws ModelError('weights') when one is missing or of another shape than the architecture says
 */
export function readWeights(folder: Pick<ModelFolder, 'card' | 'encoder' | 'decoder'>): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  for (const half of HALVES) {
    const { parameters } = expectedHalf(half, folder.card.architecture);
    for (const [name, weight] of stored(folder[half].graph as OnnxGraph, fileOf(half), parameters))
      weights.set(name, { dims: weight.tensor.dims, data: toFloat32(weight).slice() });
  }
  return weights;
}

function stored(
  graph: OnnxGraph,
  file: string,
  parameters: Parameters<typeof storedWeights>[1],
): ReturnType<typeof storedWeights> {
  try {
    return storedWeights([graph], parameters);
  } catch (error) {
    if (!(error instanceof MissingWeightError)) throw error;
    throw new ModelError('weights', file, `${file}: ${error.message}; use a model made by Interlinear`);
  }
}
