/** Ends of pairs are put back around the words they enclosed, wherever a translation has them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AnnotatedText, NetworkSentence } from '../../../src/text';
import { annotate, networkSentence, pairKey, verifyStructure, withMarks } from '../../../src/text';

const seed = process.env.CASES === undefined ? 2026 : undefined;
const numRuns = Number(process.env.CASES ?? 300);

const NOTHING = { copied: () => [], whole: new Set<number>(), limit: 10 };

/** Pairs of asterisks, as a parser would tell of them. */
function annotated(marked: string): AnnotatedText {
  const open: number[] = [];
  const markup = [...marked.matchAll(/\*\(|\)\*/g)].map(({ 0: sign, index }) => {
    const pair = sign === '*(' ? open[open.push(index) - 1] : open.pop()!;
    return { start: index, end: index + 2, pair };
  });
  return annotate(marked, markup, 'en')[0];
}

/** A translation whose words are known to come from words of the source, one each. */
function written(network: NetworkSentence, words: readonly { text: string; from: number }[]): string {
  const sourcePieces = network.text.match(/\s*\S+/g) ?? [];
  const pieces = words.map(({ text }, i) => (i === 0 ? text : ` ${text}`));
  const attention = words.map(({ from }) => {
    const row = new Float32Array(sourcePieces.length + 1).fill(0.1 / sourcePieces.length);
    row[from] += 0.9;
    return row;
  });
  const result = withMarks(network, { text: pieces.join(''), pieces, sourcePieces, attention });
  return typeof result === 'string' ? result : 'unsure';
}

const restored = (text: string, { placeholders }: AnnotatedText): string =>
  text.replace(/⦑(\d+)⦒/g, (_, i: string) => placeholders[Number(i)]);

function translated(marked: string, order: readonly number[]): string {
  const source = annotated(marked);
  const network = networkSentence(source, NOTHING)!;
  const words = network.text.split(' ');
  const text = written(
    network,
    order.map((from) => ({ text: words[from].toUpperCase(), from })),
  );
  return text === 'unsure' ? text : restored(text, source);
}

describe('marks', () => {
  it('are no part of what a network reads', () => {
    const network = networkSentence(annotated('click *(ok)* to *(save all)* now'), NOTHING)!;
    assert.equal(network.text, 'click ok to save all now');
    assert.deepEqual(network.contents, []);
  });

  it('follow their words', () => {
    assert.equal(translated('the *(red)* house', [0, 2, 1]), 'THE HOUSE *(RED)*');
    assert.equal(
      translated('open the *(red *(old)* house)* now', [5, 0, 4, 2, 3]),
      'NOW OPEN *(HOUSE RED *(OLD)*)*',
    );
    assert.equal(translated('*(all of it)*', [2, 1, 0]), '*(IT OF ALL)*');
  });

  it('are not put around words that came from elsewhere', () => {
    assert.equal(translated('click *(ok)* to save', [0, 2, 3]), 'unsure');
    assert.equal(translated('*(big)* houses and *(small)* gardens', [4, 3, 1]), 'unsure');
  });

  it('keep an ending with its word, and a divided word as it is', () => {
    assert.equal(translated('write *(test)*s now', [2, 0, 1]), 'NOW WRITE *(TESTS)*');
    const source = annotated('an un*(believ)*able thing');
    const network = networkSentence(source, NOTHING)!;
    assert.equal(network.text, 'an ⦑0⦒ thing');
    assert.equal(restored(written(network, [{ text: '⦑0⦒', from: 1 }]), source), 'un*(believ)*able');
  });

  it('share a mask with what is copied, and enclose it', () => {
    const source = annotated('see *(the {0} file)* and *({1})*');
    const network = networkSentence(source, NOTHING)!;
    assert.equal(network.text, 'see the ⦑0⦒ file and ⦑1⦒');
    const order = [5, 4, 3, 2, 0].map((from) => ({ text: network.text.split(' ')[from], from }));
    assert.equal(restored(written(network, order), source), '*({1})* and *(file {0})* see');
  });

  it('have the label of a button in the other language, where it is known', () => {
    const source = annotated('click *(Save)* to go on');
    const label = (words: string): string | undefined => (words === 'Save' ? 'Enregistrer' : undefined);
    const network = networkSentence(source, { ...NOTHING, label })!;
    assert.equal(network.text, 'click ⦑0⦒ to go on');
    assert.equal(restored(network.contents[0], source), '*(Enregistrer)*');
  });

  const word = fc.constantFrom('open', 'file', 'saved', 'house', 'garden', 'read', '{0}', '{1}');
  const sentence = fc
    .array(fc.tuple(fc.constantFrom('', '*('), word, fc.constantFrom('', ')*')), {
      minLength: 1,
      maxLength: 9,
    })
    .map((parts) => {
      let depth = 0;
      const text = parts.map(([open, one, close]) => {
        if (open) depth++;
        const closes = close !== '' && depth > 0;
        if (closes) depth--;
        return open + one + (closes ? close : '');
      });
      return text.join(' ') + ')*'.repeat(depth);
    });

  it('enclose words of theirs and nothing else, or are not sure, whatever is moved, dropped and doubled', async () => {
    fc.assert(
      fc.property(sentence, fc.infiniteStream(fc.nat()), (marked, die) => {
        const source = annotated(marked);
        const network = networkSentence(source, NOTHING);
        if (!network) return;
        const words = network.text.split(' ');
        const masks = words.filter((one) => one.startsWith('⦑'));
        const draw = (sides: number): number => (die.next().value as number) % sides;
        const order = [...words.keys()]
          .flatMap((from) =>
            masks.includes(words[from]) ? [from] : [[], [from], [from], [from, from]][draw(4)],
          )
          .sort(() => draw(3) - 1);
        const text = written(
          network,
          order.map((from) => ({ text: words[from], from })),
        );
        if (text === 'unsure') return;
        const plain = restored(text, source).replace(/\*\(|\)\*/g, '');
        const whole = restored(order.map((from) => words[from]).join(' '), {
          ...source,
          placeholders: network.contents,
        });
        assert.equal(plain, restored(whole, source).replace(/\*\(|\)\*/g, ''));
        assert.doesNotMatch(restored(text, source), /\*\(\s|\s\)\*|\*\(\)\*/);
        // A pair that has lost its words is found out.
        const lost = source.pairs.some(({ open, close }) => {
          const seen = text
            .slice(text.indexOf(`⦑${open}⦒`), text.indexOf(`⦑${close}⦒`))
            .replace(/⦑\d+⦒/g, '');
          const had = source.text.slice(source.text.indexOf(`⦑${open}⦒`), source.text.indexOf(`⦑${close}⦒`));
          return /\p{L}/u.test(had) && !/\p{L}/u.test(seen);
        });
        if (!lost) verifyStructure(text, source);
      }),
      { numRuns, seed },
    );
  });
});

describe('a pair that is copied whole', () => {
  const whole = (marked: string, label?: string, mayCopy?: () => boolean) => {
    const source = annotated(marked);
    const reading = { ...NOTHING, whole: new Set(source.pairs.map(pairKey)), label: () => label };
    const network = networkSentence(source, { ...reading, ...(mayCopy && { mayCopy }) });
    return network && { text: network.text, content: restored(network.contents[0], source) };
  };

  it('has its words in the other language, where they are known', () => {
    assert.deepEqual(whole('a *(fast)* one', 'rapide'), { text: 'a ⦑0⦒ one', content: '*(rapide)*' });
    assert.deepEqual(whole('a *(*(fast)*)* one', 'rapide'), { text: 'a ⦑0⦒ one', content: '*(*(rapide)*)*' });
  });

  it('leaves no words of the source in a translation that may not be there', () => {
    assert.equal(
      whole('a *(fast)* one', undefined, () => false),
      undefined,
    );
    assert.deepEqual(
      whole('a *(Kestrel)* one', undefined, () => true),
      { text: 'a ⦑0⦒ one', content: '*(Kestrel)*' },
    );
  });
});
