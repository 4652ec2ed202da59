/**
 * Text of strangers made harmless for the screen. Notifications, tooltips, quick picks, the status bar and Markdown read
 * links, pictures and icons out of text; a workspace, a document, a model's card or a file's name may not put them there.
 * Whatever of it the user is shown goes through here first (test/unit/extension/ui/inert.test.ts looks at every place).
 */

declare const mark: unique symbol;

/** Text that VS Code shows as it stands, wherever it is put. */
export type Inert = string & { readonly [mark]: true };

/** Characters shown of one stranger's text; a message holds a few of them. */
const SHOWN = 200;
/** UTF-16 units looked at for each character shown, so that a megabyte costs no more than a line. */
const LOOKED_AT = 4;

/** Control and format characters, those that turn the direction of writing among them; halves of characters; private ones. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
/** Joiners are format characters that emoji and some scripts are written with. */
const JOINERS = ['\u200c', '\u200d'];
const SPACES = /[\s\p{Zs}]+/gu;
/** Addresses that run something, or open what nobody has asked for. */
const SCHEMES = /\b(command|vscode[\w-]*|javascript|vbscript|data|file|https?|blob):(?=\S)/gi;

/**
 * @param text anything; what is no text is written as JSON has it
 * @param shown the most characters (code points); more are cut, with an ellipsis
 * @returns one line without control or bidirectional characters, in which nothing is a link, a picture, an icon or a tag
 */
export function inert(text: unknown, shown = SHOWN): Inert {
  const given = typeof text === 'string' ? text : (JSON.stringify(text) ?? String(text));
  const looked = given.slice(0, shown * LOOKED_AT);
  const seen = looked
    .replace(SPACES, ' ')
    .replace(UNSEEN, (sign) => (JOINERS.includes(sign) ? sign : ''))
    .trim();
  const characters = Array.from(seen);
  const cut = characters.length > shown || looked.length < given.length;
  const kept = cut ? `${characters.slice(0, shown).join('').trimEnd()}…` : seen;
  return broken(kept) as Inert;
}

/** Between the signs that make a link, a picture, an icon, a tag or an address there is a space, or another sign. */
const broken = (text: string): string =>
  text
    .replace(/\](?=[([:])/g, '] ')
    .replace(/!(?=\[)/g, '! ')
    .replace(/\$(?=\()/g, '$ ')
    .replace(SCHEMES, '$1: ')
    .replace(/\bwww\.(?=\S)/gi, '$& ')
    .replace(/</g, '‹')
    .replace(/>/g, '›');

/** The same for a place in a Markdown document, where signs of Markdown show as themselves. */
export const inertMarkdown = (text: unknown, shown = SHOWN): Inert =>
  inert(text, shown).replace(/[\\`*_{}[\]()#+\-.!|~&$]/g, '\\$&') as Inert;
