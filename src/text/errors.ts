/** The errors of the text room: tokenizers that cannot do what is asked, text whose placeholders were not kept. */

/**
 * `vocabulary`: a vocabulary cannot be trained as asked, or does not have a token or id that was asked for;
 * `format`: a tokenizer.json is not what this version reads.
 */
export type TokenizerErrorCode = 'vocabulary' | 'format';

export class TokenizerError extends Error {
  override readonly name = 'TokenizerError';
  constructor(
    readonly code: TokenizerErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** Masked text whose masks are not those that were put there: one `missing`, `doubled`, or `unknown`. */
export class PlaceholderError extends Error {
  override readonly name = 'PlaceholderError';
  constructor(
    readonly code: 'missing' | 'doubled' | 'unknown',
    message: string,
    /** What the mask stands for. */
    readonly placeholder?: string,
  ) {
    super(message);
  }
}
