/** What every backend of this room gives to search: sentences in, a decoding out. */
import type { Decoder } from '../search/decoder';

export interface Vocabulary {
  /** Entries of the target vocabulary. */
  size: number;
  bos: number;
  eos: number;
  /** Of the source vocabulary. */
  sourceEos: number;
  sourcePad: number;
  /** Nothing ends what the encoder reads; such a network is onnxruntime's alone. */
  withoutEnd?: boolean;
}

interface Side {
  size: number;
  ids: { pad: number; bos: number; eos: number };
}

/**
 * Of two tokenizers.
 * @param sourceEnd of the architecture
 */
export const vocabularyOf = (source: Side, target: Side, sourceEnd = true): Vocabulary => ({
  size: target.size,
  bos: target.ids.bos,
  eos: target.ids.eos,
  sourceEos: source.ids.eos,
  sourcePad: source.ids.pad,
  ...(!sourceEnd && { withoutEnd: true }),
});

/** An encoder and a decoder, loaded. */
export interface Seq2Seq {
  /**
   * @param sources N sentences of token ids, without <eos>, which is added
   * @returns a decoding over them, one initial row each; whoever got it disposes of it
   */
  encode(sources: readonly ArrayLike<number>[]): Promise<Decoder>;
  dispose(): Promise<void>;
}
