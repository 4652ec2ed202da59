/** Which files say the same in two languages, by the names that projects give them. */
import assert from 'node:assert/strict';
import { inOrder, translatedFiles } from '../../../../src/extension/learning/translated-files';

const EN_FR = { source: 'en', target: 'fr' };

describe('files that say the same in two languages', () => {
  for (const pair of [
    ['README.md', 'README.fr.md'],
    ['docs/README.en.md', 'docs/README.fr.md'],
    ['locales/en.json', 'locales/fr.json'],
    ['locales/en-US.json', 'locales/fr-FR.json'],
    ['src/locales/en/app.yml', 'src/locales/fr/app.yml'],
    ['messages_en.properties', 'messages_fr.properties'],
    ['messages.properties', 'messages_fr_CA.properties'],
    ['l10n/bundle.l10n.json', 'l10n/bundle.l10n.fr.json'],
    ['res/values/strings.xml', 'res/values-fr/strings.xml'],
    ['package.nls.json', 'package.nls.fr.json'],
  ])
    it(pair.join(' and '), () => {
      assert.deepEqual(translatedFiles([...pair, 'src/friend.json', 'LICENSE.md'].sort(), EN_FR), [pair]);
      assert.deepEqual(translatedFiles(pair, { source: 'en', target: 'de' }), []);
    });

  it('stand for themselves where they hold both', () => {
    const paths = ['po/fr.po', 'locale/fr/LC_MESSAGES/app.po', 'all.tmx', 'app.xlf', 'po/de.po', 'a/de.xlf'];
    assert.deepEqual(
      translatedFiles(paths, EN_FR),
      ['po/fr.po', 'locale/fr/LC_MESSAGES/app.po', 'all.tmx', 'app.xlf'].map((path) => [path]),
    );
  });

  it('are put in order, the source first, where they were chosen by hand', () => {
    assert.deepEqual(inOrder(['fr.json', 'en.json'], EN_FR), ['en.json', 'fr.json']);
    assert.deepEqual(inOrder(['LISEZMOI.fr.md', 'README.md'], EN_FR), ['README.md', 'LISEZMOI.fr.md']);
    assert.deepEqual(inOrder(['b.md', 'a.md'], EN_FR), ['b.md', 'a.md']);
    assert.deepEqual(inOrder(['x.po', 'fr.json', 'en.json'], EN_FR), ['en.json', 'fr.json', 'x.po']);
  });
});
