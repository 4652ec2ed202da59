/** The tensors of a model from elsewhere, asked for by the names its program gives them, and each used once or complained of. */
import type { Weight } from '../models';
import { InterchangeError, shown } from './errors';
import type { Mapping } from './mapping';
import type { FileTensor, FileTensors } from './tensor';

export type Names = Pick<Mapping, 'tensors' | 'prefix' | 'ignore'>;

export class Foreign {
  private readonly used = new Set<string>();
  private readonly prefix: string;

  /** @param marker a tensor that each such model has: what stands before its name is the prefix */
  constructor(
    private readonly tensors: FileTensors,
    private readonly names: Names,
    marker: string,
  ) {
    this.prefix = names.prefix ?? this.found(marker);
  }

  has(name: string): boolean {
    return this.tensors.has(this.nameOf(name));
  }

  /** Of a tensor that is there. @throws InterchangeError('tensor') */
  dims(name: string, count: number): readonly number[] {
    const { dims } = this.tensor(name);
    if (dims.length !== count)
      throw new InterchangeError(
        'tensor',
        `${this.nameOf(name)} has the shape [${dims.join(', ')}]; ${count} axes are wanted`,
      );
    return dims;
  }

  /** @throws InterchangeError('tensor') that names the tensor and both shapes */
  get(name: string, dims: readonly number[]): Weight {
    const tensor = this.tensor(name);
    const own = this.nameOf(name);
    if (tensor.dims.join() !== dims.join())
      throw new InterchangeError(
        'tensor',
        `${own} has the shape [${tensor.dims.join(', ')}] and not [${dims.join(', ')}]`,
      );
    this.used.add(own);
    return { dims: [...dims], data: tensor.float32() };
  }

  /** Zeros where there is none of the name. */
  getOrZeros(name: string, dims: readonly number[]): Weight {
    if (this.has(name)) return this.get(name, dims);
    return { dims: [...dims], data: new Float32Array(dims.reduce((product, d) => product * d, 1)) };
  }

  /** For a tensor that says nothing new. */
  pass(name: string): void {
    this.used.add(this.nameOf(name));
  }

  /**
   * @param beginnings of names that count, beside the prefix
   * @throws InterchangeError('unsupported') that names what would be left out
   */
  assertAllUsed(beginnings: readonly string[] = []): void {
    const ignored = (name: string): boolean =>
      (this.names.ignore ?? []).some((one) => name === one || name.startsWith(`${one}.`));
    const counts = (name: string): boolean =>
      name.startsWith(this.prefix) || beginnings.some((one) => name.startsWith(one));
    const left = [...this.tensors.keys()].filter(
      (name) => counts(name) && !this.used.has(name) && !ignored(name),
    );
    if (left.length === 0) return;
    const some = left.slice(0, 5).map(shown).join(', ');
    const more = left.length > 5 ? ` and ${left.length - 5} more` : '';
    throw new InterchangeError(
      'unsupported',
      `no network of Interlinear has ${some}${more}${whatItIs(left)}; what may be left out is named under "ignore"`,
    );
  }

  private tensor(name: string): FileTensor {
    const tensor = this.tensors.get(this.nameOf(name));
    if (tensor) return tensor;
    const known = [...this.tensors.keys()];
    throw new InterchangeError(
      'tensor',
      `there is no tensor ${this.nameOf(name)}${whatItIs(known)}; the file has ${known.slice(0, 8).map(shown).join(', ')}${known.length > 8 ? ', …' : ''}`,
    );
  }

  /** As the mapping says it, whole or by its beginning. */
  private nameOf(name: string): string {
    const { tensors = {} } = this.names;
    let best = '';
    for (const own of Object.keys(tensors))
      if ((name === own || name.startsWith(`${own}.`)) && own.length > best.length) best = own;
    return best === '' ? this.prefix + name : tensors[best] + name.slice(best.length);
  }

  private found(marker: string): string {
    const at = [...this.tensors.keys()].find((name) => name === marker || name.endsWith(`.${marker}`));
    return at?.slice(0, at.length - marker.length) ?? '';
  }
}

/** Networks of another sort, told by what their tensors are called. */
const SORTS: readonly (readonly [RegExp, string])[] = [
  [/self_att|src_src_att|multi_head|\.layer_norm|linear_keys/i, 'a Transformer'],
  [/conv\w*\.weight/i, 'a convolutional network'],
  [/batch_norm|running_mean/i, 'batch normalisation'],
  [/weight_hr_l/i, 'an LSTM with a projection'],
  [/copy_attn|linear_copy/i, 'a copy mechanism'],
];

function whatItIs(names: readonly string[]): string {
  const sort = SORTS.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
  return sort ? ` (it looks like ${sort}, which is not supported)` : '';
}
