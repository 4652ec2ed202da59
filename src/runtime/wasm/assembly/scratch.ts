/**
 * Memory that lives until the next call from outside: vectors between two operations. Taken by counting up, given back all
 * at once. What did not fit is allocated by itself, and next time there is room for it.
 */

/** Vector loads and stores may go beyond the end of a row by less than that. */
const SLOP: usize = 32;
const HEADER: usize = 16;

let base: usize = 0;
let size: usize = 0;
let used: usize = 0;
let wanted: usize = 0;
/** Blocks that did not fit, each with the address of the one before in its header. */
let overflow: usize = 0;

/** 16 bytes aligned, not cleared. */
export function take(bytes: usize): usize {
  const whole = (bytes + SLOP + 15) & ~15;
  wanted += whole;
  if (used + whole <= size) {
    const at = base + used;
    used += whole;
    return at;
  }
  const block = heap.alloc(whole + HEADER);
  store<usize>(block, overflow);
  overflow = block;
  return block + HEADER;
}

/** Gives everything back. */
export function reset(): void {
  while (overflow !== 0) {
    const before = load<usize>(overflow);
    heap.free(overflow);
    overflow = before;
  }
  if (wanted > size) {
    if (base !== 0) heap.free(base);
    size = wanted;
    base = heap.alloc(size);
  }
  used = 0;
  wanted = 0;
}

/** As `take`, but until `heap.free`. */
export function keep(bytes: usize): usize {
  return heap.alloc(bytes + SLOP);
}
