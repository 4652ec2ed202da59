/**
 * Reads pickles without running them: dictionaries, lists, numbers and texts, and what the caller knows by name. Nothing
 * that a pickle names is ever called or imported; a name that is not known is refused.
 *
 * The opcodes: https://github.com/python/cpython/blob/main/Lib/pickletools.py. Protocols 2 to 5.
 */
import { InterchangeError } from './errors';

/** What a pickle can hold here. `Map` is a dictionary. */
export type Pickled = null | boolean | number | string | Pickled[] | Map<Pickled, Pickled> | Named;

/** A class or function by its name, or what it was applied to. */
export interface Named {
  global: string;
  args?: Pickled[];
  /** Computed by the caller's handler. */
  value?: unknown;
}

export interface PickleNames {
  /** @returns what a function of that name makes of the arguments; undefined: an object of which only the name is known */
  reduce(global: string, args: Pickled[]): unknown;
  /** @throws InterchangeError('unsupported') for names that are not known */
  check(global: string): void;
  /** A tensor's storage. */
  persistent(id: Pickled): unknown;
}

export const isNamed = (value: Pickled): value is Named =>
  typeof value === 'object' && value !== null && 'global' in value;

/** @throws InterchangeError('format' | 'unsupported') */
export function readPickle(bytes: Uint8Array, names: PickleNames, file: string): Pickled {
  return new Machine(bytes, names, file).run();
}

/** Puts what follows it on the stack into one thing. */
const MARK = Symbol('mark');
type Cell = Pickled | typeof MARK;

class Machine {
  private at = 0;
  private readonly stack: Cell[] = [];
  private readonly memo = new Map<number, Pickled>();
  private readonly view: DataView;
  private result: Pickled | undefined;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly names: PickleNames,
    private readonly file: string,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run(): Pickled {
    while (this.result === undefined) {
      const opcode = this.byte();
      const operation = OPERATIONS.get(opcode);
      if (!operation)
        throw new InterchangeError(
          'unsupported',
          `${this.file}: its pickle has the opcode 0x${opcode.toString(16)}, which is not read here`,
        );
      operation(this);
    }
    return this.result;
  }

  fail(what: string): never {
    throw new InterchangeError('format', `${this.file}: its pickle is damaged: ${what}`);
  }

  take(length: number): Uint8Array {
    if (length < 0 || this.at + length > this.bytes.length) this.fail('it is cut short');
    return this.bytes.subarray(this.at, (this.at += length));
  }

  byte = (): number => this.take(1)[0];
  uint16 = (): number => this.number(2, (at) => this.view.getUint16(at, true));
  int32 = (): number => this.number(4, (at) => this.view.getInt32(at, true));
  uint32 = (): number => this.number(4, (at) => this.view.getUint32(at, true));
  float64 = (): number => this.number(8, (at) => this.view.getFloat64(at));
  text = (length: number): string => new TextDecoder().decode(this.take(length));

  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0) this.fail('it is cut short');
    const text = this.text(end - this.at);
    this.at++;
    return text;
  }

  /** Two's complement, little-endian. */
  long(length: number): number {
    const digits = this.take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(digits[i]);
    return Number(length === 0 ? 0n : BigInt.asIntN(8 * length, value));
  }

  push(value: Pickled): void {
    this.stack.push(value);
  }

  mark(): void {
    this.stack.push(MARK);
  }

  pop(): Pickled {
    const value = this.stack.pop();
    if (value === undefined || value === MARK) this.fail('its stack is empty');
    return value;
  }

  top(): Pickled {
    const value = this.stack[this.stack.length - 1];
    if (value === undefined || value === MARK) this.fail('its stack is empty');
    return value;
  }

  /** What stands above the last mark. */
  marked(): Pickled[] {
    const at = this.stack.lastIndexOf(MARK);
    if (at < 0) this.fail('a mark is missing');
    return this.stack.splice(at).slice(1) as Pickled[];
  }

  remember(key: number): void {
    this.memo.set(key, this.top());
  }

  memoize(): void {
    this.remember(this.memo.size);
  }

  recall(key: number): void {
    const value = this.memo.get(key);
    if (value === undefined) this.fail('it recalls what it has not kept');
    this.push(value);
  }

  global(module: string, name: string): void {
    const global = `${module}.${name}`;
    this.names.check(global);
    this.push({ global });
  }

  stackGlobal(): void {
    const name = this.pop();
    const module = this.pop();
    if (typeof name !== 'string' || typeof module !== 'string') this.fail('a name is no text');
    this.global(module, name);
  }

  /** A function and its arguments: nothing is called but what the caller knows. */
  reduce(): void {
    const args = this.pop();
    const callee = this.pop();
    if (!isNamed(callee) || !Array.isArray(args)) this.fail('something is called that has no name');
    if (callee.global === 'collections.OrderedDict') this.push(new Map());
    else this.push({ ...callee, args, value: this.names.reduce(callee.global, args) });
  }

  persistent(): void {
    const id = this.pop();
    this.push({ global: 'storage', value: this.names.persistent(id) });
  }

  setItems(items: Pickled[]): void {
    const dictionary = this.top();
    if (dictionary instanceof Map)
      for (let i = 0; i + 1 < items.length; i += 2) dictionary.set(items[i], items[i + 1]);
    // Of an object of which only the name is known.
    else if (!isNamed(dictionary)) this.fail('entries are put into what is no dictionary');
  }

  append(items: Pickled[]): void {
    const list = this.top();
    if (Array.isArray(list)) for (const item of items) list.push(item);
    else if (!isNamed(list)) this.fail('items are put into what is no list');
  }

  stop(): void {
    this.result = this.pop();
  }

  private number(width: number, read: (at: number) => number): number {
    this.take(width);
    return read(this.at - width);
  }
}

type Operation = (machine: Machine) => void;

const operation = (opcode: string | number, run: Operation): [number, Operation] => [
  typeof opcode === 'string' ? opcode.charCodeAt(0) : opcode,
  run,
];

const tuple =
  (size: number): Operation =>
  (m) => {
    const items = Array.from({ length: size }, () => m.pop()).reverse();
    m.push(items);
  };

const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  operation(0x80, (m) => void m.byte()),
  operation(0x95, (m) => void m.take(8)),
  operation('.', (m) => m.stop()),
  operation('(', (m) => m.mark()),
  operation('0', (m) => void m.pop()),
  operation('1', (m) => void m.marked()),
  operation('2', (m) => m.push(m.top())),
  operation('N', (m) => m.push(null)),
  operation(0x88, (m) => m.push(true)),
  operation(0x89, (m) => m.push(false)),
  operation('J', (m) => m.push(m.int32())),
  operation('K', (m) => m.push(m.byte())),
  operation('M', (m) => m.push(m.uint16())),
  operation(0x8a, (m) => m.push(m.long(m.byte()))),
  operation('G', (m) => m.push(m.float64())),
  operation('X', (m) => m.push(m.text(m.uint32()))),
  operation(0x8c, (m) => m.push(m.text(m.byte()))),
  operation('T', (m) => m.push(m.text(m.uint32()))),
  operation('U', (m) => m.push(m.text(m.byte()))),
  operation('B', (m) => m.push(m.text(m.uint32()))),
  operation('C', (m) => m.push(m.text(m.byte()))),
  operation('}', (m) => m.push(new Map())),
  operation('d', (m) => {
    const items = m.marked();
    m.push(new Map());
    m.setItems(items);
  }),
  operation('s', (m) => {
    const value = m.pop();
    m.setItems([m.pop(), value]);
  }),
  operation('u', (m) => m.setItems(m.marked())),
  operation(']', (m) => m.push([])),
  operation('l', (m) => m.push(m.marked())),
  operation('a', (m) => m.append([m.pop()])),
  operation('e', (m) => m.append(m.marked())),
  operation(0x8f, (m) => m.push([])),
  operation(0x90, (m) => m.append(m.marked())),
  operation(0x91, (m) => m.push(m.marked())),
  operation(')', (m) => m.push([])),
  operation('t', (m) => m.push(m.marked())),
  operation(0x85, tuple(1)),
  operation(0x86, tuple(2)),
  operation(0x87, tuple(3)),
  operation('q', (m) => m.remember(m.byte())),
  operation('r', (m) => m.remember(m.uint32())),
  operation(0x94, (m) => m.memoize()),
  operation('h', (m) => m.recall(m.byte())),
  operation('j', (m) => m.recall(m.uint32())),
  operation('c', (m) => {
    const module = m.line();
    m.global(module, m.line());
  }),
  operation(0x93, (m) => m.stackGlobal()),
  operation('R', (m) => m.reduce()),
  operation(0x81, (m) => m.reduce()),
  // The state of an object of which only the name is known, or of an ordered dictionary, which has none of use.
  operation('b', (m) => void m.pop()),
  operation('Q', (m) => m.persistent()),
]);
