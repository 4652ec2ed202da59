/**
 * What search knows of a model: "give me the next log-probabilities". The toy tables of the notes, an
 * onnxruntime session and a WebGL engine all stand behind this one interface.
 *
 * Not here: how a model computes them (src/runtime), nor how hypotheses are chosen (the other files of this room).
 */

/**
 * The recurrent state after some prefix, one row a hypothesis. Immutable: a search may step from the same state as
 * often as it likes (depth-first search does). Whoever received a state disposes of it.
 */
export interface DecoderState {
  readonly rows: number;
  /** Gives memory back (GPU textures, tensors). The state must not be used afterwards. Safe to call twice. */
  dispose(): void;
}

export interface StepRequest {
  state: DecoderState;
  /** R indices into the rows of `state`: which hypothesis each new row continues. Reordering, repeating, dropping are all fine. */
  parents: Int32Array;
  /** R token ids fed to the decoder: the last token of each hypothesis (`bos` at the first step). */
  tokens: Int32Array;
  /** How many of the most probable next tokens to return for each row; at most `vocabularySize`. */
  k: number;
  /** R × P token ids whose log-probabilities are wanted whatever their rank (forced prefixes and phrases, scoring a given text). */
  probes?: Int32Array;
}

/** Fresh arrays every time: exhaustive and exact search read on in them after later steps. */
export interface StepResult {
  /** R rows, in the order of the request. */
  state: DecoderState;
  /** R × k token ids, best first in each row. Ties go to the smaller id. */
  tokens: Int32Array;
  /** R × k natural-log probabilities, normalised over the whole vocabulary. */
  logProbs: Float32Array;
  /** R × P, for the probes asked for. */
  probeLogProbs?: Float32Array;
  /** R × S attention weights over the source positions, where the model has attention. Padding has weight 0. */
  attention?: Float32Array;
}

/** One decoding in progress over N sentences; made by an engine from encoded sources. */
export interface Decoder {
  /** Tokens that can be predicted: ids 0 to this less one. */
  readonly vocabularySize: number;
  /** Only ever fed; it may lie outside the ids that can be predicted. */
  readonly bos: number;
  readonly eos: number;
  /** One row a sentence: the state from which `bos` is fed. */
  readonly initial: DecoderState;
  /** @throws the engine's own typed error if the computation fails */
  step(request: StepRequest): Promise<StepResult>;
  /** Disposes of everything the decoding holds, `initial` included. Safe to call twice. */
  dispose(): void;
}
