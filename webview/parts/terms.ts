/** The terms of the panel: each in one sentence, and where the lecture says more. */
import { l10n } from '../app/l10n';

export interface TermMeaning {
  sentence: string;
  /** The anchor of a heading of docs/lecture-notes.md. */
  section: string;
}

const BEAM = '12-beam-search';
const SEQUENCES = '7-sequence-to-sequence';

const TERMS = {
  beamSize: () => ({
    sentence: l10n.t('How many unfinished translations are carried on side by side.'),
    section: BEAM,
  }),
  alpha: () => ({
    sentence: l10n.t(
      'How far long translations are forgiven for having more factors: 0 not at all, 1 fully.',
    ),
    section: BEAM,
  }),
  beamTree: () => ({
    sentence: l10n.t('Every beginning of a translation that the search has looked at, from left to right.'),
    section: BEAM,
  }),
  exact: () => ({
    sentence: l10n.t('The best of all sequences, found by looking at everything that could still beat it.'),
    section: '11-exhaustive-and-exact-search',
  }),
  attention: () => ({
    sentence: l10n.t('How much of each source word the network took in while it wrote a word.'),
    section: SEQUENCES,
  }),
  cost: () => ({
    sentence: l10n.t('What the search computed, counted, beside what searching everything would take.'),
    section: BEAM,
  }),
  gates: () => ({
    sentence: l10n.t('Numbers from 0 to 1 that say how much of its memory a cell keeps at each step.'),
    section: '1-gated-recurrent-unit-gru',
  }),
  blank: () => ({
    sentence: l10n.t('A network that reads in both directions knows what comes after the blank, too.'),
    section: '5-filling-a-blank',
  }),
  lectureBleu: () => ({
    sentence: l10n.t('The share of n-grams that the references have, too, long ones weighing more.'),
    section: '13-bleu-of-the-notes',
  }),
  fieldBleu: () => ({
    sentence: l10n.t('The figures that papers report, computed as sacreBLEU computes them.'),
    section: '14-bleu-of-the-field',
  }),
} as const satisfies Record<string, () => TermMeaning>;

export type Term = keyof typeof TERMS;

export const meaningOf = (term: Term): TermMeaning => TERMS[term]();
