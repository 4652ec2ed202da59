import assert from 'node:assert/strict';
import { score, scoreFiles } from '../../../src/engine/score/score-services';
import { corpusBleu, sentenceBleu } from '../../../src/metrics';

const settings = { tokenize: 'none', lowercase: false } as const;
const quiet = { signal: new AbortController().signal, progress: () => undefined };

describe('scores for the panel', () => {
  it('the notes’ example: 0.681477, 0.594034 and 0', () => {
    const of = (k: number) =>
      score({ candidate: 'A B B C D', references: ['A B C D E F'], k, ...settings }).notes;
    assert.ok(Math.abs(of(2).score - 0.681477) < 1e-6);
    assert.ok(Math.abs(of(3).score - 0.594034) < 1e-6);
    assert.equal(of(4).score, 0);
    assert.deepEqual(of(2).precisions, [4 / 5, 3 / 4]);
  });

  it('marks each word with the longest matching n-gram it is in', () => {
    const { candidate, references, matches } = score({
      candidate: 'A B B C D',
      references: ['A B C D E F'],
      k: 2,
      ...settings,
    });
    assert.deepEqual(candidate.orders, [2, 2, 3, 3, 3]);
    assert.deepEqual(references[0].orders, [2, 3, 3, 3, 0, 0]);
    assert.deepEqual(matches.slice(0, 3), [
      [4, 5],
      [3, 4],
      [1, 3],
    ]);
  });

  it('takes the best of several references for the notes’ figure', () => {
    const { notes } = score({ candidate: 'a b c', references: ['x y z', 'a b c'], k: 2, ...settings });
    assert.deepEqual([notes.reference, notes.score], [1, 1]);
  });

  it('files: the corpus figure, an interval around it, every sentence, and a comparison', async () => {
    const system = ['the cat sat on the mat', 'a dog barked at me', 'we had dinner last night'];
    const reference = ['the cat sat on the mat', 'the dog barked at me', 'we ate dinner last night'];
    const baseline = ['cat on mat', 'dog barks', 'dinner night'];
    const answer = await scoreFiles({ system, references: [reference], baseline, ...settings }, quiet);
    const [bleu] = answer.scores;
    assert.equal(bleu.score, corpusBleu(system, [reference], settings).score);
    assert.ok(bleu.lower <= bleu.score && bleu.score <= bleu.upper);
    assert.ok(bleu.comparison!.difference > 0);
    assert.deepEqual(
      answer.sentences.map((one) => one.bleu),
      system.map((line, i) => sentenceBleu(line, [reference[i]], settings).score),
    );
  });

  it('files: stops when it is cancelled', async () => {
    const lines = Array.from({ length: 150 }, () => 'a b c');
    const signal = AbortSignal.abort();
    const params = { system: lines, references: [lines], baseline: null, ...settings };
    await assert.rejects(scoreFiles(params, { signal, progress: () => undefined }), { name: 'AbortError' });
  });
});
