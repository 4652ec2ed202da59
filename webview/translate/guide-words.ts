/** The steps of a word's guide, each in one sentence, to be read and to be heard. */
import type { GatesAnswer } from '../../src/protocol/gates';
import type { SearchCandidate, TokenSpan } from '../../src/protocol/search';
import { l10n } from '../app/l10n';
import { wordProbabilities } from '../parts/confident-text';
import { percent } from '../parts/format';
import type { Choice } from './guide-model';
import { gatesAt, lookedAt } from './guide-model';

/** Below this, all other words together were likelier. */
const EVEN = 0.5;

const shown = (text: string): string => (text === '<eos>' ? l10n.t('end') : text);

export function wordSaid(candidate: SearchCandidate, word: number): string {
  const { text, start } = candidate.words[word];
  const before = candidate.tokens
    .slice(0, start)
    .map((token) => token.text)
    .join('')
    .trim();
  const p = wordProbabilities(candidate)[word];
  const sure =
    before === ''
      ? l10n.t('At the start it gave “{0}” a probability of {1}.', shown(text), percent(p))
      : l10n.t('After “{0}” it gave “{1}” a probability of {2}.', before, shown(text), percent(p));
  return p < EVEN ? `${sure} ${l10n.t('All other words together were likelier.')}` : sure;
}

export function choicesSaid(choices: readonly Choice[]): string {
  const place = choices.findIndex(({ isWritten }) => isWritten);
  const other = choices[place === 0 ? 1 : 0];
  const text = shown(choices[place].text);
  if (!other) return l10n.t('“{0}” was its only choice.', text);
  const [next, share] = [shown(other.text), percent(other.probability)];
  return place === 0
    ? l10n.t('“{0}” was its first choice; next came “{1}” with {2}.', text, next, share)
    : l10n.t(
        '“{0}” was not its first choice, which was “{1}” with {2}: what counts is the whole sentence.',
        text,
        next,
        share,
      );
}

export function attentionSaid(
  candidate: SearchCandidate,
  source: readonly TokenSpan[],
  word: number,
): string {
  const weights = lookedAt(candidate, source, word);
  if (!weights)
    return l10n.t('This network has no attention: all that it knows of your sentence is in its memory.');
  const most = weights.indexOf(Math.max(...weights));
  return l10n.t(
    'While it wrote “{0}” it looked most at “{1}”, with {2} of its attention.',
    shown(candidate.words[word].text),
    shown(source[most].text),
    percent(weights[most]),
  );
}

export function gatesSaid(answer: GatesAnswer, candidate: SearchCandidate, word: number): string {
  const text = shown(candidate.words[word].text);
  const of = (wanted: string): string =>
    percent(gatesAt(answer, candidate.words[word]).find(({ sign }) => sign === wanted)?.mean ?? 0);
  return answer.layers[answer.layer].cell === 'gru'
    ? l10n.t('Writing “{0}”, it kept {1} of its memory and made the rest anew.', text, of('Z'))
    : l10n.t(
        'Writing “{0}”, it kept {1} of its memory and let in {2} of what was new.',
        text,
        of('F'),
        of('I'),
      );
}

/** What a gate is for, behind its sign. */
export function gateSaid({ layers, layer }: GatesAnswer, sign: string): string {
  if (layers[layer].cell === 'gru')
    return sign === 'Z'
      ? l10n.t('update gate: how much of the memory stays')
      : l10n.t('reset gate: how much of the memory what is new may use');
  if (sign === 'I') return l10n.t('input gate: how much of what is new comes in');
  return sign === 'F'
    ? l10n.t('forget gate: how much of the memory stays')
    : l10n.t('output gate: how much of the memory is shown');
}
