/** The errors of the interchange room: files of weights that cannot be read, and models that cannot be taken over. */

export type InterchangeErrorCode =
  /** a file that is not what its name says, cut short, or damaged */
  | 'format'
  /** what this program does not read or compute, by its name */
  | 'unsupported'
  /** a tensor that is not there, has another shape, or is not used */
  | 'tensor'
  /** a mapping file that does not say what it must */
  | 'mapping'
  /** a vocabulary that does not fit */
  | 'vocabulary';

export class InterchangeError extends Error {
  override readonly name = 'InterchangeError';
  constructor(
    readonly code: InterchangeErrorCode,
    message: string,
  ) {
    super(message);
  }
}

const SHOWN = 80;

/** Text out of a file, for a message. */
export const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
