/** Files dropped onto the Score tab: their lines, and what they are by their names. */
import type { ChosenFile } from '../../src/protocol/panel';

/** What of a dropped file is needed. */
interface Dropped {
  name: string;
  text(): Promise<string>;
}

export type Place = 'system' | 'reference' | 'baseline';

/** Without an empty line at the end, and whatever its line ends are. */
export async function readDropped(file: Dropped): Promise<ChosenFile> {
  const lines = (await file.text()).replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  return { name: file.name, lines: lines.at(-1) === '' ? lines.slice(0, -1) : lines };
}

/** A name that says what it is, is believed; else the first is the system, then come a reference and a baseline. */
export function placeOf(name: string, hasSystem: boolean, hasReference: boolean): Place {
  if (/(?:^|[^a-z])(?:refs?|references?|gold|labels?)(?:[^a-z]|$)/i.test(name)) return 'reference';
  if (/(?:^|[^a-z])(?:base(?:line)?|old|before)(?:[^a-z]|$)/i.test(name)) return 'baseline';
  if (!hasSystem) return 'system';
  return hasReference ? 'baseline' : 'reference';
}
