/** What may stand in a blank. Pure types. */

export interface FillParams {
  model: string;
  text: string;
  beamSize: number;
  nBest: number;
}

export interface Filler {
  /** As it would stand in the text, without the space before it. */
  text: string;
  /** Of the whole filler. */
  probability: number;
}

export interface FilledBlank {
  pastAndFuture: Filler[];
  pastOnly: Filler[];
}

export interface FillAnswer {
  /** The text with the best filler in every blank. */
  text: string;
  blanks: FilledBlank[];
}

export interface FillProtocol {
  fillBlanks: { params: FillParams; result: FillAnswer; progress: never };
}
