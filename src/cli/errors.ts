/** What the user of the command line did wrong: the sentence to print, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
