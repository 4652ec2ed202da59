/** docs/lecture-notes.md, systems 8 and 9: trained by teacher forcing, decoded by feeding back, a small network learns to copy and to reverse. */
import assert from 'node:assert/strict';
import type { Architecture } from '../../../src/rnn';
import { openNetwork, vocabularyOf } from '../../../src/runtime';
import { greedy } from '../../../src/search';
import type { Example, Trainer } from '../../../src/train';
import { Random } from '../../../src/random';
import {
  architecture,
  copy,
  IDS,
  makeTrainer,
  onnxruntime,
  options,
  reverse,
  sequences,
  VOCABULARY,
} from './toy';

/** Share of examples whose target greedy search finds exactly. */
async function exactMatch(a: Architecture, trainer: Trainer, examples: Example[]): Promise<number> {
  const vocabulary = vocabularyOf({ size: VOCABULARY, ids: IDS }, { size: VOCABULARY, ids: IDS });
  const weights = trainer.named(trainer.current);
  const session = await openNetwork(onnxruntime, { architecture: a, weights, vocabulary }, 1);
  const decoder = await session.encode(examples.map((e) => e.source));
  const { sentences } = await greedy(decoder, { maxLength: 9 });
  decoder.dispose();
  await session.dispose();
  const right = examples.filter((e, i) => sentences[i][0].tokens.join() === [...e.target, IDS.eos].join());
  return right.length / examples.length;
}

describe('training', () => {
  for (const [name, task] of [
    ['copy', copy],
    ['reverse', reverse],
  ] as const) {
    it(`teaches to ${name} sequences never seen, more than 99 of 100 exactly`, async () => {
      const a = architecture(32);
      const all = sequences(2400, new Random(name.length)).map(task);
      const [seen, unseen] = [all.slice(0, 2000), all.slice(2000)];
      const trainer = await makeTrainer(a, seen);
      const before = await trainer.validationLoss(unseen);
      while (trainer.stepsDone < options.steps) await trainer.update();
      const after = await trainer.validationLoss(unseen);
      // To begin with, every word is about as likely as any other.
      assert.ok(Math.abs(before - Math.log(VOCABULARY)) < 0.4, `loss before: ${before}`);
      assert.ok(after < 0.05, `loss after: ${after}`);
      const share = await exactMatch(a, trainer, unseen);
      await trainer.dispose();
      assert.ok(share > 0.99, `${share * 100} % exact`);
    });
  }
});
