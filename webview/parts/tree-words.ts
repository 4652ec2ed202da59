/** What a node of the beam tree is, in words. */
import { logProbability, probability } from './format';
import { l10n } from '../app/l10n';
import type { DrawnNode } from './tree-model';

export function stateOf({ state, prunedAt, reason }: DrawnNode): string {
  switch (state) {
    case 'kept':
      return l10n.t('kept');
    case 'finished':
      return l10n.t('finished');
    case 'pruned':
      return l10n.t('pruned at step {0}', prunedAt ?? 0);
    case 'unseen':
      return l10n.t('not looked at by the beam');
    case 'not chosen':
      return reason ? reasonOf(reason) : l10n.t('not allowed');
  }
}

function reasonOf(reason: NonNullable<DrawnNode['reason']>): string {
  switch (reason) {
    case 'outside beam':
      return l10n.t('not chosen: others were better');
    case 'worse than finished':
      return l10n.t('not chosen: what has finished is better');
    case 'missing phrase':
      return l10n.t('not allowed: a forced phrase is missing');
    case 'length':
      return l10n.t('not allowed: the length');
    case 'impossible':
      return l10n.t('impossible: its probability is 0');
    case 'forbidden':
    case 'repeated token':
    case 'repeated n-gram':
    case 'order':
    case 'not accepted':
      return l10n.t('not allowed');
  }
}

export const pathsOf = ({ best, greedy, exact }: DrawnNode): string[] => [
  ...(best ? [l10n.t('best candidate')] : []),
  ...(greedy ? [l10n.t('greedy path')] : []),
  ...(exact ? [l10n.t('exact optimum')] : []),
];

export const labelOf = (node: DrawnNode): string =>
  node.up === null ? l10n.t('start') : node.text.trim() || '␣';

export const edgeOf = ({ logProb }: DrawnNode): string =>
  logProb === null ? '0' : probability(Math.exp(logProb));

/** One line for a list, or for a screen reader on the way. */
export function describeNode(node: DrawnNode): string {
  if (node.up === null) return l10n.t('start');
  const facts = [
    l10n.t('probability {0}', edgeOf(node)),
    l10n.t('log p {0} in all', logProbability(node.total)),
    stateOf(node),
    ...pathsOf(node),
  ];
  return `${labelOf(node)}: ${facts.join(', ')}`;
}
