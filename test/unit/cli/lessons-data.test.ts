/** What the lessons train on and ask for: nothing that is asked as unseen was ever trained on. */
import assert from 'node:assert/strict';
import type { CopyTask } from '../../../src/cli/lessons/lessons-copy';
import { drawExamples } from '../../../src/cli/lessons/lessons-copy';
import { FIRST_PAIRS, readCorpus, UNSEEN } from '../../../src/cli/lessons/lessons-seq2seq';

const corpus = (...lines: string[]): string => lines.join('\n');

describe("the corpus of the notes' translations", () => {
  it('is the first 640 pairs, in the order of the file', () => {
    const lines = Array.from({ length: FIRST_PAIRS + 5 }, (_, i) => `word${i}\tmot${i}`);
    const { pairs } = readCorpus(corpus(...lines));
    assert.deepEqual(
      pairs.map(({ source, target }) => `${source}\t${target}`),
      lines.slice(0, FIRST_PAIRS),
    );
  });

  it('takes every translation that the file has of a sentence as a reference, each once', () => {
    const { questions } = readCorpus(
      corpus(
        'Go.\tVa !',
        'Go.\tAllez !',
        'Go .\tva\u202f!',
        'Go on.\tPoursuis.',
        "I'm home.\tJe suis chez moi.",
      ),
    );
    const seen = questions.filter((question) => question.seen);
    assert.deepEqual(
      seen.map(({ source, references }) => [source, references]),
      [
        ['Go .', ['va !', 'allez !']],
        ["I'm home .", ['je suis chez moi .']],
      ],
    );
  });

  it('never trains on the unseen sentence, however it is written', () => {
    const { pairs, questions } = readCorpus(
      corpus("He's calm.\tIl est calme.", "HE'S CALM .\tIl est calme.", 'Go.\tVa !'),
    );
    assert.deepEqual(pairs, [{ source: 'Go.', target: 'Va !' }]);
    assert.deepEqual(
      questions.filter((question) => !question.seen).map(({ source }) => source),
      [UNSEEN.source],
    );
  });

  it('knows the words that occur twice, in lower case', () => {
    const { source, target } = readCorpus(corpus('Go.\tVa !', 'Go now.\tVa maintenant !'));
    assert.equal(source.decode(source.encode('GO now.')), 'go <unk> .');
    assert.equal(target.decode(target.encode('Va maintenant !')), 'va <unk> !');
  });
});

describe('the sequences of the copying task', () => {
  for (const task of ['copy', 'reverse'] as CopyTask[]) {
    const examples = drawExamples(task);

    it(`${task}: 8 words each, the target as it should be`, () => {
      for (const { source, target } of examples) {
        assert.equal(source.length, 8);
        const expected = task === 'copy' ? [...source] : [...source].reverse();
        assert.deepEqual([...target], expected);
      }
    });

    it(`${task}: no sequence comes twice, so what is kept apart is unseen`, () => {
      assert.equal(new Set(examples.map(({ source }) => source.join())).size, examples.length);
    });
  }
});
