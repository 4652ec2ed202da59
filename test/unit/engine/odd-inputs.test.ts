/** What people select by mistake, through every bundled translator: sensible output, and never a loop of repeated words. */
import assert from 'node:assert/strict';
import { bundledModels, openModel, readCard } from '../../../src/node/models';
import type { LoadedModel } from '../../../src/engine/loaded-model';
import { translateTexts } from '../../../src/engine/translate/text-translation';

const cards = bundledModels()
  .map(readCard)
  .filter((card) => card.task === 'translate');

const WORD: Record<string, string> = { en: 'Settings', fr: 'Paramètres', zh: '设置' };
const CAPITALS: Record<string, string> = {
  en: 'THE FILE COULD NOT BE OPENED',
  fr: "LE FICHIER N'A PAS PU ÊTRE OUVERT",
  zh: '无法打开文件 README',
};
const SENTENCE: Record<string, string> = {
  en: 'the old man who lives near the river said that he had never seen so much water in his life',
  fr: "le vieil homme qui habite près de la rivière a dit qu'il n'avait jamais vu autant d'eau de sa vie",
  zh: '住在河边的老人说他一生中从来没有见过这么多水',
};
const SCRIPT: Record<string, RegExp> = {
  en: /\p{Script=Latin}/u,
  fr: /\p{Script=Latin}/u,
  zh: /\p{Script=Han}/u,
};

/** Up to four words (characters, where words are not set apart) that come four times in a row and more. */
const LOOP = /(\S+(?: \S+){0,3}?)(?: \1){3}|(\p{Script=Han}{1,6})\2{3}/u;

describe('odd inputs', () => {
  for (const { id, source, target } of cards)
    describe(id, () => {
      let model: LoadedModel;
      before(async () => {
        model = await openModel(id, 1);
      });
      after(() => model.session.dispose());

      const translate = async (text: string): Promise<string> => {
        const { beamSize, lengthPenalty } = model.card.decoding;
        const options = { beamSize, lengthPenalty, maxLength: 200, nBest: 1, batchSize: 8 };
        const quiet = { signal: new AbortController().signal, progress: () => undefined };
        const [translation] = await translateTexts(model, [text], source, options, quiet);
        return translation.text;
      };

      for (const text of ['', '  \n\t', '🚀🎉', '👩‍💻', '---', '42'])
        it(`leaves ${JSON.stringify(text)} as it is`, async () => assert.equal(await translate(text), text));

      it('leaves what is in another script as it is', async () => {
        for (const text of ['Привет, как дела?', source === 'zh' ? SENTENCE.en : SENTENCE.zh])
          assert.equal(await translate(text), text);
      });

      it('translates a word, and capitals', async () => {
        for (const text of [WORD[source], CAPITALS[source]]) {
          const translated = await translate(text);
          assert.match(translated, SCRIPT[target]);
          assert.ok(translated.length < 4 * text.length + 20, translated);
        }
      });

      it('ends, and repeats nothing over and over, on other languages and nonsense', async () => {
        const odd = ['asdf qwer zxcv', 'ha ha ha ha ha ha ha ha ha', SENTENCE.fr, SENTENCE.en];
        for (const text of odd) {
          const translated = await translate(text);
          assert.ok(translated.length > 0 && translated.length < 6 * text.length + 40, translated);
          if (!LOOP.test(text)) assert.doesNotMatch(translated, LOOP);
        }
      });

      it('takes 2,000 words without a full stop', async () => {
        const words = SENTENCE[source];
        const times = Math.ceil(2000 / (source === 'zh' ? words.length : words.split(' ').length));
        const translated = await translate(
          Array.from({ length: times }, () => words).join(source === 'zh' ? '' : ' '),
        );
        assert.ok(translated.length > 0);
      });
    });
});
