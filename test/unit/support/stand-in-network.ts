/**
 * A network that loses its way as real ones do, behind the interface of a real one: it writes its source's words in capitals, and
 * drops, doubles, moves and respells some of them. Each row of its attention looks at what it writes.
 */
import { Random } from '../../../src/random';
import type { Seq2Seq } from '../../../src/runtime';
import type { Decoder, DecoderState, StepRequest, StepResult } from '../../../src/search';
import type { TranslationModel } from '../../../src/engine/translate/translator';
import type { Tokenizer } from '../../../src/text';
import { loadTokenizer } from '../../../src/text';
import { tinyTokenizer } from './tiny-model';

/** What it means to write, and which source token it looks at for each. */
interface Plan {
  tokens: readonly number[];
  at: readonly number[];
}

const LIKELY = Math.log(0.8);
const UNLIKELY = Math.log(0.2);

export function standInNetwork(seed: number): TranslationModel {
  const tokenizer = loadTokenizer(tinyTokenizer());
  const random = new Random(seed);
  const session: Seq2Seq = {
    encode: (sources) =>
      Promise.resolve(
        new StandInDecoder(
          tokenizer,
          sources.map((one) => planOf(tokenizer, one, random)),
          random,
        ),
      ),
    dispose: () => Promise.resolve(),
  };
  return {
    session,
    source: tokenizer,
    target: tokenizer,
    sourceLanguage: 'en',
    language: 'fr',
    maxLength: { factor: 2, extra: 10 },
  };
}

const MASK = /\u2991\d+\u2992/;

function planOf(tokenizer: Tokenizer, source: ArrayLike<number>, random: Random): Plan {
  const words = wordsOf(tokenizer, Array.from(source));
  const written = words.flatMap(({ text, first }): { text: string; first: number }[] => {
    // Masks are forced upon it; it loses them, too.
    switch (random.below(24)) {
      case 0:
        return [];
      case 1:
        return [
          { text, first },
          { text, first },
        ];
      case 2:
        return [{ text: MASK.test(text) ? text : [...text].reverse().join('').trim(), first }];
      case 3:
        return [{ text: `${text}é"`, first }];
      default:
        return [{ text: MASK.test(text) ? text : text.toUpperCase(), first }];
    }
  });
  for (let i = 1; i < written.length; i++)
    if (random.below(8) === 0) [written[i - 1], written[i]] = [written[i], written[i - 1]];
  const tokens: number[] = [];
  const at: number[] = [];
  for (const { text, first } of written)
    tokenizer.encode(text).forEach((token, i) => {
      tokens.push(token);
      at.push(first + i);
    });
  return { tokens, at };
}

/** With the space before them, and the place of their first token. */
function wordsOf(tokenizer: Tokenizer, tokens: readonly number[]): { text: string; first: number }[] {
  const words: { text: string; first: number }[] = [];
  tokenizer.pieces(Int32Array.from(tokens)).forEach((piece, i) => {
    const last = words.at(-1);
    if (last && !/^\s/.test(piece) && !MASK.test(piece) && !MASK.test(last.text)) last.text += piece;
    else words.push({ text: piece, first: i });
  });
  return words;
}

interface Row {
  plan: Plan;
  /** Tokens written. */
  length: number;
}

class State implements DecoderState {
  constructor(readonly list: readonly Row[]) {}
  get rows(): number {
    return this.list.length;
  }
  dispose(): void {
    // Nothing is held.
  }
}

class StandInDecoder implements Decoder {
  readonly vocabularySize: number;
  readonly bos: number;
  readonly eos: number;
  readonly initial: State;
  private readonly width: number;

  constructor(
    tokenizer: Tokenizer,
    plans: readonly Plan[],
    private readonly random: Random,
  ) {
    this.vocabularySize = tokenizer.size;
    this.bos = tokenizer.ids.bos;
    this.eos = tokenizer.ids.eos;
    this.initial = new State(plans.map((plan) => ({ plan, length: 0 })));
    this.width = Math.max(...plans.map(({ at }) => Math.max(0, ...at))) + 2;
  }

  step({ state, parents, tokens, k, probes }: StepRequest): Promise<StepResult> {
    const rows = Array.from(parents, (parent, r): Row => {
      const { plan, length } = (state as State).list[parent];
      return { plan, length: tokens[r] === this.bos ? 0 : length + 1 };
    });
    const result = {
      state: new State(rows),
      tokens: new Int32Array(rows.length * k),
      logProbs: new Float32Array(rows.length * k),
      attention: new Float32Array(rows.length * this.width),
      ...(probes && { probeLogProbs: new Float32Array(probes.length) }),
    };
    const other = UNLIKELY - Math.log(this.vocabularySize - 1);
    rows.forEach(({ plan, length }, r) => {
      const meant = plan.tokens[length] ?? this.eos;
      const found = new Set([meant]);
      while (found.size < k) found.add(this.random.below(this.vocabularySize));
      const [, ...rest] = found;
      result.tokens.set([meant, ...rest.sort((a, b) => a - b)], r * k);
      result.logProbs.fill(other, r * k, r * k + k);
      result.logProbs[r * k] = LIKELY;
      result.attention[r * this.width + Math.min(plan.at[length] ?? 0, this.width - 1)] = 1;
      const wanted = (probes?.length ?? 0) / rows.length;
      for (let p = 0; p < wanted; p++)
        result.probeLogProbs![r * wanted + p] = probes![r * wanted + p] === meant ? LIKELY : other;
    });
    return Promise.resolve(result);
  }

  dispose(): void {
    // Nothing is held.
  }
}
