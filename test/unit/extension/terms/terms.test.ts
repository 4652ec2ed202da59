/** Glossary, memory, directions, comment signs and comments: what the editor features are made of, without an editor. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commentedOut } from '../../../../src/extension/documents/comment-out';
import type { DirectionWishes, Translator } from '../../../../src/extension/direction/direction';
import {
  chooseDirection,
  reversed,
  targetOf,
  targetsOf,
} from '../../../../src/extension/direction/direction';
import { formatMemoryLine, parseGlossary, parseMemory } from '../../../../src/protocol/term-files';

describe('the glossary file', () => {
  it('has terms with translations, forms, terms to keep, and lines for one pair', () => {
    const text =
      '# comment\nfile|files\tfichier | fichiers\nInterlinear\tkeep\r\nnode\tnœud\ten-fr\nnode\tKnoten\ten-de\n';
    assert.deepEqual(parseGlossary(text, 'en-fr'), [
      { term: 'file', translations: ['fichier', 'fichiers'] },
      { term: 'files', translations: ['fichier', 'fichiers'] },
      { term: 'Interlinear', translations: [] },
      { term: 'node', translations: ['nœud'] },
    ]);
  });

  it('skips lines that are none', () => {
    assert.deepEqual(parseGlossary('one\n\ttwo\n\n|\tx\n', 'en-fr'), []);
  });
});

describe('the memory file', () => {
  it('gives back what was put in, whatever it is', () => {
    const text = fc.string({ unit: 'binary' }).map((one) => `a${one}b`);
    fc.assert(
      fc.property(text, text, (source, translation) => {
        const line = { pair: 'en-fr', source, translation };
        fc.pre(!/[\u2028\u2029]/.test(source + translation));
        assert.deepEqual(parseMemory(`${formatMemoryLine(line)}\n`), [line]);
      }),
    );
  });
});

describe('the direction', () => {
  const translators: Translator[] = [
    { id: 'en-fr', source: 'en', target: 'fr' },
    { id: 'fr-en', source: 'fr', target: 'en' },
    { id: 'en-zh', source: 'en', target: 'zh' },
    { id: 'zh-en', source: 'zh', target: 'en' },
    { id: 'en-fr-2', source: 'en', target: 'fr' },
  ];
  const choose = (languages: string[], wishes: Partial<DirectionWishes> = {}): string[] | undefined =>
    chooseDirection(
      translators,
      { model: 'auto', byPair: {}, target: undefined, uiLanguage: 'en', ...wishes },
      languages,
    )?.models;

  it('follows the language of the text, and turns round for text in the target language', () => {
    assert.deepEqual(choose(['en']), ['en-fr']);
    assert.deepEqual(choose(['fr']), ['fr-en']);
    assert.deepEqual(choose(['en'], { target: 'zh' }), ['en-zh']);
    assert.deepEqual(choose(['zh'], { target: 'zh' }), ['zh-en']);
    assert.deepEqual(choose(['en'], { uiLanguage: 'zh-cn' }), ['en-zh']);
  });

  it('has a model for each language of a mixed text', () => {
    assert.deepEqual(choose(['fr', 'zh', 'en']), ['fr-en', 'zh-en']);
  });

  it('takes what is not in the chosen language into it, where a mixed text has some', () => {
    assert.deepEqual(choose(['fr', 'en'], { target: 'fr' }), ['en-fr']);
    assert.deepEqual(choose(['zh', 'fr', 'en'], { target: 'en' }), ['zh-en', 'fr-en']);
    assert.deepEqual(choose(['zh', 'en'], { target: 'zh' }), ['en-zh']);
  });

  it('is swapped to the way back, and back again', () => {
    const back = (source: string | undefined, target: string): string | undefined =>
      reversed(translators, { source, target })?.id;
    assert.equal(back('zh', 'en'), 'en-zh');
    assert.equal(back('en', 'zh'), 'zh-en');
    assert.equal(back('en', 'fr'), 'fr-en');
    assert.equal(back(undefined, 'en'), 'en-fr');
    assert.equal(back('en', 'de'), undefined);
  });

  it('obeys what the user has chosen', () => {
    assert.deepEqual(choose(['zh'], { model: 'en-fr' }), ['en-fr']);
    assert.deepEqual(choose(['en'], { byPair: { 'en-fr': 'en-fr-2' } }), ['en-fr-2']);
  });

  it('does its best where the language cannot be told, and knows when there is no model', () => {
    assert.deepEqual(choose([]), ['en-fr']);
    assert.deepEqual(choose([], { target: 'zh' }), ['en-zh']);
    assert.equal(
      chooseDirection([], { model: 'auto', byPair: {}, target: 'fr', uiLanguage: 'en' }, ['en']),
      undefined,
    );
  });

  it('never translates a language into itself, and always with models into one target', () => {
    const language = fc.constantFrom('en', 'fr', 'zh', 'de');
    fc.assert(
      fc.property(fc.uniqueArray(language), fc.option(language, { nil: undefined }), (languages, target) => {
        const direction = chooseDirection(
          translators,
          { model: 'auto', byPair: {}, target, uiLanguage: 'fr' },
          languages,
        )!;
        const used = direction.models.map((id) => translators.find((one) => one.id === id)!);
        assert.ok(used.every((one) => one.target === direction.target && one.source !== one.target));
        assert.equal(new Set(direction.models).size, direction.models.length);
      }),
    );
  });
});

describe('what may be chosen', () => {
  const translators = [{ target: 'fr' }, { target: 'zh' }, { target: 'en' }];

  it('are the targets of the models, and Traditional Chinese where one writes Chinese', () => {
    assert.deepEqual(targetsOf(translators), ['fr', 'zh', 'zh-Hant', 'en']);
    assert.deepEqual(targetsOf([{ target: 'fr' }]), ['fr']);
  });

  it('is translated by the model of the language that it is a variant of', () => {
    assert.equal(targetOf('zh-Hant', translators), 'zh');
    assert.equal(targetOf('zh-TW', translators), 'zh');
    assert.equal(targetOf('fr', translators), 'fr');
    assert.equal(targetOf('zh-Hant', [{ target: 'fr' }]), 'zh-Hant');
  });
});

describe('text as a comment', () => {
  it('has line signs at its own indentation, or a block', () => {
    assert.equal(commentedOut('  one\n  two', { line: '//' }, '\n'), '  // one\n  // two');
    assert.equal(commentedOut('one', { block: ['<!--', '-->'] }, '\n'), '<!-- one -->');
    assert.equal(commentedOut('one\ntwo', { block: ['/*', '*/'] }, '\r\n'), '/*\r\none\r\ntwo\r\n*/');
  });

  it('does not end too early, and frames no frame', () => {
    assert.equal(commentedOut('a */ b', { block: ['/*', '*/'] }, '\n'), '/* a  b */');
    assert.equal(commentedOut(' // one', { line: '//' }, '\n'), ' // one');
  });
});
