/** Which sentences of a translation a person should look at: the editor shows them, the command line reports them. */
import type { DocumentSentence, DoubtfulWord } from './document';

/** Words with less probability are shown: about one sentence in eight of Firefox's texts has one. */
const DOUBTFUL = 0.02;

export const isUnsure = (doubt: DoubtfulWord | undefined): doubt is DoubtfulWord =>
  doubt !== undefined && doubt.probability < DOUBTFUL;

export const isDoubtful = ({ translation, doubt }: DocumentSentence): boolean =>
  translation !== undefined && isUnsure(doubt);

/** Sentences in the target language already are as they should be. */
export const isLeft = ({ kept }: DocumentSentence): boolean => kept !== undefined && kept !== 'language';
