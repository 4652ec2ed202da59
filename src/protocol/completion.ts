/** How a text goes on. Pure types. */

export interface CompleteParams {
  /** Ids. The language model goes on with the text; without one the blank filler does, which also ranks by what follows. */
  language?: string;
  filler?: string;
  /** The sentence up to the cursor, and its rest, without line breaks. */
  before: string;
  after: string;
  candidates: number;
  /** The most words of one. */
  words: number;
  /** Words are drawn from the language model; absent: the most probable ones. */
  sampling?: SamplingSettings;
  /** What stands around the sentence, in the document and in others beside it; its words weigh in. */
  nearby?: string;
  /** It appears unasked: only as far as the model is sure enough, by what its card says. */
  unasked?: boolean;
}

export interface SamplingSettings {
  /** Above 0: the smaller, the more probable are the words drawn. */
  temperature: number;
  /** Words come from the most probable ones with so much probability together; at most 1. */
  topP: number;
}

export interface Completion {
  /** To be put right at the cursor: it begins with a space where one is needed. */
  text: string;
  probability: number;
}

export interface CompletionProtocol {
  complete: { params: CompleteParams; result: Completion[]; progress: never };
}
