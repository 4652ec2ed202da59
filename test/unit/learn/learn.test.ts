/** A lesson from the pairs to a model folder: what is held out stays unseen, what was stopped goes on to the same model. */
import assert from 'node:assert/strict';
import { loadModel } from '../../../src/engine/loaded-model';
import type { LearnHost, LearnInput } from '../../../src/learn';
import type { LearnFile, LearnProgress } from '../../../src/protocol/workshop';
import { learn, LearnError } from '../../../src/learn';
import { planLesson } from '../../../src/learn/lesson';
import { qualityOf } from '../../../src/learn/quality';
import { readCard, readModelFolder, sha256 } from '../../../src/models';
import { ort } from '../../../src/node/onnxruntime';
import { loadTokenizer } from '../../../src/text';
import type { Pair } from '../../../src/train';
import { tinyModel, tinyTokenizer } from '../support/tiny-model';

const THINGS = ['cat', 'dog', 'bird', 'house', 'tree', 'car', 'book', 'door'];
const CHOSES = ['chat', 'chien', 'oiseau', 'maison', 'arbre', 'voiture', 'livre', 'porte'];
const DOES = ['sees', 'has', 'likes', 'is near', 'wants', 'knows'];
const FAIT = ['voit', 'a', 'aime', 'est près de', 'veut', 'connaît'];

const PAIRS: Pair[] = THINGS.flatMap((a, i) =>
  DOES.map((does, j) => ({ source: `The ${a} ${does} it.`, target: `Le ${CHOSES[i]} ${FAIT[j]} cela.` })),
);
const REHEARSAL: Pair[] = THINGS.map((a, i) => ({
  source: `Hello, ${a}!`,
  target: `Bonjour, ${CHOSES[i]} !`,
}));

const input = (model: Record<string, Uint8Array>, changes: Partial<LearnInput> = {}): LearnInput => ({
  model,
  id: 'mine',
  origin: 'en.json, fr.json',
  pairs: PAIRS,
  rehearsal: REHEARSAL,
  general: REHEARSAL.slice(0, 3),
  ...changes,
});

function host(
  progress: (progress: LearnProgress) => void = () => undefined,
): LearnHost & { kept: Map<string, Uint8Array> } {
  const kept = new Map<LearnFile, Uint8Array>();
  return {
    ort,
    threads: 1,
    progress,
    kept,
    load: (name) => Promise.resolve(kept.get(name)),
    // What is saved is on a disk: later changes of the arrays do not reach it.
    save: (name, bytes) => Promise.resolve(void kept.set(name, Uint8Array.from(bytes))),
  };
}

const running = new AbortController().signal;

describe('a lesson', () => {
  it('becomes a sound model folder of its own, with where it comes from; its report can be measured again', async () => {
    const model = await tinyModel();
    const learnt = await learn(input(model), host(), running);
    assert.ok(learnt);
    const files = Object.fromEntries(learnt.files);
    const { card } = await readModelFolder(files);
    assert.equal(card.id, 'mine');
    assert.equal(card.training.from, readCard(model).id);
    assert.deepEqual(card.architecture, readCard(model).architecture);
    assert.deepEqual(card.data.at(-1)?.pairs, learnt.report.learnt);
    const opened = await loadModel(ort, files, 1);
    const again = await qualityOf(opened, REHEARSAL.slice(0, 3), running, () => undefined);
    assert.equal(learnt.report.general?.bleu[1], again.bleu);
    assert.equal(learnt.report.general?.chrf[1], again.chrf);
    await opened.session.dispose();
  });

  it('says what it learnt: sentences that were held out are better said than before', async () => {
    let last: LearnProgress | undefined;
    const losses: number[] = [];
    await learn(
      input(await tinyModel()),
      host((progress) => {
        if (progress.developmentLoss !== undefined) losses.push(progress.developmentLoss);
        last = progress;
      }),
      running,
    );
    assert.ok(losses[losses.length - 1] < losses[0], losses.join(' '));
    assert.equal(last?.phase, 'after');
  });

  it('that was stopped goes on where it was: the same weights as without the stop', async () => {
    const model = await tinyModel();
    const whole = await learn(input(model), host(), running);
    const stop = new AbortController();
    const stopped = host(({ phase, done }) => {
      if (phase === 'learning' && done === 5) stop.abort();
    });
    assert.equal(await learn(input(model), stopped, stop.signal), undefined);
    const phases = new Set<string>();
    const other = host(({ phase, done }) => phases.add(phase === 'learning' ? `update ${done}` : phase));
    for (const [name, bytes] of stopped.kept) other.kept.set(name, bytes);
    const gone = await learn(input(model), other, running);
    assert.ok(!phases.has('before') && !phases.has('update 5') && phases.has('update 6'));
    for (const name of ['encoder.onnx', 'decoder.onnx'])
      assert.deepEqual(gone?.files.get(name), whole?.files.get(name), name);
  });

  it('goes on only with the same pairs', async () => {
    const model = await tinyModel();
    const stop = new AbortController();
    const stopped = host(({ phase }) => phase === 'learning' && stop.abort());
    await learn(input(model), stopped, stop.signal);
    await assert.rejects(
      learn(input(model, { pairs: PAIRS.slice(1) }), stopped, running),
      /remove it to start anew/,
    );
  });

  it('takes what else lies in the folder along', async () => {
    const model = await tinyModel();
    const words = new TextEncoder().encode('cat\ndog');
    const card = readCard(model);
    card.files['words.txt'] = { bytes: words.length, sha256: await sha256(words) };
    const folder = {
      ...model,
      'words.txt': words,
      'model.json': new TextEncoder().encode(JSON.stringify(card)),
    };
    const learnt = await learn(input(folder), host(), running);
    assert.deepEqual(learnt?.files.get('words.txt'), words);
    await readModelFolder(Object.fromEntries(learnt.files));
  });

  it('is refused with what is wrong: a model that does not translate, pairs that are too few', async () => {
    await assert.rejects(
      learn(input(await tinyModel(1, { task: 'fill' })), host(), running),
      (error) => error instanceof LearnError && error.code === 'task',
    );
    await assert.rejects(
      learn(input(await tinyModel(), { pairs: PAIRS.slice(0, 15) }), host(), running),
      (error) => error instanceof LearnError && error.code === 'too-few',
    );
  });
});

describe('what is held out', () => {
  const tokenizers = { source: loadTokenizer(tinyTokenizer()), target: loadTokenizer(tinyTokenizer()) };
  const options = { source: 'en', target: 'fr', seed: 3, heldOut: 100 };

  it('is never among what is learnt or stopped by, and is the same every time', () => {
    const lesson = planLesson([...PAIRS, ...PAIRS], REHEARSAL, tokenizers, options);
    assert.ok(lesson.test.length >= PAIRS.length / 5);
    const text = (e: { source: Int32Array; target: Int32Array }): string =>
      `${tokenizers.source.decode([...e.source])}\t${tokenizers.target.decode([...e.target])}`;
    const seen = new Set([...lesson.train, ...lesson.development].map(text));
    for (const { source, target } of lesson.test) assert.ok(!seen.has(`${source}\t${target}`), source);
    assert.deepEqual(planLesson(PAIRS.slice().reverse(), REHEARSAL, tokenizers, options).test, lesson.test);
  });

  it('sentences to be remembered are as many as those to be learnt', () => {
    const { train, learnt } = planLesson(PAIRS, REHEARSAL, tokenizers, options);
    const own = new Set(PAIRS.map(({ source }) => source));
    const ofUser = train.filter((e) => own.has(tokenizers.source.decode([...e.source])));
    assert.equal(train.length, 2 * ofUser.length);
    assert.equal(ofUser.length % learnt, 0);
  });
});
