/** The walkthrough as VS Code shows it: its page forbids styles, its links are commands that exist and work anywhere. */
import '../fake-vscode';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { COMMANDS } from '../../../../src/extension/contributions';

const ROOT = resolve(__dirname, '../../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Step {
  id: string;
  description: string;
  media: { svg: string };
  completionEvents: string[];
}

const manifest = JSON.parse(read('package.json')) as {
  contributes: {
    walkthroughs: { steps: Step[] }[];
    menus: Record<string, unknown[]>;
  };
};
const { walkthroughs, menus } = manifest.contributes;
const steps = walkthroughs.flatMap((one) => one.steps);
const ids = Object.values<string>(COMMANDS);

describe('the walkthrough', () => {
  for (const { id, media } of steps)
    it(`has a picture without styles, in the theme's colours: ${id}`, () => {
      const svg = read(media.svg);
      assert.doesNotMatch(svg, /<style|\sstyle=|\sclass=/);
      const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour);
      assert.ok(colours.length > 3);
      for (const colour of colours) assert.match(colour, /^(?:none|var\(--vscode-[\w-]+,[^)]+\))$/);
      // What is drawn without a colour is black, in a dark theme too.
      for (const [shape] of svg.matchAll(/<(?:rect|text|path)\b[^>]*>/g))
        assert.match(shape, /fill=|stroke=/);
    });

  for (const language of ['', '.fr', '.zh-cn'])
    it(`has links to commands that exist, in package.nls${language}.json`, () => {
      const texts = JSON.parse(read(`package.nls${language}.json`)) as Record<string, string>;
      for (const { description } of steps) {
        const text = texts[description.replaceAll('%', '')];
        const links = [...text.matchAll(/\]\(command:([\w.]+)(?:\?([^)]*))?\)/g)];
        assert.ok(links.length > 0, text);
        for (const [, command, argument] of links) {
          assert.ok(ids.includes(command), command);
          if (argument) assert.doesNotThrow(() => JSON.parse(decodeURIComponent(argument)));
        }
      }
    });

  it('ticks a step by success, not by a try', () => {
    for (const { completionEvents } of steps)
      for (const event of completionEvents) {
        const [, command] = /^onContext:(.+)\.done$/.exec(event) ?? [];
        assert.ok(ids.includes(command), event);
      }
  });
});

describe('the context menu', () => {
  it('has one submenu of at most eight entries, in a document and in a comparison, which is read-only', () => {
    const editor = menus['editor/context'] as { submenu?: string }[];
    assert.equal(editor.length, 1);
    const entries = menus[editor[0].submenu!] as { when?: string }[];
    const shown = (hidden: string): number => entries.filter(({ when }) => when !== hidden).length;
    assert.ok(shown('resourceScheme == interlinear-translation') <= 8);
    assert.ok(shown('!editorReadonly') <= 8);
  });
});
