/** The text room: tokenizers, and the cutting of text into sentences. */
export type { BlankIds } from './blanks';
export { blankIds, encodeBlank, splitAtBlanks } from './blanks';
export { trainBpe } from './tokenizers/bpe';
export type { TokenizerErrorCode } from './errors';
export { PlaceholderError, TokenizerError } from './errors';
export type { TokenizerJson } from './format';
export type { MaskedText, TextRange } from './placeholders';
export { maskPlaceholders, maskRanges, maskToken, separateMasks, unmask } from './placeholders';
export { normalize } from './normalize';
export type { SpecialIds, Tokenizer } from './tokenizers/tokenizer';
export { FILL_TOKENS, PLACEHOLDER_TOKENS, SPECIAL_TOKENS } from './tokenizers/tokenizer';
export { loadTokenizer } from './tokenizers/load';
export { trainWords } from './tokenizers/word-tokenizer';
export type { Segment } from './split';
export { joinSegments, splitSentences } from './split';
export type { Block, DocumentFormat, MaskedPassage, MaskedSentence, Passage, Written } from './documents';
export { checkMasks, findPassages, maskPassage, mendEmphasis } from './documents';
export { detectLanguage, detectSurely, hasLettersOf, isToldByScript } from './languages';
