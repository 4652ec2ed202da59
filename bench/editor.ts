/** What a user waits for in real VS Code: from the shortcut to the changed text. Builds the bundles first. */
import { editorTiming } from '../tools/editor-timing';
import { run } from '../tools/run';
import type { Row } from './measure';
import { median } from './measure';

export async function benchEditor(): Promise<Row[]> {
  if ((await run('npm', ['run', '--silent', 'build'], 300)) !== 0)
    throw new Error('the build failed, see above');
  const { cold, warm, ghost, document, activation } = await editorTiming();
  return [
    {
      'VS Code (web build, headless Chromium)': 'shortcut to changed text, one sentence',
      'cold, engine and model loaded meanwhile (ms)': Math.round(cold),
      'warm, median (ms)': Math.round(median(warm)),
      'activation of the extension (ms)': activation,
    },
    {
      'VS Code (web build, headless Chromium)': 'shortcut to grey text',
      'cold, engine and model loaded meanwhile (ms)': Math.round(ghost[0]),
      'warm, median (ms)': Math.round(median(ghost.slice(1))),
    },
    {
      'VS Code (web build, headless Chromium)': 'Markdown of 300 lines, translated and replaced',
      'warm, median (ms)': Math.round(document),
    },
  ];
}
