/**
 * The English words an identifier is made of, and what they mean by a dictionary. Words alone: no grammar, no network.
 * Knows nothing of VS Code.
 */

/** By small letters. */
export type Dictionary = ReadonlyMap<string, string>;

export interface IdentifierWord {
  /** As it stands in the identifier, in small letters. */
  word: string;
  /** In full where that is an abbreviation. */
  full: string;
  /** Undefined where the dictionary does not have it. */
  meaning: string | undefined;
}

/** Usual in code, and no words. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  acc: 'account',
  addr: 'address',
  alloc: 'allocate',
  app: 'application',
  arg: 'argument',
  args: 'arguments',
  arr: 'array',
  attr: 'attribute',
  attrs: 'attributes',
  auth: 'authentication',
  avg: 'average',
  bg: 'background',
  bool: 'boolean',
  btn: 'button',
  buf: 'buffer',
  cb: 'callback',
  cfg: 'configuration',
  cmd: 'command',
  cnt: 'count',
  col: 'column',
  conf: 'configuration',
  config: 'configuration',
  conn: 'connection',
  const: 'constant',
  ctrl: 'control',
  ctx: 'context',
  cur: 'current',
  curr: 'current',
  db: 'database',
  decl: 'declaration',
  def: 'definition',
  deps: 'dependencies',
  desc: 'description',
  dest: 'destination',
  dev: 'development',
  dir: 'directory',
  dirs: 'directories',
  doc: 'document',
  docs: 'documents',
  dst: 'destination',
  elem: 'element',
  env: 'environment',
  err: 'error',
  evt: 'event',
  exec: 'execute',
  expr: 'expression',
  ext: 'extension',
  fmt: 'format',
  fn: 'function',
  freq: 'frequency',
  func: 'function',
  gen: 'generate',
  hdr: 'header',
  idx: 'index',
  img: 'image',
  impl: 'implementation',
  info: 'information',
  init: 'initialize',
  int: 'integer',
  iter: 'iterator',
  lang: 'language',
  len: 'length',
  lib: 'library',
  lnk: 'link',
  loc: 'location',
  max: 'maximum',
  mem: 'memory',
  mgr: 'manager',
  min: 'minimum',
  msg: 'message',
  num: 'number',
  obj: 'object',
  op: 'operation',
  opt: 'option',
  opts: 'options',
  org: 'organization',
  param: 'parameter',
  params: 'parameters',
  pkg: 'package',
  pos: 'position',
  pref: 'preference',
  prefs: 'preferences',
  prev: 'previous',
  proc: 'process',
  prod: 'production',
  prop: 'property',
  props: 'properties',
  ptr: 'pointer',
  pwd: 'password',
  qty: 'quantity',
  rand: 'random',
  recv: 'receive',
  ref: 'reference',
  refs: 'references',
  reg: 'register',
  repo: 'repository',
  req: 'request',
  res: 'result',
  resp: 'response',
  ret: 'return',
  sec: 'seconds',
  seq: 'sequence',
  sess: 'session',
  spec: 'specification',
  src: 'source',
  stmt: 'statement',
  str: 'string',
  svc: 'service',
  sync: 'synchronize',
  sys: 'system',
  temp: 'temporary',
  tmp: 'temporary',
  tok: 'token',
  trans: 'transaction',
  txt: 'text',
  usr: 'user',
  util: 'utility',
  utils: 'utilities',
  val: 'value',
  vals: 'values',
  var: 'variable',
  vars: 'variables',
  ver: 'version',
  win: 'window',
};

/**
 * @param identifier camelCase, PascalCase, snake_case, SCREAMING_CASE, kebab-case; digits are no words
 * @returns its words in small letters: `parseHTTPResponse` → parse, http, response
 */
export function wordsOf(identifier: string): string[] {
  return identifier
    .replace(/\p{Ll}(?=\p{Lu})|\p{Lu}(?=\p{Lu}\p{Ll})/gu, '$& ')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

/** @returns undefined where it is not made of at least two words of which the dictionary has at least half */
export function explainIdentifier(identifier: string, dictionary: Dictionary): IdentifierWord[] | undefined {
  const words = wordsOf(identifier).map((word): IdentifierWord => {
    const own = dictionary.get(word);
    // "res" is no word to a dictionary, but "acc" might be in it.
    const full = ABBREVIATIONS[word] ?? word;
    return { word, full, meaning: lookUp(full, dictionary) ?? own };
  });
  const known = words.filter(({ meaning }) => meaning !== undefined).length;
  return words.length >= 2 && 2 * known >= words.length ? words : undefined;
}

/** The word, or what it is a form of. */
function lookUp(word: string, dictionary: Dictionary): string | undefined {
  for (const form of formsOf(word)) {
    const meaning = dictionary.get(form);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

/** Endings of English and what stands without them: queries, boxes, users; parsed, cached, stopped; loading, caching, running. */
const ENDINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ies$/, ['y']],
  [/(?<=[sxz]|[cs]h)es$/, ['']],
  [/s$/, ['']],
  [/ied$/, ['y']],
  [/ed$/, ['', 'e']],
  [/ing$/, ['', 'e']],
];

function formsOf(word: string): string[] {
  const forms = [word];
  for (const [ending, instead] of ENDINGS) {
    if (!ending.test(word)) continue;
    forms.push(...instead.map((by) => word.replace(ending, by)));
    const stem = word.replace(ending, '');
    // "stopped" and "running" have doubled their last letter.
    if (/ed$|ing$/.test(word) && stem.at(-1) === stem.at(-2)) forms.push(stem.slice(0, -1));
  }
  return forms.filter((form) => form.length > 1);
}

/** @param table lines of word, translation, and what else there is; # begins a comment (media/words) */
export function parseDictionary(table: string): Dictionary {
  const dictionary = new Map<string, string>();
  for (const line of table.split('\n')) {
    const [word, translation] = line.split('\t');
    if (translation && !line.startsWith('#')) dictionary.set(word, translation);
  }
  return dictionary;
}
