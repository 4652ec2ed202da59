/**
 * For networks that know no masks: a name stands in for each, which networks copy; what was not copied is found out.
 */
import type { NetworkSentence } from '../../text';
import { maskToken } from '../../text';

/** Names that everyday text has and that stay as they are in other languages. */
const NAMES = ['Tom', 'John', 'Boston', 'Jack', 'Bob', 'Ken', 'Jim', 'Fred', 'Bill', 'Dan'];

const MASK = /\u2991(\d+)\u2992/g;
/** A mask that touches a word is a part of it, which no name can stand for. */
const TOUCHES_WORD = /[\p{L}\p{N}]\u2991|\u2992[\p{L}\p{N}]/u;

const namesFor = ({ text, contents }: NetworkSentence): string[] | undefined => {
  const free = NAMES.filter((name) => !text.includes(name)).slice(0, contents.length);
  return free.length < contents.length || TOUCHES_WORD.test(text) ? undefined : free;
};

/** The sentence with names for masks; without words where there is no way. */
export function disguised(sentence: NetworkSentence): NetworkSentence {
  const names = namesFor(sentence);
  const text = sentence.text.replace(MASK, (_, digits: string) => names?.[Number(digits)] ?? '');
  return { text: names ? text : '', contents: [], marks: [], ordered: [] };
}

/** @returns what a network made of the disguised sentence, with masks; undefined when a name is not there once, alone */
export function undisguised(written: string, sentence: NetworkSentence): string | undefined {
  let result = written;
  for (const [i, name] of (namesFor(sentence) ?? []).entries()) {
    const places = [...result.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'gu'))];
    if (places.length !== 1 || result.split(name).length !== 2) return undefined;
    result = result.replace(name, maskToken(i));
  }
  return result;
}
