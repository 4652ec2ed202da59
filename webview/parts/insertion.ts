/** Putting a candidate where its sentence stood: the text as it is now, with the sentences that were chosen so far. */
import type { SearchTrace } from '../../src/protocol/search';
import { endsWide } from '../app/words';

type Sentences = SearchTrace['sentences'];

/** The whole text, with the white space it had, and between sentences what their scripts want. @param chosen translations by sentence */
export const composed = (sentences: Sentences, chosen: ReadonlyMap<number, string>): string =>
  sentences
    .map(({ before, text, after }, i) => {
      const translated = chosen.get(i);
      const isLast = i === sentences.length - 1;
      const end = translated === undefined || isLast ? after : spaceBehind(translated, text, after);
      return before + (translated ?? text) + end;
    })
    .join('');

function spaceBehind(translated: string, source: string, after: string): string {
  if (after === ' ' && endsWide(translated)) return '';
  return after === '' && endsWide(source) && !endsWide(translated) ? ' ' : after;
}
