/** What is wrong with a document as a whole, so that nothing of it can be translated. */

/**
 * `unknown-format`: nobody has said what the document is, and it does not look like prose: its words have to be selected;
 * `malformed`: it is not what its format's parser reads; `too-deep`: its parts lie deeper in each other than anyone writes;
 * `too-dense`: a paragraph has more signs, or a document more lists, than its parser reads in bounded time.
 */
export type DocumentErrorCode = 'unknown-format' | 'malformed' | 'too-deep' | 'too-dense';

export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  constructor(
    readonly code: DocumentErrorCode,
    message: string,
    /** From 1, where the parser stopped. */
    readonly line?: number,
  ) {
    super(message);
  }
}
