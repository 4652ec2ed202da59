/** A part of a document that another engine translates: what crosses the port for it. Pure types. */
import type { AnnotatedText } from '../text/annotated';
import type { DoubtfulWord, GlossaryEntry, KeptReason, NearTranslation } from './document';
import type { DecodingSettings } from './model';

export interface PortionParams {
  model: string;
  sentences: AnnotatedText[];
  glossary: GlossaryEntry[];
  decoding: DecodingSettings;
}

/** What became of a sentence: its translation with the same masks, or why it has none. */
export type Outcome =
  | {
      text: string;
      from: 'model' | 'phrases' | 'memory';
      doubt?: DoubtfulWord;
      /** What else the network would have written, best first; where it was not sure. */
      alternatives?: string[];
      near?: NearTranslation;
    }
  | { kept: KeptReason };

export interface PortionProtocol {
  /** One outcome for each sentence. */
  translatePortion: { params: PortionParams; result: Outcome[]; progress: never };
}
