/**
 * The passages of subtitles (SubRip, WebVTT): the texts of cues. A sentence over two cues is one; it is cut again about
 * where it was. Times, settings, headers, notes and styles stay.
 */
import type { Span } from '../span';
import { linesIn } from './lines';
import type { Markup, Passage, Replaced } from './passage';
import { hasLetters, isCjk, selectedParts, trimmed, Unbroken } from './passage';
import { Covered } from './ranges';
import { tagMarkup } from './string-value';

const TIMES = /^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s+-->\s+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}/;
/** Who speaks: each such line is a sentence of its own. */
const SPEAKER = /^\s*(?:[-–—‐>•]+\s*|<v[ .][^>]*>\s*|\p{Lu}[\p{Lu}\d .'’-]{0,30}:\s+)+/u;
/** What a whole line stands in: a sound, a song, one tag. */
const FRAMES: readonly RegExp[] = [
  /^\[([^[\]]+)\]$/d,
  /^\(([^()]+)\)$/d,
  /^[♪♫#]+([^♪♫#]+)[♪♫#]+$/du,
  /^<([a-z][\w.]*)(?:\s[^<>]*)?>([^<>]+)<\/\1>$/di,
];
const ENDS = /[.!?…。！？♪:)\]"”»]\s*(?:<\/[^>]*>\s*)*$/u;

/** @param selected parts of the document that are wanted; undefined: all of it */
export function subtitlePassages(document: string, selected?: readonly Span[]): Passage[] {
  return sentencesOf(document).flatMap((lines) => passagesOf(document, lines, selected));
}

/** Lines of cues that belong together. */
function sentencesOf(document: string): Span[][] {
  const result: Span[][] = [];
  let inCue = false;
  for (const line of linesIn(document, { start: 0, end: document.length })) {
    const text = document.slice(line.start, line.end);
    if (TIMES.test(text)) inCue = true;
    else if (text.trim() === '') inCue = false;
    else if (inCue) add(document, result, line);
  }
  return result;
}

function add(document: string, result: Span[][], line: Span): void {
  const text = document.slice(line.start, line.end);
  const frame = SPEAKER.exec(text)?.[0] ?? '';
  const range = withinFrames(
    document,
    trimmed(document, { start: line.start + frame.length, end: line.end }),
  );
  if (range.start >= range.end) return;
  const last = result.at(-1)?.at(-1);
  const before = last && document.slice(last.start, last.end);
  const words = document.slice(range.start, range.end).replace(/^(?:<[^>]*>|\{[^}]*\})+/, '');
  const goesOn =
    before !== undefined &&
    !SPEAKER.test(text) &&
    !ENDS.test(before) &&
    (isSameCue(document, last!, range) ||
      (!hasTags(before) &&
        !hasTags(document.slice(range.start, range.end)) &&
        (/^[\p{Ll}\p{N}]/u.test(words) || (isCjk(words[0]) && isCjk(before.at(-1))))));
  if (goesOn) result.at(-1)!.push(range);
  else result.push([range]);
}

/** A tag that is opened in one cue and closed in the next is none. */
const hasTags = (text: string): boolean => /<\/?[a-z]/i.test(text);

function withinFrames(document: string, range: Span): Span {
  let inner = range;
  for (let framed = true; framed;) {
    const text = document.slice(inner.start, inner.end);
    const found = FRAMES.map((frame) => frame.exec(text)?.indices?.at(-1)).find((one) => one !== undefined);
    framed = found !== undefined;
    if (found) inner = trimmed(document, { start: inner.start + found[0], end: inner.start + found[1] });
  }
  const isEnded = /<\/v>$/i.test(document.slice(inner.start, inner.end));
  return isEnded ? trimmed(document, { ...inner, end: inner.end - '</v>'.length }) : inner;
}

const isSameCue = (document: string, last: Span, next: Span): boolean =>
  /^[ \t]*(?:\r\n|\n|\r)[ \t]*$/.test(document.slice(last.end, next.start));

function passagesOf(
  document: string,
  lines: readonly Span[],
  selected: readonly Span[] | undefined,
): Passage[] {
  const range = { start: lines[0].start, end: lines.at(-1)!.end };
  const breaks: Replaced[] = lines.slice(1).map((line, i) => ({ start: lines[i].end, end: line.start }));
  const markup: Markup[] = lines.flatMap((line) =>
    [...document.slice(line.start, line.end).matchAll(/<\d+:[\d:.]+>|\{[^{}]*\}/g)].map(
      ({ 0: { length }, index }) => ({
        start: line.start + index,
        end: line.start + index + length,
      }),
    ),
  );
  return selectedParts(document, range, selected, [...markup, ...breaks]).flatMap((part) => {
    const own = breaks.filter(({ start, end }) => start >= part.start && end <= part.end);
    const unbroken = new Unbroken(document, part, own);
    if (!hasLetters(unbroken.text)) return [];
    const cuts = own.map(({ start, end }) => ({
      at: unbroken.at(start) / unbroken.text.length,
      raw: document.slice(start, end),
    }));
    const found = [...unbroken.markup(markup), ...tagMarkup(unbroken.text)];
    return [
      {
        range: part,
        text: unbroken.text,
        markup: found.sort((a, b) => a.start - b.start),
        write: (text: string, atoms: readonly Span[]) => cutAgain(text, atoms, cuts) ?? text,
        verify: (text: string) => cutAgain(text, [], cuts) !== undefined && !/-->/.test(text),
      },
    ];
  });
}

interface Cut {
  /** How far in the text: 0 to 1. */
  at: number;
  raw: string;
}

/** So much of the text further away a line ends where a clause does. */
const NEAR = 0.15;

/** @returns undefined where there are fewer places than cuts: a cue would be empty */
function cutAgain(text: string, atoms: readonly Span[], cuts: readonly Cut[]): string | undefined {
  const places = placesIn(text, atoms);
  if (places.length < cuts.length) return undefined;
  let result = '';
  let done = 0;
  let first = 0;
  cuts.forEach(({ at, raw }, i) => {
    const last = places.length - (cuts.length - i);
    let best = first;
    const distance = (place: number): number => {
      const ends = /[,;:.!?…，；：、。！？]$/u.test(text.slice(0, places[place].start));
      return Math.abs(places[place].start - at * text.length) - (ends ? NEAR * text.length : 0);
    };
    for (let j = first + 1; j <= last && distance(j) < distance(best); j++) best = j;
    result += text.slice(done, places[best].start) + raw;
    done = places[best].end;
    first = best + 1;
  });
  return result + text.slice(done);
}

/** Where a line may end: at spaces, and between Chinese characters. */
function placesIn(text: string, atoms: readonly Span[]): Span[] {
  const places: Span[] = [];
  const covered = new Covered(atoms);
  for (const { 0: found, index } of text.matchAll(
    / +|(?<=[\p{Script=Han}，。、；：！？])(?=\p{Script=Han})/gu,
  )) {
    const place = { start: index, end: index + found.length };
    if (!covered.touches(place) && place.start > 0 && place.end < text.length) places.push(place);
  }
  return places;
}
