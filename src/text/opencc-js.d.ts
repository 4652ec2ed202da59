/** What is used of opencc-js, which has no types of its own. */
declare module 'opencc-js/t2cn' {
  export function Converter(options: { from: 't' | 'tw' | 'twp' | 'hk'; to: 'cn' }): (text: string) => string;
}

declare module 'opencc-js/core' {
  type Dictionary = string | string[][];
  /** Each group is applied to what the one before it has made. */
  export function ConverterFactory(...groups: Dictionary[][]): (text: string) => string;
  export function CustomConverter(dictionary: Dictionary): (text: string) => string;
}

declare module 'opencc-js/dict/STCharacters' {
  const dictionary: string;
  export default dictionary;
}

declare module 'opencc-js/to/hk' {
  const group: string[];
  export default group;
}

declare module 'opencc-js/to/twp' {
  const group: string[];
  export default group;
}

/** All tables, which the tests hold those that ship against. */
declare module 'opencc-js/cn2t' {
  export function Converter(options: { from: 'cn'; to: 'tw' | 'twp' | 'hk' }): (text: string) => string;
}
