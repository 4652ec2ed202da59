/** Translation of documents: which format, what of it is selected, edits in place of the words. Pure types. */
import type { TextEdit } from '../text/edits';
import type { Span } from '../text/span';
import type { DocumentFormat } from './document-format';
import type { DecodingSettings } from './model';
import type { TranslateProgress } from './translation';

export type { DocumentFormat } from './document-format';

export interface GlossaryEntry {
  /** Found in any case, as a word of its own. */
  term: string;
  /** Any of these forms will do; none: the term stays as it is. */
  translations: string[];
}

export interface MemoryEntry {
  source: string;
  translation: string;
}

export interface TranslateDocumentParams {
  /** Into one language. A sentence goes to the model of its language, and to the first where that is not clear. */
  models: string[];
  text: string;
  format: DocumentFormat;
  /** Absent: everything. */
  selected?: Span[];
  /** What the user sees: translated before the rest. */
  first?: Span[];
  /** A variant of the models' target, as a BCP 47 tag: Traditional Chinese. Absent: as they write it. */
  variant?: string;
  /** What the user has set; the model's card says the rest. */
  decoding: Partial<DecodingSettings>;
  glossary: GlossaryEntry[];
  /** Translations that the user has accepted: taken as they are. */
  memory: MemoryEntry[];
}

/**
 * Why a sentence has no translation: it is in the target language already; it is in one that no model reads; its
 * placeholders, or its format, would have been broken; a number or a name would have been lost; words would have
 * been lost or repeated; it is longer than the network reads.
 */
export type KeptReason =
  'language' | 'foreign' | 'placeholders' | 'markup' | 'numbers' | 'doubtful' | 'length';

/** A kept translation of a sentence that is like another. */
export interface NearTranslation extends MemoryEntry {
  /** 0 to 1: one less the share of words that differ. */
  similarity: number;
}

/** A word of a translation and what probability the network gave it, 0 to 1. */
export interface DoubtfulWord {
  word: string;
  probability: number;
}

/** What else a sentence may be. */
export interface OtherTranslation {
  translation: string;
  /** What it changes of the text of the sentence's edit: spelt as the format wants, offsets into that text. */
  change: TextEdit;
}

export interface DocumentSentence {
  source: string;
  /** Where the passage stood that it is a part of, before any edit. */
  passage: Span;
  translation?: string;
  /** Who translated it: a network, the phrase table, or the user before. */
  from?: 'model' | 'phrases' | 'memory';
  /** The word of the translation that the network was least sure of. */
  doubt?: DoubtfulWord;
  /** Best first; where there is a doubt. */
  alternatives?: OtherTranslation[];
  near?: NearTranslation;
  kept?: KeptReason;
  /** Index of the edit whose text it is a part of; absent where its passage is not edited. */
  edit?: number;
}

export interface DocumentTranslation {
  /** In the order of the document, none overlapping; offsets in UTF-16 units. */
  edits: TextEdit[];
  /** Those that have words, in order. */
  sentences: DocumentSentence[];
}

/** What has been done since the last time. */
export interface DocumentProgress extends TranslateProgress {
  /**
   * Of passages whose sentences are all done, in no order: they may be shown, and are what the result will have, unless
   * the document's own parser takes the whole for something else.
   */
  edits: TextEdit[];
}

export interface DetectLanguagesParams {
  text: string;
  format: DocumentFormat;
  selected?: Span[];
  /** BCP 47 tags to choose from. */
  among: string[];
  /** What the user has chosen to translate into: that a text is in it already must be certain. */
  target?: string;
}

export interface ProseAtParams {
  text: string;
  format: DocumentFormat;
  /** In UTF-16 units. */
  offset: number;
}

/** The prose around a place. */
export interface ProseAt {
  /** The sentence up to the place, without line breaks; empty where none has begun. */
  before: string;
  /** The rest of it on the line. */
  after: string;
  /** Of source code: the whole comment, with its signs; line comments below each other are one. */
  comment?: Span;
}

export interface DocumentProtocol {
  translateDocument: {
    params: TranslateDocumentParams;
    result: DocumentTranslation;
    progress: DocumentProgress;
  };
  /** The languages of the prose, that of most of it first; none where none can be told. */
  detectLanguages: { params: DetectLanguagesParams; result: string[]; progress: never };
  /** Null where the place is in code, in markup, in a value that is no prose. */
  proseAt: { params: ProseAtParams; result: ProseAt | null; progress: never };
}
