/** How a network reads capitals, titles, parts of sentences and Traditional Chinese, and what becomes of its translation. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sourceForm } from '../../../src/engine/translate/source-form';
import { translateInParts } from '../../../src/engine/translate/in-parts';
import type { AnnotatedText } from '../../../src/text';
import { annotateSentence, unmask } from '../../../src/text';

const read = (text: string): string => sourceForm(text, 'en', 'fr').text;

describe('a sentence in capitals', () => {
  for (const [source, form] of [
    ['DO NOT CLOSE THIS WINDOW.', 'Do not close this window.'],
    ['WARNING: THIS CANNOT BE UNDONE.', 'Warning: this cannot be undone.'],
    ['I SAID NO', 'I said no'],
    ['OPEN THE HTML FILE IN THE IDE', 'Open the HTML file in the IDE'],
    ['SET ⦑0⦒ FIRST', 'Set ⦑0⦒ first'],
    ['OK', 'OK'],
    ['HTTP API', 'HTTP API'],
    ['Do NOT close this window.', 'Do NOT close this window.'],
  ] as const)
    it(`is read as a sentence: ${source}`, () => assert.equal(read(source), form));

  it('is in capitals again, with accents and without a change to its masks', () => {
    const { restore } = sourceForm('DO NOT CLOSE ⦑0⦒.', 'en', 'fr');
    assert.equal(restore('Ne fermez pas ⦑0⦒ ; la fenêtre est là.'), 'NE FERMEZ PAS ⦑0⦒ ; LA FENÊTRE EST LÀ.');
  });
});

describe('a title', () => {
  for (const [source, form] of [
    ['Adding New Themes', 'Adding new themes'],
    ['Known Issues And Limits', 'Known issues and limits'],
    ['What Is New In This Version?', 'What is new in this version?'],
    ['Using TypeScript With Docker Containers', 'Using TypeScript with Docker containers'],
    ['Installing On Windows', 'Installing on Windows'],
    ['New York', 'New York'],
    ['The file in Visual Studio Code is open.', 'The file in Visual Studio Code is open.'],
    ['Monday And Tuesday', 'Monday and Tuesday'],
  ] as const)
    it(`is read as a sentence, its names as names: ${source}`, () => assert.equal(read(source), form));

  it('stays in the case that the translation has', () => {
    assert.equal(sourceForm('Adding New Themes', 'en', 'fr').restore('Ajout de thèmes'), 'Ajout de thèmes');
  });
});

describe('a title with a name', () => {
  it('keeps it behind what people are called', () => {
    assert.equal(sourceForm('Call Mr. Brown And Ask', 'en', 'fr').text, 'Call Mr. Brown and ask');
  });
});

describe('a part of a sentence', () => {
  it('has the space that French sets before its sign', () => {
    assert.equal(sourceForm('Here is a list:', 'en', 'fr').restore('Voici une liste:'), 'Voici une liste :');
  });

  it('ends with its own sign, and begins with a small letter where it does', () => {
    const { restore } = sourceForm('then it waits,', 'en', 'fr');
    assert.equal(restore('Puis il attend.'), 'puis il attend,');
    assert.equal(sourceForm('when it starts,', 'en', 'zh').restore('启动时。'), '启动时，');
    assert.equal(sourceForm('je pense,', 'fr', 'en').restore('I think.'), 'I think,');
  });

  it('leaves alone what is none', () => {
    assert.equal(sourceForm('It waits.', 'en', 'fr').restore('Il attend.'), 'Il attend.');
    assert.equal(sourceForm('save the file', 'en', 'fr').restore('Enregistrer'), 'Enregistrer');
  });
});

describe('a sentence part by part', () => {
  const echo = (parts: readonly AnnotatedText[]): Promise<{ text: string; from: 'model' }[]> =>
    Promise.resolve(parts.map(({ text }) => ({ text, from: 'model' })));

  it('has every mask of the sentence again, whatever is in it', async () => {
    const part = fc.constantFrom(
      'open the file',
      ', ',
      'and it waits',
      ' {0} ',
      '; ',
      ' `x` ',
      'which is here',
      ' ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 5, maxLength: 14 }), async (parts) => {
        const sentence = annotateSentence(parts.join('').replace(/\s+/g, ' ').trim());
        fc.pre(sentence.placeholders.length <= 10);
        const [text] = await translateInParts([sentence], echo);
        if (text !== undefined)
          assert.equal(
            unmask(text, sentence.placeholders).replace(/\s/g, ''),
            unmask(sentence.text, sentence.placeholders).replace(/\s/g, ''),
          );
      }),
    );
  });

  it('is nothing where one part has no translation, or where there is nothing to cut', async () => {
    const sentence = annotateSentence('it reads the whole file, and it checks every line of it.');
    const fail = (parts: readonly AnnotatedText[]): Promise<{ kept: 'doubtful' }[]> =>
      Promise.resolve(parts.map(() => ({ kept: 'doubtful' })));
    assert.deepEqual(await translateInParts([sentence], fail), [undefined]);
    assert.deepEqual(await translateInParts([annotateSentence('One two.')], echo), [undefined]);
    assert.ok((await translateInParts([sentence], echo))[0]);
  });
});
