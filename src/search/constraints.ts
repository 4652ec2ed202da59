/**
 * What may follow a hypothesis as far as its tokens alone decide it: lengths, forced prefix, forbidden tokens and
 * phrases, tokens that come once, repeated n-grams. All of it is known before the decoder is asked, so that a search can ask for as many
 * candidates as it will have to refuse.
 *
 * Not here: phrases that must occur (forced-phrases.ts), which need the whole beam.
 */
import { lastTokens, type HypothesisNode } from './hypothesis';
import type { SentenceRules, TokenSequence } from './options';

/** Why a token may not come next. */
export type Refusal =
  'forbidden' | 'repeated token' | 'repeated n-gram' | 'order' | 'not accepted' | 'length';

/** What may come next after one hypothesis. */
export interface NextTokens {
  /** The one token that may come: the forced prefix, or `<eos>` at `maxLength`. The refusals do not apply to it. */
  readonly only: number | null;
  /** At most so many tokens are refused. */
  readonly refusedCount: number;
  /** Null where the token may come. */
  refusal(token: number): Refusal | null;
}

/** What may follow `node` in a sentence with these rules. */
export function nextTokens(rules: SentenceRules, node: HypothesisNode): NextTokens {
  const length = node.length + 1;
  const { forbiddenTokens } = rules;
  const refused = refusedAfter(rules, node, length);
  const accepted = acceptedAfter(rules, node, length);
  return {
    only: onlyToken(rules, length),
    refusedCount: forbiddenTokens.size + refused.size + (rules.automaton ? NOT_ACCEPTED : 0),
    refusal: (token) =>
      forbiddenTokens.has(token)
        ? 'forbidden'
        : (refused.get(token) ?? (accepted(token) ? null : 'not accepted')),
  };
}

/**
 * So many of the most probable tokens may be refused by the automaton without harm. It could refuse more, but a network
 * that has learnt from accepted sequences hardly ever finds one of them probable.
 */
const NOT_ACCEPTED = 8;

function acceptedAfter(
  { automaton, eos, maxLength }: SentenceRules,
  node: HypothesisNode,
  length: number,
): (token: number) => boolean {
  if (!automaton) return () => true;
  let state = 0;
  // What a forced prefix leaves open is forgotten.
  for (const token of lastTokens(node, node.length)) state = automaton.next(state, token) ?? 0;
  return (token) => {
    if (token === eos) return automaton.distance(state) === 0;
    const after = automaton.next(state, token);
    return after !== undefined && length + automaton.distance(after) < maxLength;
  };
}

/** @param length of the sequence once the token has been added */
function onlyToken(rules: SentenceRules, length: number): number | null {
  if (length <= rules.prefix.length) {
    return rules.prefix[length - 1];
  }
  return length >= rules.maxLength ? rules.eos : null;
}

function refusedAfter(rules: SentenceRules, node: HypothesisNode, length: number): Map<number, Refusal> {
  const refused = new Map<number, Refusal>();
  if (rules.noRepeatNgramSize > 0) {
    // The one rule that needs the whole hypothesis: O(L) a row and step, paid only where it is asked for.
    repeatedNgrams(lastTokens(node, node.length), rules.noRepeatNgramSize, refused);
  }
  if (rules.onceTokens.size > 0) {
    for (const token of lastTokens(node, node.length)) {
      if (rules.onceTokens.has(token)) refused.set(token, 'repeated token');
    }
  }
  if (rules.orderedTokens.length > 0) {
    const written = new Set(lastTokens(node, node.length));
    const first = rules.orderedTokens.findIndex((token) => !written.has(token));
    for (const token of first < 0 ? [] : rules.orderedTokens.slice(first + 1)) refused.set(token, 'order');
  }
  for (const phrase of rules.forbiddenPhrases) {
    if (endsWithAllButLast(node, phrase)) {
      refused.set(phrase[phrase.length - 1], 'forbidden');
    }
  }
  if (length < rules.minLength) {
    refused.set(rules.eos, 'length');
  }
  return refused;
}

function repeatedNgrams(tokens: TokenSequence, size: number, refused: Map<number, Refusal>): void {
  const context = size - 1;
  const last = tokens.length - context;
  for (let start = 0; start < last; start++) {
    let i = 0;
    while (i < context && tokens[start + i] === tokens[last + i]) {
      i++;
    }
    if (i === context) {
      refused.set(tokens[start + context], 'repeated n-gram');
    }
  }
}

function endsWithAllButLast(node: HypothesisNode, phrase: TokenSequence): boolean {
  if (node.length < phrase.length - 1) {
    return false;
  }
  let current = node;
  for (let i = phrase.length - 2; i >= 0; i--) {
    if (current.token !== phrase[i]) {
      return false;
    }
    current = current.parent!;
  }
  return true;
}
