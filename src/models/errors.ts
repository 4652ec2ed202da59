/** The errors of the models room: folders that are not whole, not what they claim, or not readable. */

export type ModelErrorCode =
  /** a file that model.json names, or model.json itself, is not there */
  | 'missing'
  /** more bytes than this program takes */
  | 'too-big'
  /** model.json is not JSON, or does not say what it must */
  | 'card'
  /** a file's size or sha256 is not the one in model.json */
  | 'changed'
  /** a file that is not an ONNX model */
  | 'onnx'
  /** an ONNX model that leaves its weights to another file */
  | 'external-data'
  /** an ONNX model with operators that no network of this program has */
  | 'operator'
  /** an ONNX model whose inputs or outputs are not those of the architecture */
  | 'interface'
  /** weights that are missing, or not of the size they say or the architecture says */
  | 'weights'
  /** a tokenizer that cannot be read, or whose vocabulary is not as large as the architecture's */
  | 'tokenizer';

export class ModelError extends Error {
  override readonly name = 'ModelError';
  /**
   * @param file the file of the folder that is at fault
   * @param message a sentence that says which file, what is wrong and what to do
   */
  constructor(
    readonly code: ModelErrorCode,
    readonly file: string,
    message: string,
  ) {
    super(message);
  }
}

const SHOWN = 80;

/** Text out of a file, for a message: a hostile file may hold a name of a megabyte. */
export const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
