/** Every state of the panel that has a picture: what a person does to come there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../tools/paths';

/** Says an English text of the panel in the picture's language. */
export type Say = (english: string) => string;

export type State = (page: Page, say: Say) => Promise<void>;

const SENTENCES = 'Where is the train station? I would like a cup of coffee, please.';
const SENTENCE = 'Save the file before you close the window.';

export function sayIn(language: string): Say {
  if (language === 'en') return (english) => english;
  const file = join(ROOT, 'l10n', `bundle.l10n.${language}.json`);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return (english) => texts[english] ?? english;
}

const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click();

async function type(page: Page, say: Say, text: string): Promise<void> {
  await page.getByRole('textbox', { name: say('Text'), exact: true }).fill(text);
}

async function translated(page: Page, say: Say): Promise<void> {
  await type(page, say, SENTENCES);
  await page.locator('button.candidate').nth(1).waitFor();
}

/** The guide of a word, at its third step. */
async function explained(page: Page, say: Say): Promise<void> {
  await translated(page, say);
  await page.locator('il-target-box .go').nth(3).click();
  await page.getByRole('button', { name: say('Why this word?') }).click();
  await page.getByRole('button', { name: say('Next') }).click();
  await page.locator('il-word-guide .choice').nth(2).waitFor();
  await page.getByRole('button', { name: say('Next') }).click();
  await page.locator('il-word-guide il-word-strip').waitFor();
}

const example = (page: Page, say: Say, kind: string): Promise<void> =>
  page
    .getByRole('button', { name: say(kind) })
    .first()
    .click();

const emptyTab =
  (name: string): State =>
  (page, say) =>
    tab(page, say(name));

export const STATES: Readonly<Record<string, State>> = {
  'translate-empty': emptyTab('Translate'),
  'what-if-empty': emptyTab('What if'),
  'compare-empty': emptyTab('Compare'),
  'fill-empty': emptyTab('Fill'),
  'score-empty': emptyTab('Score'),
  'gates-empty': emptyTab('Gates'),
  translate: translated,
  async alternatives(page, say) {
    await translated(page, say);
    await page.locator('il-target-box .go').nth(1).click();
    await page.locator('.alternative').nth(2).waitFor();
    await page.getByText(say('Translate back')).click();
    await page.locator('.back').filter({ hasText: /\p{L}/u }).waitFor();
  },
  why: explained,
  'why-gates': async (page, say) => {
    await explained(page, say);
    await page.getByRole('button', { name: say('Next') }).click();
    await page.getByRole('button', { name: say('Every layer and unit, in the tab Gates') }).waitFor();
  },
  async inside(page, say) {
    await translated(page, say);
    await page.getByText(say('Advanced'), { exact: true }).click();
    await page.getByText(say('Show how it was found')).click();
    await page.locator('il-attention-view .lines .word').nth(1).click();
  },
  async lecture(page, say) {
    await example(page, say, 'From the lecture');
    await page.getByRole('button', { name: say('Find the exact optimum') }).click();
    await page.locator('il-exact-search p').waitFor();
  },
  async 'what-if'(page, say) {
    await tab(page, say('What if'));
    await type(page, say, SENTENCE);
    await page.locator('button.word').nth(1).click();
    await page.locator('.alternative').nth(2).waitFor();
  },
  async compare(page, say) {
    await tab(page, say('Compare'));
    await example(page, say, 'Everyday');
    await page.locator('il-attention-difference svg .name').nth(2).waitFor();
  },
  async fill(page, say) {
    await tab(page, say('Fill'));
    await example(page, say, 'From the lecture');
    await page.getByRole('list', { name: say('Past and future') }).waitFor();
  },
  async score(page, say) {
    await tab(page, say('Score'));
    await example(page, say, 'Everyday');
    await page.locator('.matched').first().waitFor();
  },
  async gates(page, say) {
    await tab(page, say('Gates'));
    await type(page, say, SENTENCE);
    await page.locator('il-heat-map').nth(3).waitFor();
  },
};
