/** The errors of the node room: what is not on the disk. */

/** There is no model folder of that name: the message says which there are. */
export class NoSuchModelError extends Error {
  override readonly name = 'NoSuchModelError';
}
